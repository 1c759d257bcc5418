import { IRQ, TASK } from "../../firmware/platform/platform.ts";
import * as conversions from "../../firmware/printk/conversions.ts";
import { type Piece, takeApart } from "../../firmware/printk/format-pieces.ts";
import type { Level } from "../../firmware/printk/level.ts";
import { type LogRecord, type Site, VALUES } from "../../firmware/printk/record.ts";
import { said as saidInText, line as textLine } from "../../firmware/wire/text-wire.ts";
import { digits } from "../../firmware/wire/token-digits.ts";
import { type Dictionary, dictionaryFrom } from "../../host/tokens/dictionary.ts";
import { tokenWire } from "../support/token-wire.ts";

const { line: tokenLine, d, s } = tokenWire;

/** A log call as the build sees it; its token is its place in the list, from 1. */
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
    this.tokenSites = calls.map((call, index) => [call.level, call.facility, tokenText(call, index + 1)]);
    this.textSites = calls.map((call) => [call.level, call.facility, plainText(call)]);
    this.manifest = { dictionary: hash, logSites: calls.map(logSite) };
    this.dictionary = dictionaryFrom(this.manifest, "hand-made");
  }

  /**
   * @param lostCount - records that a loss frame has told of before it.
   * @returns the line, with its end.
   */
  tokens(said: Said, lostCount = 0): string {
    const record = recordOf(said, this.tokenSites, tokenWire.said);
    const text = tokenLine(record, this.startTime, this.previous, lostCount);
    this.previous = record;
    return text;
  }

  text(said: Said): string {
    return textLine(recordOf(said, this.textSites, saidInText), this.startTime);
  }

  /** The next frame stands for itself, as after a loss. */
  forgetPrevious(): void {
    this.previous = undefined;
  }
}

/** @param text - that of a continuation. */
function recordOf(
  { call, values, seq, time, inIrq, more }: Said,
  sites: readonly Site[],
  text: Site[2],
): LogRecord {
  const record: LogRecord = [seq, time, inIrq ? IRQ : TASK, sites[call]!, ...values];
  if (more !== undefined) record.more = [[0, 0, TASK, [6, "", text], more]];
  return record;
}

const logSite = ({ level, facility, format, args }: Call, index: number): object => ({
  token: index + 1,
  level,
  facility,
  format,
  args: args.map((name) => ({ name, conversion: "" })),
  file: "app.ts",
  line: 10 + index,
  column: 3,
});

const { pad, ...convert } = conversions as unknown as Conversions;
type Conversions = Record<string, (value: unknown, decimals: number) => string> & {
  pad(text: string, widthChars: number, fill: string): string;
};

/** What the build makes of a call's format: its conversions with the literal text between them. */
function plainText({ format, args }: Call): Site[2] {
  const { text, next } = takeApart(format);
  return (record) =>
    chained(next).reduce(
      (sum, piece, i) =>
        sum + (i < args.length ? filled(piece, record[VALUES + i]) : piece.source) + piece.text,
      text,
    );
}

function filled({ kind, decimals, widthChars, hasZeros }: Piece, value: unknown): string {
  const text = convert[kind]!(value, decimals);
  return widthChars ? pad(text, widthChars, hasZeros ? "0" : " ") : text;
}

/** The same in a build with tokens: the call's number, and its values. */
function tokenText({ format, args }: Call, token: number): Site[2] {
  const pieces = chained(takeApart(format).next).slice(0, args.length);
  return (record) => digits(token) + pieces.map((piece, i) => inTokens(piece, record[VALUES + i])).join("");
}

function inTokens({ kind, decimals }: Piece, value: unknown): string {
  return kind === "s" || kind === "j" ? s(value) : d(value, kind === "f" ? decimals : undefined);
}

function chained(piece: Piece | undefined): Piece[] {
  return piece === undefined ? [] : [piece, ...chained(piece.next)];
}
