/**
 * The pipeline as rollup sees it: TypeScript's modules are lowered to ES5, joined into one function expression,
 * minified, checked, and described in a manifest. `baton build` and `rollup.config.mjs` both run exactly this.
 */
import { dirname, resolve } from "node:path";
import type { OutputOptions, RollupOptions } from "rollup";
import type { Board, BootBoard } from "../../firmware/board.ts";
import { findApplication } from "./application.ts";
import { isFramework } from "./device-package.ts";
import { diagnosticReader } from "./diagnostics.ts";
import { gate } from "./gate/gate.ts";
import type { LogDirectives } from "./lowering/log-directives.ts";
import { dictionaryIn, type Lowering, lowerLogCalls } from "./lowering/lowering.ts";
import { manifestWriter } from "./manifest.ts";
import { minifier } from "./minify.ts";
import { deviceModuleResolver } from "./module-resolver.ts";
import { hasNativeConsole } from "./native-console.ts";
import { PRETOKENISED_SINCE, pretokeniser } from "./pretokenise.ts";
import { requirementCheck } from "./requirement-check.ts";
import { sizeGuard } from "./size-guard.ts";
import { sourceName } from "./source-positions.ts";
import { typeScriptCompiler } from "./typescript-compiler.ts";

export interface BuildRequest {
  /** The folder that holds `main.ts`, or a TypeScript file. */
  readonly entry: string;
  readonly board: Board;
  /** Speed of the console in bits per second; the board's own unless given. */
  readonly baud?: number;
  /** Which log calls stay; all unless given. */
  readonly log?: LogDirectives;
  /** Whether records go over the wire as tokens, and their texts into the manifest. */
  readonly tokens?: boolean;
  /** Whether the code's operators and reserved words are bytes of their own. */
  readonly pretokenise?: boolean;
}

/** @param file - what the bundle will be called; it leaves no trace in the code. */
export function rollupOptions(
  { entry, board, baud, log, tokens, pretokenise }: BuildRequest,
  file: string,
): RollupOptions & { output: OutputOptions } {
  const application = findApplication(entry);
  const bootBoard = bootFacts(board, baud ?? board.console.baud);
  const lowering: Lowering = {
    directives: log ?? new Map(),
    hasTokens: tokens === true,
    recordMask: board.logRecords - 1,
    hasNativeCalls: board.hasNativeIrq && board.nativeClock !== undefined,
    hasNativeConsole: hasNativeConsole(bootBoard),
    sourceName: (file) => sourceName(file, application),
    sites: [],
    textCalls: [],
    errors: [],
  };
  return {
    input: application.mainFile,
    treeshake: {
      moduleSideEffects: (id) => !isFramework(id),
      propertyReadSideEffects: false,
      tryCatchDeoptimization: false,
    },
    plugins: [
      diagnosticReader(lowering.errors),
      deviceModuleResolver(bootBoard, tokens ? "tokens" : "text", () => dictionaryIn(lowering)),
      typeScriptCompiler(application, lowerLogCalls(lowering, isFramework)),
      requirementCheck(board),
      minifier(),
      pretokenise && pretokeniser(),
      gate(application),
      sizeGuard(board),
      manifestWriter(application, bootBoard, lowering, pretokenise ? PRETOKENISED_SINCE : undefined),
    ],
    output: {
      file,
      format: "iife",
      strict: false,
      sourcemap: "hidden",
      sourcemapPathTransform: (source, mapFile) => sourceName(resolve(dirname(mapFile), source), application),
    },
  };
}

/** The facts that travel inside the bundle, and no others: each costs flash. */
function bootFacts(
  { id, console, uarts, logRecords, hasExecTimers, nativeClock, edgePriority }: Board,
  baud: number,
): BootBoard {
  const ports = uarts.map(({ device, tx, rx, transmit, registers }) => ({
    device,
    tx,
    rx,
    transmit,
    registers,
  }));
  return {
    id,
    console: { device: console.device, baud },
    uarts: ports,
    logRecords,
    hasExecTimers,
    nativeClock,
    edgePriority,
  };
}
