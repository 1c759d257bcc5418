// Goal: what a line can carry is written whole, and of what it cannot every loss is counted and told of. Method: a load of
// so many records for what the line carries, in the simulated board's time, on both kinds of transmit buffer.
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type LineLoad, loadLine } from "../../bench/line-load.ts";
import { mdbt42q } from "../../boards/mdbt42q.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";

const entry = path.join(import.meta.dirname, "../../bench/apps/line-load");
const FOR_MS = 10_000;

describe.each([rp2040Pico, mdbt42q])("at 9600 baud, $name", (board) => {
  let code: string;
  beforeAll(async () => {
    code = (await buildFirmware({ entry, board, baud: 9600 })).code;
  });

  it("loses nothing of 80 % of the line, for a minute", () => {
    const load = loadLine(board, code, 0.8, 6 * FOR_MS);
    expect(load.records.logged).toBeGreaterThan(700);
    expect(droppedOf(load)).toBe(0);
    expect(load.problems).toEqual([]);
  });

  it("keeps the line full under twice its load, and counts and tells of every loss", () => {
    const load = loadLine(board, code, 2, FOR_MS);
    expect(droppedOf(load)).toBeGreaterThan(100);
    expect(load.announced).toBe(droppedOf(load));
    expect(load.lineUse).toBeGreaterThan(0.95);
    expect(load.problems).toEqual([]);
  });
});

describe("at 115200 baud, written by machine code", () => {
  let code: string;
  beforeAll(async () => {
    const native = path.join(entry, "native.ts");
    code = (await buildFirmware({ entry: native, board: rp2040Pico, baud: 115_200 })).code;
  });

  it("a Pico loses nothing of 80 % of the line, for a minute", () => {
    const load = loadLine(rp2040Pico, code, 0.8, 6 * FOR_MS);
    expect(load.records.logged).toBeGreaterThan(9000);
    expect(droppedOf(load)).toBe(0);
    expect(load.problems).toEqual([]);
  });

  it("keeps the line full under twice its load, and counts every loss", () => {
    const load = loadLine(rp2040Pico, code, 2, FOR_MS);
    expect(load.records.logged).toBeGreaterThan(3600);
    expect(droppedOf(load)).toBeGreaterThan(1000);
    expect(load.lineUse).toBeGreaterThan(0.98);
    expect(load.problems).toEqual([]);
  });
});

function droppedOf({ records }: LineLoad): number {
  return Object.values(records.dropped).reduce((sum, count) => sum + count, 0);
}
