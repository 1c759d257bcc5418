/** Goal: what a board says about flashed code becomes what the sources say, and what it says besides stays as it is. */
import { beforeAll, describe, expect, it } from "vitest";
import type { FirmwareBundle } from "../../host/bundle/firmware-bundle.ts";
import type { Item } from "../../host/monitor/item.ts";
import { Prng } from "../../host/prng.ts";
import { annotateTraces } from "../../host/trace/annotate-traces.ts";
import { BundleSources } from "../../host/trace/bundle-sources.ts";
import { placeOf } from "../../host/trace/storage-text.ts";
import { buildTracedApp, shownInSources } from "./traced-app.ts";

const building = buildTracedApp();
let bundle: FirmwareBundle;
let sources: BundleSources;
beforeAll(async () => {
  bundle = await building;
  sources = new BundleSources(bundle);
});

/** What Espruino prints for a token of the bundle. */
function spot(token: string): string {
  const { line, column } = placeOf(bundle.code, bundle.code.indexOf(token)) ?? { line: 0, column: 0 };
  return `.bootcde:${line}:${column}`;
}

const said = (...lines: string[]): Item[] => lines.map((text) => ({ kind: "text", text }));

function annotated(items: readonly Item[]): Item[] {
  const stage = annotateTraces(sources);
  return [...items.flatMap((item) => stage.push(item)), ...(stage.end?.() ?? [])];
}

const texts = (items: readonly Item[]) => items.map((item) => (item as { text: string }).text);

describe("a stack trace", () => {
  it("speaks of the sources: function, place, the line and a mark below the column", () => {
    const trace = said(
      "Uncaught Error: Can't read property 'values' of undefined",
      `    at t (${spot(".values")})`,
      "i+=t.values.celsius*n",
      "    ^",
      `    at ${spot(')+" degrees"')}`,
      '...reading"),print("it has "+t(void 0)+" degrees")...',
      "                                 ^",
      "and on",
    );
    expect(texts(annotated(trace))).toEqual([
      "Uncaught Error: Can't read property 'values' of undefined",
      ...shownInSources(bundle.folder),
      "and on",
    ]);
  });

  it("is the same where the board leaves the code out", () => {
    const frame = `    at t (${spot(".values")})`;
    expect(texts(annotated(said(frame, "", "    ^")))).toEqual(shownInSources(bundle.folder).slice(0, 3));
    expect(texts(annotated(said(frame, "    ^")))).toEqual(shownInSources(bundle.folder).slice(0, 3));
  });

  it("tells programs the place as file, line and column", () => {
    expect(annotated(said(`    at t (${spot(".values")})`))).toMatchObject([
      { position: { file: `${bundle.folder}/reading.ts`, line: 7, column: 59 } },
    ]);
  });

  it("may come as records, which stay as many as they were", () => {
    const records = said(`    at t (${spot(".values")})`, "i+=t.values.celsius*n", "    ^").map(
      (item, seq): Item => ({ level: 2, time: 1, context: "task", seq, ...item, kind: "record" }) as Item,
    );
    const items = annotated(records);
    expect(texts(items)).toEqual(shownInSources(bundle.folder).slice(0, 3));
    expect(items.map((item) => item.kind === "record" && item.seq)).toEqual([0, 1, 2]);
  });

  it("may be one text within another", () => {
    const text = `stack:     at t (${spot(".values")})\\x0ai+=t.values\\x0a   ^\\x0a    at ${spot(')+" degrees"')}`;
    const [shown] = texts(annotated(said(text)));
    expect(shown).toContain(`at celsiusOf (${bundle.folder}/reading.ts:7:59)`);
    expect(shown).toContain(`at report (${bundle.folder}/main.ts:4:21)`);
  });

  it("may be in the words of Espruino before 2v27", () => {
    const { column } = placeOf(bundle.code, bundle.code.indexOf(".values")) ?? {};
    const [shown] = texts(annotated(said(`at line 1 col ${column} in .bootcde`)));
    expect(shown).toBe(`    at celsiusOf (${bundle.folder}/reading.ts:7:59)`);
  });

  it.each([
    ["another file", "    at t (.varimg:1:55)"],
    ["a place that the code does not have", "    at t (.bootcde:1:99999)"],
    ["a line that the code does not have", "    at t (.bootcde:7:5)"],
    ["what only looks like one", "    at noon (12:30:15)"],
  ])("stays as it is when it names %s", (_, frame) => {
    const lines = [frame, "some code", "   ^", "  ^"];
    expect(texts(annotated(said(...lines)))).toEqual(lines);
  });

  it("lets other items pass in their order, and holds nothing back at the end", () => {
    const frame = `    at t (${spot(".values")})`;
    const loss: Item = { kind: "loss", dropped: 1, reason: "overrun" };
    const items = annotated([...said(frame), loss, ...said(frame)]);
    expect(items.map(({ kind }) => kind)).toEqual(["text", "loss", "text"]);
  });

  it("survives anything, line for line", () => {
    const prng = new Prng(7);
    const alphabet = [
      "at ",
      "(",
      ")",
      ":",
      ".bootcde",
      "1",
      "0",
      "999999999",
      " ",
      "^",
      "line ",
      "col ",
      "in ",
      "\u00e9",
    ];
    const lines = Array.from({ length: 2000 }, () =>
      Array.from({ length: 8 }, () => alphabet[Math.floor(prng.fraction() * alphabet.length)]).join(""),
    );
    expect(annotated(said(...lines)).length).toBeGreaterThanOrEqual(lines.length);
  });
});

describe("code in RAM", () => {
  it("is found by the function's name, the code shown and the call", () => {
    const trace = said(
      "    at t (:1:30)",
      bundle.code.slice(bundle.code.indexOf("for(var"), bundle.code.indexOf("}setTimeout")),
      "   ^",
    );
    const body = bundle.code.indexOf("function t(t){") + "function t(t){".length;
    const column = bundle.code.indexOf(".values") - body + 1;
    trace[0] = { kind: "text", text: `    at t (:1:${column})` };
    expect(texts(annotated(trace))[0]).toBe(shownInSources(bundle.folder)[0]);
  });

  it("is told from other code by the code that is shown, and by nothing that does not fit", () => {
    const column = bundle.code.indexOf(".values") - bundle.code.indexOf("for(var") + 1;
    const frame = `    at :1:${column}`;
    const body = bundle.code.slice(bundle.code.indexOf("for(var"), bundle.code.indexOf("return"));
    const mark = `${" ".repeat(column - 1)}^`;
    expect(texts(annotated(said(frame, `${body.slice(0, 60)}...`, mark)))).toContain(
      shownInSources(bundle.folder)[0],
    );
    expect(texts(annotated(said(frame, "something=else", mark)))).toEqual([frame, "something=else", mark]);
  });

  it("is left alone where several places answer the description", () => {
    expect(texts(annotated(said("    at :1:3", "", "  ^")))).toEqual(["    at :1:3", "", "  ^"]);
  });
});
