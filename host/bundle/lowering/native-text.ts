/** What a call says, for the machine code that makes text of it: `firmware/native/lines.ts` says what that understands. */
import { LINE_MESSAGE_CHARS_MAX } from "../../../firmware/native/lines.ts";
import type { ReadableCall } from "./log-call.ts";
import type { Message } from "./message.ts";

/** @returns nothing where machine code has not what it takes. */
export function nativeText({ facility }: ReadableCall, { format, parts }: Message): string | undefined {
  const text = facility ? `${facility.replaceAll("%", "%%")}: ${format}` : format;
  const isKnown =
    parts.every(({ piece }) => CONVERSION.test(piece.source)) &&
    PRINTABLE.test(text) &&
    text.length <= LINE_MESSAGE_CHARS_MAX;
  return isKnown ? text : undefined;
}

const CONVERSION = /^%(?:[dsux]|0[1-8]x)$/;
const PRINTABLE = /^[ -~]*$/;
