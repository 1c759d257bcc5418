/**
 * `espruino-baton/testing`: an application on a simulated board, for tests.
 *
 *     import { matchers, simulate } from "espruino-baton/testing";
 *     import { expect, test } from "vitest";
 *     expect.extend(matchers);
 *
 *     test("the button is logged", async () => {
 *       const board = await simulate("src/main.ts", { board: "puckjs" });
 *       await board.until(/ready/);
 *       board.press("BTN");
 *       await board.until(/button/);
 *       expect(board).toHaveLogged({ text: /button/, level: "info", context: "interrupt" });
 *       expect(board).toHaveLostNothing();
 *       expect(board.messages).toMatchSnapshot();
 *     });
 *
 * Time is the board's own: it passes in `until` and `runFor` and nowhere else, and the same test sees the same bytes at
 * the same microsecond on every computer.
 */
export type { Losses } from "../scenario/target.ts";
export { type BatonMatchers, type Logged, matchers } from "./matchers.ts";
export { type SimulateOptions, simulate } from "./simulate.ts";
export type { PinChange, TestBoard, TestPin, UntilOptions } from "./test-board.ts";
