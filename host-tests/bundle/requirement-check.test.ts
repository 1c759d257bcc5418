// Goal: a plugin that cannot work on a board never gets there. Method: boards that lack one fact, built applications.
import { expect, test } from "vitest";
import { banglejs2 } from "../../boards/banglejs2.ts";
import { puckjs } from "../../boards/puckjs.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { writeApplication } from "./write-application.ts";

const withoutTimers: Board = { ...rp2040Pico, name: "Plain Board", hasExecTimers: false };

const build = (plugin: string, board: Board) =>
  buildFirmware({
    board,
    entry: writeApplication({
      "main.ts": `import { boot } from "espruino-baton";
import { board } from "espruino-baton/board";
import { ${plugin} } from "espruino-baton/plugins";
boot(board, [${plugin}()]);`,
    }),
  });

test.each([
  ["irqTimer", "irq-timer"],
  ["watchdog", "watchdog"],
])(
  "%s is refused on a board without preempting timers, with the reason and the way out",
  async (plugin, name) => {
    await expect(build(plugin, withoutTimers)).rejects.toMatchObject({
      code: "BOARD_LACKS",
      message: `the plugin ${name} needs a hardware timer that runs JavaScript between two statements, and a Plain Board has none`,
      fix: expect.stringContaining("hasExecTimers"),
    });
  },
);

test.each([
  [
    puckjs,
    /^the plugin native-offloader needs a UART .*, and a Puck\.js has none: its UART tells of room by nothing but an event/,
  ],
  [
    banglejs2,
    /^the plugin native-offloader needs a UART .*, and a Bangle\.js 2 has none: its UART takes bytes by DMA/,
  ],
])("where the board's file says why it lacks something, so does the refusal", async (board, message) => {
  await expect(build("nativeOffloader", board)).rejects.toMatchObject({
    code: "BOARD_LACKS",
    message: expect.stringMatching(message),
    fix: expect.stringContaining("registers"),
  });
});

test("a plugin that needs nothing special is built for it", async () => {
  expect((await build("idleOffloader", withoutTimers)).code).not.toBe("");
});

test("what a plugin requires is not in the bundle", async () => {
  expect((await build("irqTimer", rp2040Pico)).code).not.toContain("hardware timer");
});
