// Goal: tokens say what text says. The board's own encoder writes the same records on both wires; the host reads both.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAILED, lossLine } from "../../firmware/printk/console.ts";
import type { Item } from "../../host/monitor/item.ts";
import { parseLine } from "../../host/monitor/parse-line.ts";
import { tokenLines } from "../../host/tokens/token-lines.ts";
import { type Call, type Said, TwinWires } from "./twin-wires.ts";

const calls: readonly Call[] = [
  { level: 6, facility: "storm", format: "input %d edge %d after %f s", args: ["input", "edges", "after"] },
  { level: 4, facility: "", format: "all kinds: %d %u %x %o %c %s|%j.", args: [..."duxocsj"] },
  { level: 3, facility: "net", format: "%08x %6d %2.3f %.0f %5s 100%%", args: [..."abcde"] },
  { level: 7, facility: "", format: "nothing but text", args: [] },
  { level: 5, facility: "few", format: "one %d of two %s", args: ["one"] },
];
const START = 1_700_000_000.25;

describe("a board that speaks in tokens", () => {
  it("is understood as one that speaks in text, whatever the values", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (sayings) => {
        const twin = new TwinWires(calls, START);
        const told = recordsOf(sayings);
        expect(
          decode(
            twin,
            told.map((said) => twin.tokens(said)),
          ).map(withoutTokens),
        ).toEqual(told.map((said) => parsed(twin.text(said))));
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  it("says a record's number, its arguments by name and type, and the call's place", () => {
    const twin = new TwinWires(calls);
    const said = { call: 0, values: [1, 17, 0.0015], seq: 3, time: 1.5, inIrq: true };
    expect(decode(twin, [twin.tokens(said)])).toEqual([
      {
        kind: "record",
        level: 6,
        time: 1.5,
        context: "interrupt",
        facility: "storm",
        text: "input 1 edge 17 after 0.001500 s",
        seq: 3,
        args: { input: 1, edges: 17, after: 0.0015 },
        position: { file: "app.ts", line: 10, column: 3 },
      },
    ]);
  });

  it("sends objects as data, and cut ones as text", () => {
    const twin = new TwinWires([{ level: 6, facility: "", format: "%j %j", args: ["whole", "cut"] }]);
    const line = twin.tokens({ call: 0, values: ['{"a":[1,2]}', '{"a":"lo<truncated>'], seq: 0, time: 0 });
    expect(decode(twin, [line])).toMatchObject([
      { args: { whole: { a: [1, 2] }, cut: '{"a":"lo<truncated>' } },
    ]);
  });

  it("takes the whole line for itself: no control characters, no blanks among its numbers", () => {
    const twin = new TwinWires(calls, START);
    fc.assert(
      fc.property(anything, (saying) => {
        const line = twin.tokens(recordsOf([saying])[0]!);
        expect(line).toMatch(/^[!-.][ -~]+\n$/);
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});

describe("damage", () => {
  const twin = new TwinWires(calls);
  const said = (seq: number): Said => ({ call: 0, values: [1, seq, 0.25], seq, time: seq / 100 });
  const frames = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => twin.tokens(said(from + i)));

  it("leaves plain text between frames as it is", () => {
    const texts = [
      "Uncaught Error: out of memory",
      "!",
      "(intermediate value).x is not a function",
      '"hello"',
      "#12 is bad",
      "=undefined",
      "** loud **",
      "!!!",
      "  'quoted' ",
    ];
    for (const text of texts)
      expect(
        decode(
          twin,
          frames(0, 2).flatMap((line) => [text, line]),
        )[0],
      ).toEqual({ kind: "text", text });
  });

  it("costs the one record whose frame was hit, and the next ones keep their numbers", () => {
    const lines = frames(0, 8);
    lines[3] = flipped(lines[3]!, 4);
    const items = decode(twin, lines);
    expect(items[3]).toEqual({ kind: "loss", dropped: 1, reason: "damaged" });
    expect(seqs(items)).toEqual([0, 1, 2, 4, 5, 6, 7]);
  });

  it("makes times lower bounds until the next sync frame", () => {
    const lines = frames(0, 34);
    lines[3] = flipped(lines[3]!, 4);
    const records = decode(twin, lines).filter((item) => item.kind === "record");
    const bounds = records.filter(({ timeIsLowerBound }) => timeIsLowerBound);
    expect(bounds.map(({ seq }) => seq)).toEqual(Array.from({ length: 28 }, (_, i) => 4 + i));
    expect(bounds.every(({ seq, time }) => time < seq! / 100)).toBe(true);
    expect(records.slice(-2).map(({ time }) => time)).toEqual([0.32, 0.33]);
  });

  it("of several frames in a row is counted, and the numbers still come out right", () => {
    for (let count = 1; count < 20; count++) {
      const lines = frames(0, 30).map((line, i) => (i > 3 && i <= 3 + count ? flipped(line, 5) : line));
      const items = decode(twin, lines);
      expect(items.filter(({ kind }) => kind === "loss")).toHaveLength(count);
      expect(seqs(items)).toEqual(
        Array.from({ length: 30 }, (_, i) => i).filter((i) => i <= 3 || i > 3 + count),
      );
    }
  });

  it("by a cut anywhere costs the records that it touches and no other", () => {
    const lines = frames(0, 6);
    const wire = lines.join("");
    const start = lines.slice(0, 2).join("").length;
    for (let from = start; from < start + lines[2]!.length; from++)
      for (let to = from + 1; to <= start + lines[2]!.length + 3; to++) {
        const items = decode(twin, (wire.slice(0, from) + wire.slice(to)).split("\n"));
        const whole = [0, 1, 2, 3, 4, 5].filter((i) => !touches(lines, i, from, to));
        expect(seqs(items)).toEqual(expect.arrayContaining(whole));
        expect(items.filter(({ kind }) => kind === "record").every((item) => isTrue(item))).toBe(true);
      }
  });

  it("is over within the line that the noise is in", () => {
    const [first = "", second = "", third = ""] = frames(0, 3);
    const items = decode(twin, [first, `\x07!noise(${second}`, third]);
    expect(seqs(items)).toEqual([0, 1, 2]);
  });

  it("is not what the interpreter's prompt does in the middle of a frame", () => {
    const line = twin.tokens(said(0));
    for (let at = 1; at < line.length; at++)
      expect(seqs(decode(twin, [`${line.slice(0, at)}>${line.slice(at)}`]))).toEqual([0]);
  });

  it("in one character is always noticed", () => {
    const line = twin.tokens(said(0)).trimEnd();
    for (let at = 0; at < line.length; at++)
      for (let code = 0; code < 256; code++) {
        const changed = line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1);
        if (changed !== line) expect(seqs(decode(twin, [changed]))).toEqual([]);
      }
  });

  it("by random bytes neither throws nor invents a record", () => {
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 20 }), (lines) => {
        expect(seqs(decode(twin, lines))).toEqual([]);
      }),
      { numRuns: 2000, seed: 6 },
    );
  });

  it("is what a whole frame is whose token no call has", () => {
    const board = new TwinWires(calls, START);
    const host = new TwinWires(calls.slice(0, 1), START);
    const frames = [3, 0].map((call, seq) => board.tokens({ call, values: [1, 2, 3], seq, time: seq }));
    expect(decode(host, frames)).toMatchObject([
      { kind: "loss", dropped: 1, reason: "unknown token" },
      { kind: "record", text: "input 1 edge 2 after 3.000000 s" },
    ]);
  });

  it("of many kinds at once invents no record", () => {
    const lines = frames(0, 32);
    const truth = new Set(lines.map((line) => JSON.stringify(argsOf(decode(twin, [line])[0]!))));
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 8 }), (mutations) => {
        const wire = mutations.reduce(mutated, lines.join(""));
        for (const item of decode(twin, wire.split("\n")))
          if (item.kind === "record") expect(truth).toContain(JSON.stringify(argsOf(item)));
      }),
      { numRuns: 1000, seed: 6 },
    );
  });

  it("that the board tells of leaves numbers and times as they are", () => {
    const lines = frames(0, 3);
    expect(decode(twin, [...lines, twin.tokens(said(15), 12)])).toMatchObject([
      {},
      {},
      {},
      { kind: "loss", dropped: 12, reason: "overrun" },
      { seq: 15, time: 0.15 },
    ]);
    const behindFailure = decode(twin, [
      ...frames(0, 3).slice(0, 2),
      lossLine(1, FAILED).trimEnd(),
      twin.tokens(said(3)),
    ]);
    expect(behindFailure.at(-1)).toMatchObject({ seq: 3, timeIsLowerBound: true });
  });

  it("by a writer's death tells the record that is written again once", () => {
    const [first = "", second = "", third = ""] = frames(0, 3);
    const notice = "** replaying previous record **";
    expect(seqs(decode(twin, [first, second, notice, second, third]))).toEqual([0, 1, 2]);
    expect(seqs(decode(twin, [first, second.slice(0, 5), notice, second, third]))).toEqual([0, 1, 2]);
  });

  function isTrue(item: Item): boolean {
    return item.kind === "record" && item.args?.edges === item.seq;
  }
});

