/** What left a UART, line by line, each with the time at which its last byte was out. */
import type { SimulatedUart } from "./uart.ts";

export interface WireLine {
  /** Without the line's end, and without what the prompt's redrawing puts around it. */
  readonly text: string;
  readonly endUs: number;
  /** What it took on the wire, its end included; 0 for a line that came with the one before, out of one token. */
  readonly bytes: number;
}

/** What the prompt writes to go away and come back: `CR ESC [ J`, `>`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the prompt's are control characters.
const REDRAWING = /^(?:>?\r?\x1b\[J|>)+/;
const LINE_FEED = 10;

export class Wire {
  readonly lines: WireLine[] = [];
  private text = "";

  /**
   * @param onLine - called as each line ends.
   * @param inWords - makes lines of text of a line of tokens.
   */
  constructor(uart: SimulatedUart, onLine: (line: WireLine) => void = () => {}, inWords = asItIs) {
    uart.onByte((byte, endUs) => {
      if (byte !== LINE_FEED) {
        this.text += String.fromCharCode(byte);
        return;
      }
      let bytes = this.text.length + 1;
      for (const text of inWords(withoutPrompt(this.text))) {
        const line = { text, endUs, bytes };
        this.lines.push(line);
        onLine(line);
        bytes = 0;
      }
      this.text = "";
    });
  }
}

const asItIs = (line: string): readonly string[] => [line];

/** A line as it was meant, without the prompt's redrawing. */
export function withoutPrompt(line: string): string {
  return line.replace(REDRAWING, "").trimEnd();
}

/** A record as it is written: level, seconds since boot, text. */
const RECORD = /^<([0-7])>\[ *(\d+\.\d{6})\](?:\[C\])? /;
const LOSS = /^\*\* (\d+) records dropped/;

/** The time in a record's line, in seconds since boot; `undefined` when it is no record. */
export function recordTime({ text }: Pick<WireLine, "text">): number | undefined {
  const match = RECORD.exec(text);
  return match ? Number(match[2]) : undefined;
}

/** Records that a line says were lost; 0 when it says nothing of the kind. */
export function announcedLoss({ text }: WireLine): number {
  return Number(LOSS.exec(text)?.[1] ?? 0);
}
