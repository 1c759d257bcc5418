// Goal: an application that asks `hasNativeConsole` has machine code in its bundle where that can write, and none elsewhere.
import { expect, test } from "vitest";
import { boards } from "../../boards/index.ts";
import type { Board } from "../../firmware/board.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { hasNativeConsole } from "../../host/bundle/native-console.ts";
import { writeApplication } from "./write-application.ts";

const APP = `import { boot, pr } from "espruino-baton";
import { board, hasNativeConsole } from "espruino-baton/board";
import { idleOffloader, nativeOffloader, nativeRing, textLines, uartConsole } from "espruino-baton/plugins";
const log = pr.child("net");
const writers = () => [nativeRing({ lines: textLines }), nativeOffloader()];
boot(board, [uartConsole(), ...(hasNativeConsole ? writers() : [idleOffloader()])]);
global["say"] = (n: number) => log.info("said %d", n | 0);`;

const pico = boards["rp2040-pico"]!;
const isThere = (board: Board, baud = board.console.baud) =>
  hasNativeConsole({ ...board, console: { ...board.console, baud } });

test("it is there on a Pico, as fast as the timer can follow, and on no other board", () => {
  const found = Object.entries(boards).filter(([, board]) => isThere(board));
  expect(found.map(([name]) => name)).toEqual(["rp2040-pico"]);
  expect([9600, 115_200, 320_000, 330_000].map((baud) => isThere(pico, baud))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test.each(Object.entries(boards))("on %s the bundle has what it needs and no more", async (_, board) => {
  const { code } = await buildFirmware({ entry: writeApplication({ "main.ts": APP }), board });
  expect(code.includes("atob(")).toBe(isThere(board));
  expect(code.length < 7000).toBe(!isThere(board));
});
