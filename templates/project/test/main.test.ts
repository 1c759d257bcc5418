import { matchers, simulate } from "espruino-baton/testing";
import { expect, test } from "vitest";

expect.extend(matchers);

test("the heart beats twice a second, and no record is lost", async () => {
  const board = await simulate("src/main.ts", { board: "desk-pico" });
  await board.until(/beat 3/);
  expect(board.nowMs).toBeLessThan(1600);
  expect(board).toHaveLogged({ text: /beat 1$/, facility: "heartbeat" });
  expect(board).toHaveLostNothing();
});
