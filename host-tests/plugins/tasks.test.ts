// Goal: a task has one turn at a time, however often and from wherever it is woken.
// Method: a plugin with a task of its own on the simulated board, in virtual time.
import { expect, test } from "vitest";
import { bootedApplication } from "./booted-application.ts";

const EVERY_MS = 50;
const booted = bootedApplication(`import { boot, type Firmware } from "espruino-baton";
import { board } from "espruino-baton/board";
let turns = 0;
boot(board, [{
  name: "counter",
  boot(firmware: Firmware) {
    const task = firmware.platform.spawn(() => { turns++; return ${EVERY_MS}; });
    global["wake"] = () => task.wake();
    global["turns"] = () => turns;
  },
}]);`);

test("being woken often does not give it more turns than it asks for", async () => {
  const { board } = await booted();
  board.evaluate("for(var i=0;i<1000;i++)wake()");
  board.runFor(100);
  const before = board.evaluate("turns()") as number;
  for (let i = 0; i < 10; i++) {
    board.evaluate("for(var i=0;i<30;i++)wake()");
    board.runFor(10 * EVERY_MS);
  }
  const turns = (board.evaluate("turns()") as number) - before;
  // Each time it is woken it may come once more than its interval asks.
  expect(turns).toBeGreaterThan(90);
  expect(turns).toBeLessThan(120);
});
