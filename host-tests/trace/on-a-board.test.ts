/**
 * Goal: what boards print is what the reader of stack traces expects: the simulated board and the real
 * interpreter, from Storage and from RAM.
 *
 * The real ones are brought by the user: BATON_ESPRUINO names Espruino's Linux build.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { FirmwareBundle } from "../../host/bundle/firmware-bundle.ts";
import type { Item } from "../../host/monitor/item.ts";
import { LineSplitter } from "../../host/monitor/line-splitter.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { annotateTraces } from "../../host/trace/annotate-traces.ts";
import { BundleSources } from "../../host/trace/bundle-sources.ts";
import { listen } from "../sim/board.ts";
import { buildTracedApp, shownInSources } from "./traced-app.ts";

const interpreter = process.env.BATON_ESPRUINO;
const building = [buildTracedApp(), buildTracedApp({ pretokenise: true })];
let bundle: FirmwareBundle;

describe.each([
  ["", 0],
  [" pretokenised", 1],
] as const)("of code%s", (_what, index) => {
  beforeAll(async () => {
    bundle = await (building[index] as Promise<FirmwareBundle>);
  });

  describe("the simulated board", () => {
    it("prints places that lead to the sources, from Storage", () => {
      const board = new SimulatedBoard(rp2040Pico, { storage: new Map([[".bootcde", bundle.code]]) });
      const console = listen(board);
      board.runFor(1000);
      expectBothFailures(inSources(console.text));
    });

    it("prints places that lead to the sources, from RAM", () => {
      const board = new SimulatedBoard(rp2040Pico);
      const console = listen(board);
      board.evaluate(bundle.code);
      board.runFor(1000);
      expectBothFailures(inSources(console.text));
    });
  });

  describe.skipIf(interpreter === undefined)("the real interpreter (BATON_ESPRUINO)", () => {
    it("prints places that lead to the sources, from Storage", () => {
      expectBothFailures(inSources(runFromStorage(bundle.code)));
    });

    it("prints places that lead to the sources, from RAM", () => {
      expectBothFailures(inSources(runFromRam(bundle.code)));
    });

    it("prints the same places as the simulated board", () => {
      const board = new SimulatedBoard(rp2040Pico, { storage: new Map([[".bootcde", bundle.code]]) });
      const console = listen(board);
      board.runFor(1000);
      expect(places(runFromStorage(bundle.code))).toEqual(places(console.text));
      expect(console.text).toMatch(/:1:\d+\)\r[\s\S]*:0:\d+\r/);
    });
  });
});

function expectBothFailures(lines: readonly string[]): void {
  const shown = shownInSources(bundle.folder);
  const first = lines.indexOf(shown[0] ?? "");
  expect(lines.slice(first, first + shown.length)).toEqual(shown);
  expect(lines).toContain(`    at ${bundle.folder}/main.ts:20:28`);
}

function inSources(console: string): string[] {
  const stage = annotateTraces(new BundleSources(bundle));
  const items: Item[] = [];
  const splitter = new LineSplitter((text) => items.push(...stage.push({ kind: "text", text })));
  splitter.push(Buffer.from(console, "latin1"), 0);
  return items.map((item) => (item as { text: string }).text);
}

/** The frames as they come, without what differs between boards: whether the code is shown. */
const places = (console: string): string[] => console.match(/ {4}at .*(?=\r)/g) ?? [];

const runFromStorage = (code: string): string =>
  run(
    `require("Storage").write(".bootcde",E.toString(${JSON.stringify([...Buffer.from(code, "latin1")])}));load();`,
  );

const runFromRam = (code: string): string => run(code);

/** Runs a program until its second failure is over; with files of its own, as its flash is one. */
function run(program: string): string {
  const folder = mkdtempSync(join(tmpdir(), "baton-espruino-"));
  try {
    writeFileSync(join(folder, "main.js"), program, "latin1");
    const command = 'timeout 20 "$0" main.js | cat; true';
    return execFileSync("bash", ["-c", command, String(interpreter)], { cwd: folder, encoding: "latin1" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
