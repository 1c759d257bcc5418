import { crc32 } from "node:zlib";
import { expect, it } from "vitest";
import { checkOf } from "../../host/tokens/check.ts";

/** A message is cut at 256 characters; its frame has a few more. */
const FRAME_CHARS = 300;
const line = "A".repeat(FRAME_CHARS);

it("the check is the low 18 bits of zlib's CRC-32", () => {
  for (const text of ["", "123456789", line])
    expect(checkOf(text, 0, text.length)).toBe(crc32(text) & 0x3ffff);
});

it("a change of one character changes the check, wherever it is and whatever the others are", () => {
  // A CRC is linear: what a change does to it depends on where it is and on which bits differ, and on nothing else.
  const unnoticed = Array.from({ length: FRAME_CHARS }, (_, at) => at).filter((at) => isUnnoticed(at));
  expect(unnoticed).toEqual([]);
});

/** Whether one of the changes of seven bits makes no difference at this place. */
function isUnnoticed(at: number): boolean {
  const check = crc32(line) & 0x3ffff;
  const bytes = Buffer.from(line);
  for (let bits = 1; bits < 128; bits++) {
    bytes[at] = line.charCodeAt(at) ^ bits;
    if ((crc32(bytes) & 0x3ffff) === check) return true;
  }
  return false;
}
