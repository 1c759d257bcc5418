// Goal: pretokenised code is the same program in fewer bytes, and each place in it can be found in the plain text and the
// other way round. Method: the examples as they are flashed, and small pieces of code that words could run together in.
import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, it, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware, type FirmwareBundle } from "../../host/bundle/firmware-bundle.ts";
import { plainText, pretokenised } from "../../host/bundle/pretokenise.ts";
import { type AnyNode, parseCode, tokensOf, walk } from "../../host/bundle/syntax-tree.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { listen } from "../sim/board.ts";

test.each([
  ["a word is a byte", "if(a)b()", "\xa3(a)b()"],
  ["a sign of several characters is a byte", "a>>>=b===c", "a\x95b\x8bc"],
  ["the space around a word goes", "print(typeof a in b)", "print(\xbfa\xb9b)"],
  ["names stay apart", "var async;async function f(){}", "\xacasync;async\xaaf(){}"],
  ["a property keeps its name", "a.delete(b.in,{in:1,of:2})", "a.delete(b.in,{in:1,of:2})"],
  ["signs that would become another stay apart", "a- -b+ +c", "a- -b+ +c"],
  ["texts and patterns are left alone", 'a="if === else",b=/return/', 'a="if === else",b=/return/'],
  ["lines stay, since one may end a statement", "a()\n\n  b()", "a()\n\nb()"],
])("%s", (_what, code, expected) => {
  expect(pretokenised(code).text).toBe(expected);
});

describe.each(readdirSync("examples"))("examples/%s", (name) => {
  const build = (pretokenise: boolean) =>
    buildFirmware({ entry: `examples/${name}`, board: rp2040Pico, pretokenise });
  let plain: FirmwareBundle;
  let bundle: FirmwareBundle;
  beforeAll(async () => {
    plain = await build(false);
    bundle = await build(true);
  });

  it("is the same program, a sixth shorter, without a control character", () => {
    const { code, manifest } = bundle;
    expect(shapeOf(plainText(code).text)).toEqual(shapeOf(plain.code));
    expect(code.length).toBeLessThan((plain.code.length * 5) / 6);
    expect(code).toMatch(/^[ -~\x8a-\xff]+\n$/);
    expect(manifest).toMatchObject({ bytes: code.length, since: "2v11" });
  });

  it("has each of its words where the plain text has it", () => {
    const { code } = bundle;
    const { text, toFlashed, toPlain } = plainText(code);
    for (const { start, end } of tokensOf(text)) {
      const place = toFlashed(start);
      const token = text.slice(start, end);
      expect(toPlain(place)).toBe(start);
      expect([code.slice(place, place + token.length), plainText(code[place] as string).text]).toContain(
        token,
      );
    }
  });

  it("says the same on the simulated board, as far as it says it by itself", () => {
    expect(messagesOf(plain.code).length).toBeGreaterThan(0);
    expect(messagesOf(bundle.code)).toEqual(messagesOf(plain.code));
  });
});

function messagesOf(code: string): string[] {
  const board = new SimulatedBoard(rp2040Pico, { storage: new Map([[".bootcde", code]]) });
  const heard = listen(board);
  board.runFor(1700);
  return heard.text.match(/(?<=\] ).*/g) ?? [];
}

/** All nodes with their names and values, without their places. */
function shapeOf(code: string): string[] {
  const shape: string[] = [];
  walk(parseCode(code), (node: AnyNode) => {
    const { type, name, value, operator } = node as AnyNode & Record<string, unknown>;
    shape.push(`${type} ${name} ${typeof value === "object" ? "" : value} ${operator}`);
  });
  return shape;
}
