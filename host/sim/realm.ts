/**
 * The global scope of the simulated interpreter: Node's JavaScript without anything that Espruino lacks, so that a
 * program which relies on it fails here too.
 */
import vm from "node:vm";
import type { Board } from "../../firmware/board.ts";
import { useEspruinoJson } from "./globals/json.ts";
import { limitMemory } from "./globals/memory-limits.ts";
import { removeMissing } from "./globals/missing.ts";
import { useEspruinoNumbers } from "./globals/numbers.ts";
import { valueBytesMax } from "./limits.ts";
import { type RunningProgram, stackText } from "./stack-text.ts";

// biome-ignore lint/suspicious/noExplicitAny: what a simulated program has in its scope is its own affair.
export type Scope = Record<string, any>;

export type ErrorType = "Error" | "SyntaxError" | "TypeError" | "ReferenceError";

export class Realm {
  /** The language's own objects, some of which the program cannot reach. */
  readonly intrinsics: Scope;
  readonly global: Scope;
  readonly bytesMax: number;
  /** What was run last under each name. */
  readonly programs = new Map<string, RunningProgram>();
  private readonly context: vm.Context;

  /**
   * @param hooks - for instrumented code alone: they are bindings of the scope, not properties of the global.
   * @param outOfMemory - aborts the program.
   */
  constructor(board: Board, hooks: Readonly<Record<string, unknown>>, outOfMemory: () => never) {
    this.bytesMax = valueBytesMax(board);
    this.context = vm.createContext({ $hooks: hooks });
    bindings(Object.keys(hooks)).runInContext(this.context);
    this.intrinsics = INTRINSICS.runInContext(this.context);
    this.global = this.intrinsics.globalThis;
    this.intrinsics.Error.prepareStackTrace = (error: unknown, sites: readonly NodeJS.CallSite[]) =>
      stackText(error, sites, (name) => this.programs.get(name));
    removeMissing(this.intrinsics);
    useEspruinoNumbers(this.intrinsics);
    useEspruinoJson(this.intrinsics);
    limitMemory(this.intrinsics, this.bytesMax, outOfMemory);
  }

  run(script: vm.Script): unknown {
    return script.runInContext(this.context, { displayErrors: false });
  }

  /** Makes values reachable by name; a `for in` over the global scope does not show them. */
  define(values: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values))
      this.intrinsics.Object.defineProperty(this.global, name, { value, writable: true, configurable: true });
  }

  /** An error of the simulated program's own kind. */
  error(type: ErrorType, message: string): Error {
    return new this.intrinsics[type](message);
  }

  /** An object of the simulated program's own kind. */
  object<T extends object>(properties: T): T {
    return Object.assign(new this.intrinsics.Object(), properties);
  }

  array<T>(items: readonly T[]): T[] {
    return this.intrinsics.array(...items);
  }
}

function bindings(names: readonly string[]): vm.Script {
  const list = names.map((name) => `${name} = $hooks.${name}`).join(", ");
  return new vm.Script(`const ${list}; delete globalThis.$hooks;`);
}

const INTRINSICS = new vm.Script(`({
  globalThis, Object, Array, String, Number, Function, JSON, Math, Error, SyntaxError, TypeError, ReferenceError,
  array: Array.of, ArrayBuffer, Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array,
  Uint32Array, Float32Array, Float64Array,
})`);
