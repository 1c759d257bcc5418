import type { Reader } from "./reader.ts";
import type { Terminal } from "./terminal.ts";

/**
 * A command as data: its words, its options and what it runs. `main.ts` hands the list to commander, and the help
 * text comes from the same data.
 */
export interface Command {
  readonly name: string;
  /** One line, lower case, no full stop. */
  readonly summary: string;
  readonly args?: readonly Argument[];
  readonly options?: readonly Option[];
  /** A few lines a user can paste. */
  readonly examples?: readonly string[];
  run(args: readonly string[], options: Options, output: Output): Promise<void>;
}

export interface Argument {
  /** commander's notation: `<app>` must be given, `[app]` may be. */
  readonly name: string;
  readonly summary: string;
}

export interface Option {
  /** commander's notation: `--board <name>`, `--json`, `-o, --out <file>`. */
  readonly flags: string;
  readonly summary: string;
  readonly default?: string | boolean;
  /** Checks and converts the text; throws a `CliError`. `previous` is there for options that may be given twice. */
  readonly parse?: (text: string, previous?: unknown) => unknown;
}

export type Options = Readonly<Record<string, unknown>>;

/** Where a command writes, line by line: the newline is added. Tests hand in their own. */
export interface Output {
  /** The result, for pipes and scripts: stdout. */
  print(text: string): void;
  /** Progress and notes, for people: stderr. */
  note(text: string): void;
  /** Whether a person at a terminal reads stdout: only then colours and moving progress. */
  readonly isTerminal: boolean;
  /** Who sits there, if somebody can press keys as well. */
  readonly terminal?: Terminal;
  /** Whoever takes what is printed, if that may be slow. */
  readonly reader?: Reader;
  /** Aborted by Ctrl-C and SIGTERM. Whoever waits, waits on this too, and cleans up. */
  readonly signal: AbortSignal;
}
