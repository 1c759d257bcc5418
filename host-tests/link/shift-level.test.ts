/** Goal: the keys + and - change what the board itself shows. Method: a built application on the simulated board. */
import { expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import type { Port } from "../../host/link/port.ts";
import { shiftLevel } from "../../host/link/shift-level.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { writeApplication } from "../bundle/write-application.ts";
import { listen } from "../sim/board.ts";

const application = (plugins: string): string => `import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, loglevel, uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole(), idleOffloader(), ${plugins}]);
setInterval(() => pr.debug("chatter"), 100);
`;

async function boardWith(plugins: string) {
  const entry = writeApplication({ "main.ts": application(plugins) });
  const board = new SimulatedBoard(rp2040Pico);
  const heard = listen(board);
  board.load((await buildFirmware({ entry, board: rp2040Pico })).code);
  board.runFor(1000);
  const shift = async (by: 1 | -1): Promise<string> => {
    heard.text = "";
    const write = async (data: Uint8Array): Promise<void> => {
      for (const byte of data) {
        board.uart("Serial1").receive(Uint8Array.of(byte));
        board.runFor(1);
      }
    };
    await shiftLevel({ write } as Port, by);
    board.runFor(1000);
    return heard.text;
  };
  return { shift };
}

test("a level less is shown, and more again", async () => {
  const { shift } = await boardWith("loglevel()");
  const less = await shift(-1);
  expect(less).toContain("records below level 7 are shown");
  expect(less.split("level 7 are shown")[1]).not.toContain("chatter");
  expect(await shift(1)).toMatch(/level 8 are shown[\s\S]*chatter/);
  expect(await shift(1)).toContain("records below level 8 are shown");
});

test("a board without the plugin says so", async () => {
  const { shift } = await boardWith("");
  expect(await shift(1)).toContain("no loglevel() on this board");
});
