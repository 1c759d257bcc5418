import vm from "node:vm";
import { type Instrumented, instrument } from "./instrument.ts";

/** Programs that are run again and again, as in a test that restarts a board for every statement. */
const KEPT_MAX = 32;
/** What the simulated program's files are called in Node's stack traces. */
export const PROGRAM = "espruino:";

const programs = new Map<string, Instrumented>();
const scripts = new Map<string, vm.Script>();

/** Instruments and compiles a program, once. @throws SyntaxError */
export function compile(
  source: string,
  scale: number,
  name: string,
  watched: readonly number[] = [],
): vm.Script {
  const { text } = instrumented(source, scale, watched);
  return kept(scripts, `${name}\n${text}`, () => new vm.Script(text, { filename: PROGRAM + name }));
}

/** Instruments a program, once. @throws SyntaxError */
export const instrumented = (source: string, scale: number, watched: readonly number[] = []): Instrumented =>
  kept(programs, `${scale} ${watched}\n${source}`, () => instrument(source, scale, watched));

function kept<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const found = cache.get(key);
  if (found !== undefined) return found;
  const made = make();
  if (cache.size >= KEPT_MAX) cache.delete(cache.keys().next().value as string);
  cache.set(key, made);
  return made;
}
