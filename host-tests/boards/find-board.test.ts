import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { puckjs } from "../../boards/puckjs.ts";
import { findBoard, listBoards } from "../../host/boards/find-board.ts";

const mine = { ...puckjs, id: "MY_WATCH", name: "My watch" };
let project = "";

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), "baton-boards-"));
  await writeFile(path.join(project, "package.json"), "{}");
  await mkdir(path.join(project, "boards"));
});
afterEach(() => rm(project, { recursive: true }));

describe("findBoard", () => {
  it.each(["puckjs", "PUCKJS", "Puckjs"])("finds one of the package's by %s", async (name) => {
    expect(await findBoard(name, project)).toBe(puckjs);
  });

  it.each(["rp2040-pico", "RP2040_PICO", "ESPR_RP2040_PICO"])("finds the Pico by %s", async (name) => {
    expect(await findBoard(name, project)).toMatchObject({ name: "Raspberry Pi Pico" });
  });

  it.each([
    ["watch.json", JSON.stringify(mine)],
    ["watch.mjs", `export const watch = ${JSON.stringify(mine)};`],
    [
      "watch.ts",
      `import type { Board } from "espruino-baton/board";\nexport const w: Board = ${JSON.stringify(mine)};`,
    ],
    ["watch.ts", `export default ${JSON.stringify(mine)} satisfies object;`],
  ])("finds the project's own in %s, by file and by id, from a folder inside", async (file, text) => {
    await board(file, text);
    await mkdir(path.join(project, "src"));
    expect(await findBoard("watch", path.join(project, "src"))).toEqual(mine);
    expect(await findBoard("my-watch", project)).toEqual(mine);
  });

  it("names all boards when there is none of that name, the project's too", async () => {
    await board("watch.json", JSON.stringify(mine));
    await expect(findBoard("nosuch", project)).rejects.toMatchObject({
      code: "UNKNOWN_BOARD",
      fix: expect.stringMatching(/rp2040-pico.*watch/),
    });
  });

  it("asks for a board when none is named", async () => {
    await expect(findBoard(undefined, project)).rejects.toMatchObject({ code: "NO_BOARD" });
  });

  it.each([
    ["a missing field", { ...mine, clockHz: undefined }, /clockHz: .*undefined/],
    [
      "a field of the wrong type",
      { ...mine, jsvars: { count: "many", bytes: 13 } },
      /jsvars\.count: .*number/,
    ],
    ["a field that nobody knows", { ...mine, colour: "red" }, /colour/],
    ["a ring that is no power of two", { ...mine, logRecords: 33 }, /logRecords: must be a power of two/],
    [
      "a pin that is none",
      { ...mine, pins: { buttons: ["B"], leds: [] } },
      /pins\.buttons\.0: must be a pin/,
    ],
    [
      "a console that is no port of the board",
      { ...mine, console: { device: "USB", baud: 9600 } },
      /console\.device/,
    ],
    [
      "an unknown way to transmit",
      { ...mine, uarts: [{ device: "Serial1", transmit: { kind: "dma" } }] },
      /transmit/,
    ],
  ])("refuses %s, naming the field and the reason", async (_what, wrong, message) => {
    await board("watch.json", JSON.stringify(wrong));
    await expect(findBoard("watch", project)).rejects.toMatchObject({
      code: "BAD_BOARD",
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ["watch.json", "{"],
    ["watch.ts", "export const a = {"],
    ["watch.ts", 'import { b } from "./b.ts"; export const a = b;'],
    ["watch.mjs", "export const a = {}; export const b = {};"],
  ])("refuses a file that cannot be read: %s with %s", async (file, text) => {
    await board(file, text);
    await expect(findBoard("watch", project)).rejects.toMatchObject({
      code: "BAD_BOARD",
      message: expect.stringContaining(file),
    });
  });
});

describe("listBoards", () => {
  it("lists the package's boards, then the project's with their files", async () => {
    await board("watch.json", JSON.stringify(mine));
    await board("index.ts", "export {};");
    const found = await listBoards(project);
    expect(found.map(({ name }) => name)).toContain("rp2040-pico");
    expect(found.at(-1)).toEqual({
      name: "watch",
      board: mine,
      file: path.join(project, "boards", "watch.json"),
    });
  });
});

function board(file: string, text: string): Promise<void> {
  return writeFile(path.join(project, "boards", file), text);
}