const numberOrNot = fc.oneof(
  fc.integer(),
  fc.integer({ min: -40, max: 2000 }),
  fc.double(),
  fc.double({ min: -100, max: 100 }),
  fc.integer({ min: -5e8, max: 5e8 }).map((n) => n / 1000),
  fc.constantFrom(
    0.5,
    1.45,
    -0.05,
    2 ** 53,
    -(2 ** 60),
    1e21,
    Number.NaN,
    Infinity,
    -0,
    undefined,
    null,
    true,
  ),
  fc.string(),
  fc.string({ unit: "binary", maxLength: 300 }),
);

const anything = fc.record({
  call: fc.nat({ max: calls.length - 1 }),
  values: fc.array(numberOrNot, { minLength: 7, maxLength: 7 }),
  gap: fc.oneof(fc.constant(0), fc.constant(0), fc.nat({ max: 50 })),
  us: fc.oneof(fc.nat({ max: 1e4 }), fc.nat({ max: 1e9 })),
  inIrq: fc.boolean(),
  more: fc.option(fc.stringMatching(/^[ -~]{0,20}$/), { nil: undefined, freq: 5 }),
});

/** Sayings one after the other, with a number and a time. */
function recordsOf(sayings: readonly (typeof anything extends fc.Arbitrary<infer T> ? T : never)[]): Said[] {
  let seq = 0;
  let us = 0;
  return sayings.map(({ gap, us: since, ...said }) => {
    seq += gap + 1;
    us += since;
    return { ...said, seq, time: START + us / 1e6 };
  });
}

