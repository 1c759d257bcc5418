/** The person at the terminal. */
export interface Terminal {
  /** Hands over keys as the characters they send, unechoed, Ctrl-C among them. @returns a function that stops it. */
  onKeys(listener: (keys: string) => void): () => void;
  /** Keeps a line below all that is printed; an empty one is none. */
  keepBelow(text: string): void;
  /** Does what Ctrl-C does where nobody asks for keys. */
  interrupt(): void;
}

/** A line at the bottom of a terminal, over which other lines scroll. */
export class BottomLine {
  private below = "";

  /** What to send so that `text`, one line, stands above the bottom line. */
  above(text: string): string {
    return this.below === "" ? `${text}\n` : `${erased}${text}\n${this.below}`;
  }

  /** What to send so that the bottom line is this. @param columns - the terminal's width, which it must not exceed. */
  changedTo(text: string, columns: number): string {
    this.below = text.slice(-Math.max(1, columns - 1));
    return erased + this.below;
  }
}

/** The cursor at the line's beginning, and nothing behind it. */
const erased = "\r\x1b[K";

/** The process's own terminal. @param bottom - the line that its output leaves room for. */
export function standardTerminal(bottom: BottomLine): Terminal {
  const { stdin, stdout } = process;
  return {
    onKeys(listener) {
      const hear = (data: Buffer): void => listener(data.toString("utf8"));
      stdin.setRawMode(true);
      stdin.on("data", hear).resume();
      return () => {
        stdin.off("data", hear).pause();
        stdin.setRawMode(false);
      };
    },
    keepBelow: (text) => void stdout.write(bottom.changedTo(text, stdout.columns)),
    interrupt: () => void process.kill(process.pid, "SIGINT"),
  };
}
