import type { Output } from "../../host/cli/command.ts";

/** An output that keeps what it is given. */
export interface CapturedOutput extends Output {
  readonly printed: string[];
  readonly noted: string[];
  /** Ends what runs, as Ctrl-C does. */
  interrupt(reason?: unknown): void;
}

export function captureOutput(): CapturedOutput {
  const printed: string[] = [];
  const noted: string[] = [];
  const interruption = new AbortController();
  return {
    printed,
    noted,
    print: (text) => void printed.push(text),
    note: (text) => void noted.push(text),
    isTerminal: false,
    signal: interruption.signal,
    interrupt: (reason) => interruption.abort(reason),
  };
}
