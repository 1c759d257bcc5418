/**
 * From a format to the expression that makes its message: `"temp %d of %08x"` becomes
 * `"temp " + d(r[4]) + " of " + pad(x(r[5]), 8, "0")`. What the firmware would make of format and arguments at run time is
 * the same, since both take a format apart with the same function.
 */
import ts from "typescript";
import { formatMessage } from "../../../firmware/printk/format.ts";
import { type Piece, takeApart } from "../../../firmware/printk/format-pieces.ts";
import { VALUES } from "../../../firmware/printk/record.ts";
import { keep } from "../../../firmware/printk/snapshot.ts";
import { digits } from "../../../firmware/wire/token-digits.ts";
import type { LogArgument } from "./log-sites.ts";
import { constantOf } from "./quiet.ts";

const { factory } = ts;

/** A message with its constants filled in. */
export interface Message {
  /** In turn text and conversion, beginning with a text. */
  readonly first: string;
  readonly parts: readonly MessagePart[];
  /** The same as a format, for the dictionary. */
  readonly format: string;
}

/** A value, how it is converted, and the text behind it. */
export interface MessagePart {
  readonly value: ts.Expression;
  readonly piece: Pick<Piece, "kind" | "widthChars" | "hasZeros" | "decimals" | "source">;
  text: string;
}

/** Arguments that the format has no conversion for follow it, as they do at run time. */
const LEFT_OVER: MessagePart["piece"] = {
  kind: "s",
  widthChars: 0,
  hasZeros: false,
  decimals: 0,
  source: "%s",
};

export function messageOf(format: string, values: readonly ts.Expression[]): Message {
  const { text: first, next } = takeApart(format);
  const message = { first, parts: [] as MessagePart[] };
  let used = 0;
  for (let piece = next; piece; piece = piece.next)
    if (used < values.length) append(message, values[used++]!, piece, piece.text);
    else say(message, piece.source + piece.text);
  for (const value of values.slice(used)) {
    say(message, " ");
    append(message, value, LEFT_OVER, "");
  }
  return { ...message, format: formatOf(message) };
}

/** What the dictionary says of a value. */
export const argumentOf = ({ value, piece }: MessagePart): LogArgument => ({
  name: ts.isIdentifier(value) ? value.text : value.getText().replace(/\s+/g, " "),
  conversion: piece.kind === "f" ? `.${piece.decimals}f` : piece.source.slice(1),
});

/** Names a conversion of the wire, such as `d`, for the code that uses it. */
type Wire = (conversion: string) => ts.Identifier;

/**
 * @param record - the name of the function's parameter.
 * @param token - stands for the text between the values, which is in the dictionary then.
 */
export function textExpression(
  message: Message,
  record: ts.Identifier,
  wire: Wire,
  token?: number,
): ts.Expression {
  const terms = message.parts.flatMap(({ piece, text }, index): ts.Expression[] => {
    const value = factory.createElementAccessExpression(record, VALUES + index);
    return token === undefined
      ? [padded(value, piece, wire), ...literal(text)]
      : [inTokens(value, piece, wire)];
  });
  const all = [...literal(token === undefined ? message.first : digits(token)), ...terms];
  const [first, ...rest] = all.length > 0 ? all : [factory.createStringLiteral("")];
  return rest.reduce((sum, term) => factory.createAdd(sum, term), first!);
}

/** Numbers travel alike, whatever their base, and so do texts: the host knows the conversion. */
function inTokens(value: ts.Expression, piece: MessagePart["piece"], wire: Wire): ts.Expression {
  return converted(value, piece, () => wire(isTextual(piece) ? "s" : "d"));
}

/** Whether the conversion takes a value as its text. */
export const isTextual = ({ kind }: Pick<Piece, "kind">): boolean => kind === "s" || kind === "j";

function padded(value: ts.Expression, piece: MessagePart["piece"], wire: Wire): ts.Expression {
  const { widthChars, hasZeros } = piece;
  const text = converted(value, piece, wire);
  if (!widthChars) return text;
  const padding = [
    factory.createNumericLiteral(widthChars),
    factory.createStringLiteral(hasZeros ? "0" : " "),
  ];
  return factory.createCallExpression(wire("pad"), undefined, [text, ...padding]);
}

function converted(
  value: ts.Expression,
  { kind, decimals }: MessagePart["piece"],
  wire: Wire,
): ts.Expression {
  const args = kind === "f" ? [value, factory.createNumericLiteral(decimals)] : [value];
  return factory.createCallExpression(wire(kind), undefined, args);
}

/** A constant becomes text here and now. */
function append(
  message: { first: string; parts: MessagePart[] },
  value: ts.Expression,
  piece: MessagePart["piece"],
  text: string,
): void {
  const constant = constantOf(value);
  if (constant === undefined) message.parts.push({ value, piece, text });
  else say(message, formatMessage([piece.source, keep(constant)]) + text);
}

function say(message: { first: string; parts: MessagePart[] }, text: string): void {
  const last = message.parts.at(-1);
  if (last) last.text += text;
  else message.first += text;
}

const literal = (text: string): ts.Expression[] => (text ? [factory.createStringLiteral(text)] : []);

const formatOf = ({ first, parts }: { first: string; parts: readonly MessagePart[] }): string =>
  escaped(first) + parts.map(({ piece, text }) => piece.source + escaped(text)).join("");

const escaped = (text: string): string => text.replaceAll("%", "%%");
