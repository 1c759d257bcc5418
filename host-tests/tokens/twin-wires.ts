import { crc32 } from "node:zlib";
import { IRQ, TASK } from "../../firmware/platform/platform.ts";
import * as textConversions from "../../firmware/printk/conversions.ts";
import { type Piece, takeApart } from "../../firmware/printk/format-pieces.ts";
import type { Level } from "../../firmware/printk/level.ts";
import { type LogRecord, type Site, VALUES } from "../../firmware/printk/record.ts";
import { line as textLine } from "../../firmware/wire/text-wire.ts";
import * as tokenConversions from "../../firmware/wire/token-conversions.ts";
import { frame, seal } from "../../firmware/wire/token-frame.ts";
import { type Dictionary, dictionaryFrom } from "../../host/tokens/dictionary.ts";

/** A log call as the build sees it; its token is its place in the list. */
export interface Call {
  readonly level: Level;
  readonly facility: string;
  readonly format: string;
  readonly args: readonly string[];
}

export interface Said {
  readonly call: number;
  readonly values: readonly unknown[];
  readonly seq: number;
  /** Seconds on the board's clock. */
  readonly time: number;
  readonly inIrq?: boolean;
  readonly more?: string;
}

/** Both wires side by side: what the board says of a record in tokens, and what it would say in text. */
export class TwinWires {
  readonly dictionary: Dictionary;
  readonly manifest: object;
  private readonly tokenSites: Site[];
  private readonly textSites: Site[];
  private readonly startTime: number;
  private previous?: LogRecord;

  constructor(calls: readonly Call[], startTime = 0, hash = "0123abcd") {
    this.startTime = startTime;
    this.tokenSites = calls.map((call, token) => [call.level, call.facility, tokenText(call), token]);
    this.textSites = calls.map((call) => [call.level, call.facility, plainText(call)]);
    this.manifest = { dictionary: hash, logSites: calls.map(logSite) };
    this.dictionary = dictionaryFrom(this.manifest, "hand-made");
  }

  /**
   * @param lostCount - records that a loss frame has told of before it.
   * @returns the line, with its end.
   */
  tokens(said: Said, lostCount = 0): string {
    const record = recordOf(said, this.tokenSites);
    const text = frame(record, this.startTime, this.previous, lostCount);
    this.previous = record;
    return text + seal(crc32(text));
  }

  text(said: Said): string {
    return textLine(recordOf(said, this.textSites), this.startTime);
  }

  /** The next frame stands for itself, as after a loss. */
  forgetPrevious(): void {
    this.previous = undefined;
  }
}

function recordOf({ call, values, seq, time, inIrq, more }: Said, sites: readonly Site[]): LogRecord {
  const record: LogRecord = [seq, time, inIrq ? IRQ : TASK, sites[call]!, ...values];
  if (more !== undefined) record.more = [[0, 0, TASK, [6, "", (each) => `${each[VALUES]}`], more]];
  return record;
}

const logSite = ({ level, facility, format, args }: Call, token: number): object => ({
  token,
  level,
  facility,
  format,
  args: args.map((name) => ({ name, conversion: "" })),
  file: "app.ts",
  line: 10 + token,
  column: 3,
});

const tokenText = (call: Call) => compiled(call, tokenConversions, () => "");
const plainText = (call: Call) => compiled(call, textConversions, (text) => text);

type Conversions = Record<string, (value: unknown, decimals: number) => string> & {
  pad(text: string, widthChars: number, fill: string): string;
};

/** What the build makes of a call's format: its conversions with the literal text between them, or without it. */
function compiled({ format, args }: Call, conversions: object, literal: (text: string) => string): Site[2] {
  const { pad, ...convert } = conversions as Conversions;
  return (record) => {
    const first = takeApart(format);
    return chained(first.next).reduce((text, piece, i) => {
      const value = i < args.length ? filled(piece, record[VALUES + i]) : literal(piece.source);
      return text + value + literal(piece.text);
    }, literal(first.text));
  };

  function filled({ kind, decimals, widthChars, hasZeros }: Piece, value: unknown): string {
    const text = convert[kind]!(value, decimals);
    return widthChars ? pad(text, widthChars, hasZeros ? "0" : " ") : text;
  }
}

function chained(piece: Piece | undefined): Piece[] {
  return piece === undefined ? [] : [piece, ...chained(piece.next)];
}
