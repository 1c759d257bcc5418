/** The board's time follows the wall clock, which is faked here. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attach } from "../../host/sim/realtime.ts";
import { bootedBoard } from "./board.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("what is typed is answered, and the board's clock keeps pace", () => {
  const board = bootedBoard();
  const startUs = board.clock.nowUs;
  let heard = "";
  const attachment = attach(board, "Serial1", {
    onData: (bytes) => (heard += String.fromCharCode(...bytes)),
  });
  attachment.write(Buffer.from("1+1\n"));
  vi.advanceTimersByTime(100);
  expect(heard).toBe("1+1\r\n=2\r\n>");
  expect((board.clock.nowUs - startUs) / 1000).toBeCloseTo(100, -1);
  attachment.close();
});

test("it can run faster than the wall clock", () => {
  const board = bootedBoard();
  const startUs = board.clock.nowUs;
  const attachment = attach(board, "Serial1", { onData: () => {}, speed: 10 });
  vi.advanceTimersByTime(100);
  expect((board.clock.nowUs - startUs) / 1000).toBeCloseTo(1000, -2);
  attachment.close();
});

test("what a busy computer hands on at once arrives no faster than the board reads", () => {
  const board = bootedBoard();
  let heard = "";
  const attachment = attach(board, "Serial1", {
    onData: (bytes) => (heard += String.fromCharCode(...bytes)),
  });
  attachment.write(Buffer.from(`print("${"x".repeat(200)}".length)\n`));
  vi.advanceTimersByTime(200);
  expect(board.uart("Serial1").overrun).toBe(0);
  expect(heard).toContain("\n200\r\n");
  attachment.close();
});

test("a turn of the event loop is heard when it is over, and lets nobody live in the future", () => {
  const board = bootedBoard();
  board.evaluate("setInterval(function(){for(var i=0;i<300;i++);print(i);for(;i;i--);},1)");
  const startUs = board.clock.nowUs;
  const heardMs: number[] = [];
  const attachment = attach(board, "Serial1", { onData: () => heardMs.push(Date.now()) });
  const startMs = Date.now();
  vi.advanceTimersByTime(10);
  expect(board.clock.nowUs - startUs).toBeGreaterThan(20_000);
  expect(heardMs).toEqual([]);
  vi.advanceTimersByTime(490);
  expect((heardMs[0] ?? 0) - startMs).toBeGreaterThan(20);
  expect((board.clock.nowUs - startUs) / 1000).toBeCloseTo(500, -2);
  attachment.close();
});

test("after close() time stands still", () => {
  const board = bootedBoard();
  attach(board, "Serial1", { onData: () => {} }).close();
  const { nowUs } = board.clock;
  vi.advanceTimersByTime(100);
  expect(board.clock.nowUs).toBe(nowUs);
});

test("firmware that hangs is reported once", () => {
  const board = bootedBoard();
  board.evaluate("setTimeout(function(){while(1);},10)");
  const onError = vi.fn();
  attach(board, "Serial1", { onData: () => {}, onError });
  vi.advanceTimersByTime(1000);
  expect(onError).toHaveBeenCalledOnce();
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: "BOARD_STUCK" });
});
