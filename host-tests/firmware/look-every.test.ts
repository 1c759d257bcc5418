// Goal: what looks at intervals of its own goes on looking, wherever a turn of it dies. Method: a bundle on the simulated
// board, once for every statement of a few looks, with a death right before it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { espruinoPico } from "../../boards/espruino-pico.ts";
import { lookEvery } from "../../firmware/platform/look-every.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { TestPlatform } from "../support/test-platform.ts";

it("looks at once, and then at the interval, two tasks in turn", () => {
  const platform = new TestPlatform();
  const times: number[] = [];
  lookEvery(platform, 500, () => times.push(platform.now()));
  platform.runFor(2100);
  expect(times).toEqual([0, 0.5, 1, 1.5, 2]);
});

const storage = new Map<string, string>();
const folder = mkdtempSync(path.join(tmpdir(), "baton-look-"));
beforeAll(async () => {
  writeFileSync(
    path.join(folder, "main.ts"),
    `import { boot } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole, usbConsole } from "espruino-baton/plugins";
boot(board, [uartConsole(), usbConsole(), idleOffloader()]);`,
  );
  storage.set(".bootcde", (await buildFirmware({ entry: folder, board: espruinoPico })).code);
});
afterAll(() => rmSync(folder, { recursive: true }));

function started(): SimulatedBoard {
  const board = new SimulatedBoard(espruinoPico, { storage });
  board.runFor(1600);
  return board;
}

/** Statements run in a while in which nothing happens but looks. */
function statementsIn(board: SimulatedBoard, ms: number): number {
  const before = board.statements;
  board.runFor(ms);
  return board.statements - before;
}

it("sees a USB host that comes, and both tasks live on, although a look has died, at whatever statement", () => {
  const clean = started();
  const first = clean.statements;
  const count = statementsIn(clean, 1500);
  const healthy = statementsIn(clean, 8000);
  const hurt: number[] = [];
  for (let at = 0; at < count; at++) {
    const board = started();
    board.injectAt(first + at, { kind: "abort", why: "out-of-memory" });
    board.runFor(12_000);
    const areBothAlive = statementsIn(board, 8000) > 0.8 * healthy;
    let text = "";
    board.usb.onByte((byte) => {
      text += String.fromCharCode(byte);
    });
    board.usb.connect();
    board.runFor(2000);
    if (!areBothAlive || !text.includes(`baton: ${espruinoPico.id}`)) hurt.push(at);
  }
  expect(count).toBeGreaterThan(20);
  expect(hurt).toEqual([]);
});
