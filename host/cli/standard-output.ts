import type { Output } from "./command.ts";
import { StreamReader } from "./reader.ts";
import { BottomLine, standardTerminal } from "./terminal.ts";

/**
 * The process's own stdout and stderr.
 *
 * @param whenFailed - called when one of them can take no more: `EPIPE` when its reader has gone, as `| head` does.
 * What is written to it from then on is thrown away.
 */
export function standardOutput(
  signal: AbortSignal,
  whenFailed: (error: NodeJS.ErrnoException) => void,
): Output & { readonly reader: StreamReader } {
  const isTerminal = process.stdout.isTTY === true;
  const bottom = new BottomLine();
  const reader = new StreamReader(process.stdout);
  const print = lineWriter(process.stdout, bottom, whenFailed);
  return {
    print: (text) => {
      print(text);
      reader.look();
    },
    note: lineWriter(process.stderr, bottom, whenFailed),
    isTerminal,
    reader,
    terminal: isTerminal && process.stdin.isTTY ? standardTerminal(bottom) : undefined,
    signal,
  };
}

function lineWriter(
  stream: NodeJS.WriteStream,
  bottom: BottomLine,
  whenFailed: (error: Error) => void,
): (text: string) => void {
  let isOpen = true;
  stream.on("error", (error) => {
    isOpen = false;
    whenFailed(error);
  });
  return (text) => {
    if (isOpen) stream.write(stream.isTTY ? bottom.above(text) : `${text}\n`);
  };
}
