import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter, lineBytesMax } from "../../host/monitor/line-splitter.ts";

describe("LineSplitter", () => {
  it("gives the same lines however the bytes are cut into pieces", () => {
    const text = "one\r\ntwo\n\nthré€ \u{1f600}\r\nfour";
    const whole = linesOf([Buffer.from(text)]);
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 8 }), (cuts) => {
        expect(linesOf(pieces(Buffer.from(text), cuts))).toEqual(whole);
      }),
      { seed: 7 },
    );
    expect(whole).toEqual(["one", "two", "", "thré€ \u{1f600}", "four"]);
  });

  it("cuts a line that never ends, and loses none of it", () => {
    const lines = linesOf([Buffer.alloc(3 * lineBytesMax + 5, "x")]);
    expect(lines.map((line) => line.length)).toEqual([lineBytesMax, lineBytesMax, lineBytesMax, 5]);
  });

  it("says when a line's first byte came", () => {
    const times: [string, number][] = [];
    const splitter = new LineSplitter((line, arrivedMs) => times.push([line, arrivedMs]));
    splitter.push(Buffer.from("be"), 1);
    splitter.push(Buffer.from("gun\nnext"), 2);
    splitter.push(Buffer.from(" one\n"), 3);
    expect(times).toEqual([
      ["begun", 1],
      ["next one", 2],
    ]);
  });

  it("lets nothing through that a terminal acts on, whatever arrives", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
        expect(linesOf([bytes]).join("")).not.toMatch(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

function linesOf(data: readonly Uint8Array[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const piece of data) splitter.push(piece);
  splitter.end();
  return lines;
}

function pieces(data: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...cuts, data.length].sort((a, b) => a - b);
  return ends.map((end, index) => data.subarray(ends[index - 1] ?? 0, end));
}
