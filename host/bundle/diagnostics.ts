import { isBuiltin } from "node:module";
import type { Plugin, RollupLog } from "rollup";
import type { CliError } from "../errors.ts";
import {
  type Complaint,
  circularImport,
  hostImport,
  rejected,
  syntaxError,
  typeError,
  unresolvedImport,
} from "./errors.ts";
import { refused } from "./gate/errors.ts";
import { loweringRefusal } from "./gate/lowering-rules.ts";

/**
 * Collects what rollup and TypeScript complain about, and ends the build with the one error to read first.
 * TypeScript has said all it has to say when the build starts, rollup when the modules are joined.
 *
 * @param found - filled by others until the modules are joined.
 */
export function diagnosticReader(found: readonly CliError[]): Plugin {
  const logs: RollupLog[] = [];
  return {
    name: "diagnostics",
    onLog(_level, log) {
      logs.push(log);
      return false;
    },
    // What has no place in the source waits: the gate may find the construct behind it.
    buildStart: { order: "post", sequential: true, handler: () => stopAt(logs.filter(({ loc }) => loc)) },
    renderStart() {
      stopAt(logs);
      if (found[0]) throw rejected(found[0]);
    },
  };
}

function stopAt(logs: readonly RollupLog[]): void {
  const error = firstError(logs);
  if (error) throw rejected(error);
}

/** What explains the others comes first. */
const firstError = (logs: readonly RollupLog[]): CliError | undefined =>
  importError(logs) ?? refusal(logs) ?? syntaxErrors(logs) ?? typeErrors(logs) ?? circle(logs);

function importError(logs: readonly RollupLog[]): CliError | undefined {
  const log = logs.find(isMissingModule);
  if (!log) return undefined;
  const complaint = complaintOf(log);
  const module = quotedIn(complaint.message);
  return isBuiltin(module) ? hostImport(module, complaint) : unresolvedImport(complaint);
}

/** What a board cannot have, said in the board's terms. */
function refusal(logs: readonly RollupLog[]): CliError | undefined {
  for (const log of logs) {
    const complaint = complaintOf(log);
    const found = loweringRefusal(String(log.pluginCode), complaint.message);
    if (found) return refused(found, complaint);
  }
  return undefined;
}

function syntaxErrors(logs: readonly RollupLog[]): CliError | undefined {
  const found = logs.filter((log) => isBetween(log, 1000, 2000));
  return found.length > 0 ? syntaxError(found.map(complaintOf)) : undefined;
}

function typeErrors(logs: readonly RollupLog[]): CliError | undefined {
  const found = logs.filter((log) => isBetween(log, 2000, 100_000));
  return found.length > 0 ? typeError(found.map(complaintOf)) : undefined;
}

function circle(logs: readonly RollupLog[]): CliError | undefined {
  const log = logs.find(({ code }) => code === "CIRCULAR_DEPENDENCY");
  return log && circularImport(log.ids ?? []);
}

/** TypeScript: cannot find a module, or its types. */
const missingModule = ["TS2307", "TS2792", "TS7016"];
/** TypeScript: cannot find a name, or one of Node's modules. */
const missingNodeTypes = "TS2591";

function isMissingModule({ code, pluginCode, message }: RollupLog): boolean {
  if (pluginCode === missingNodeTypes) return isBuiltin(quotedIn(message));
  return missingModule.includes(String(pluginCode)) || code === "UNRESOLVED_IMPORT";
}

const quotedIn = (message: string): string => /['"]([^'"]+)['"]/.exec(message)?.[1] ?? "";

function isBetween({ pluginCode }: RollupLog, from: number, to: number): boolean {
  const number = Number(/^TS(\d+)$/.exec(String(pluginCode))?.[1]);
  return number >= from && number < to;
}

function complaintOf(log: RollupLog): Complaint {
  const { file = log.id ?? "", line = 1, column = 1 } = log.loc ?? {};
  const message = log.message.replace(/^(\[plugin \S+\] )?.*?@rollup\/plugin-typescript (TS\d+): /s, "$2: ");
  return { file, line, column, message: message.split("\n")[0] ?? message };
}