const noise = fc.oneof(
  fc.string({ unit: "binary-ascii", maxLength: 40 }),
  fc.stringMatching(/^[!-*][0-o]{5,30}$/),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
);

const mutation = fc.record({
  at: fc.nat(),
  drop: fc.nat({ max: 30 }),
  put: fc.oneof(fc.constant(""), fc.stringMatching(/^[!-o]{1,20}$/), fc.constant("\n")),
});

function mutated(wire: string, { at, drop, put }: { at: number; drop: number; put: string }): string {
  const from = at % wire.length;
  return wire.slice(0, from) + put + wire.slice(from + drop);
}

function decode(twin: TwinWires, lines: readonly string[]): Item[] {
  const stage = tokenLines(twin.dictionary);
  return lines.flatMap((line) => (line === "" ? [] : [...stage.push(line.replace(/\n$/, ""))]));
}

const parsed = (line: string): Item => parseLine(line.replace(/\r\n$/, ""));

function withoutTokens(item: Item): Item {
  if (item.kind !== "record") return item;
  const { seq: _, args: _args, position: _position, timeIsLowerBound: _bound, ...facts } = item;
  return facts;
}

const seqs = (items: readonly Item[]) => items.flatMap((item) => (item.kind === "record" ? [item.seq] : []));
const argsOf = (item: Item) => (item.kind === "record" ? item.args : undefined);

/** Another digit at a place. */
function flipped(line: string, at: number): string {
  return line.slice(0, at) + String.fromCharCode(line.charCodeAt(at) ^ 1) + line.slice(at + 1);
}

function touches(lines: readonly string[], index: number, from: number, to: number): boolean {
  const start = lines.slice(0, index).join("").length;
  const end = start + lines[index]!.length;
  // A line's end is not missed where the next frame is whole.
  return to > start && from < end && !(from === end - 1 && to === end);
}
