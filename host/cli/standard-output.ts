import type { Output } from "./command.ts";

/**
 * The process's own stdout and stderr.
 *
 * @param whenFailed - called when one of them can take no more: `EPIPE` when its reader has gone, as `| head` does.
 * What is written to it from then on is thrown away.
 */
export function standardOutput(
  signal: AbortSignal,
  whenFailed: (error: NodeJS.ErrnoException) => void,
): Output {
  return {
    print: lineWriter(process.stdout, whenFailed),
    note: lineWriter(process.stderr, whenFailed),
    isTerminal: process.stdout.isTTY === true,
    signal,
  };
}

function lineWriter(stream: NodeJS.WriteStream, whenFailed: (error: Error) => void): (text: string) => void {
  let isOpen = true;
  stream.on("error", (error) => {
    isOpen = false;
    whenFailed(error);
  });
  return (text) => {
    if (isOpen) stream.write(`${text}\n`);
  };
}
