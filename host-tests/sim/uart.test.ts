/** Bytes leave and arrive at the speed of the line, and buffers are as deep as the board's. */
import { describe, expect, test } from "vitest";
import { espruinoPico } from "../../boards/espruino-pico.ts";
import { puckjs } from "../../boards/puckjs.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { bootedBoard, listen } from "./board.ts";

const BYTE_US_9600 = 1e7 / 9600;

function writeTimeMs(baud: number, bytes: number, facts = rp2040Pico): number {
  const board = bootedBoard(facts);
  board.evaluate(`Serial1.setup(${baud});var text="x".repeat(${bytes})`);
  board.runFor(1000);
  const startUs = board.clock.nowUs;
  board.evaluate("Serial1.write(text)");
  return (board.clock.nowUs - startUs) / 1000;
}

test("each byte ends ten bits after the one before", () => {
  const board = bootedBoard();
  const ends: number[] = [];
  board.evaluate("Serial2.setup(9600)");
  board.uart("Serial2").onByte((_, endUs) => ends.push(endUs));
  board.evaluate('Serial2.write("abcdef")');
  board.runFor(20);
  expect(ends).toHaveLength(6);
  for (let index = 1; index < 6; index++)
    expect(ends[index]! - ends[index - 1]!).toBeCloseTo(BYTE_US_9600, 6);
});

describe("a write beyond the buffer waits for the line, as measured on the RP2040", () => {
  test.each([
    [115200, 64, 3.0],
    [115200, 128, 8.6],
    [115200, 256, 19.7],
    [9600, 1000, 1080],
  ])("at %i baud, %i bytes: %f ms", (baud, bytes, ms) => {
    const ratio = writeTimeMs(baud, bytes) / ms;
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  });
});

test("a ring takes what it has room for at once", () => {
  expect(writeTimeMs(9600, 127, puckjs)).toBeLessThan(3);
  expect(writeTimeMs(9600, 177, puckjs)).toBeGreaterThan(49 * (BYTE_US_9600 / 1000) - 3);
});

test("the flag register says empty, full and busy", () => {
  const board = bootedBoard();
  board.evaluate("Serial2.setup(9600);function flags(){return peek32(0x40038018)}");
  expect(board.evaluate("flags()")).toBe(0x80);
  expect(board.evaluate('Serial2.write("a");flags()')).toBe(0x80 | 0x08);
  expect(board.evaluate('Serial2.write("bc");flags()')).toBe(0x08);
  expect(board.evaluate('Serial2.write("x".repeat(32));flags()')).toBe(0x20 | 0x08);
});

test("an STM32's data register takes one byte beside the one on the line, and is the interpreter's while that has any", () => {
  const board = bootedBoard(espruinoPico);
  const heard = listen(board, "Serial2");
  const flags = () => board.evaluate("peek32(0x40004400)");
  board.evaluate("Serial2.setup(9600);function put(code){poke32(0x40004404,code)}");
  expect(flags()).toBe(0x80 | 0x40);
  board.evaluate("put(97)");
  expect(flags()).toBe(0x80);
  board.evaluate("put(98)");
  expect(flags()).toBe(0);
  board.runFor(1.1);
  expect(flags()).toBe(0x80);
  board.evaluate('put(99);Serial2.write("de")');
  board.runFor(1.1);
  expect(flags()).toBe(0);
  board.runFor(4);
  expect(flags()).toBe(0x80 | 0x40);
  expect(heard.text).toBe("abcde");
});

describe("process.memory(false).tx", () => {
  test.each([
    ["absent", undefined, undefined],
    ["right", 0, 9],
    ["inverted", 0, 119],
  ] as const)("%s: %s when nothing is queued, %s after ten bytes", (transmitUsage, idle, queued) => {
    const board = bootedBoard(puckjs, { transmitUsage });
    board.evaluate("Serial1.setup(300);function used(){var tx=process.memory(false).tx;return tx&&tx.used}");
    expect(board.evaluate("used()")).toBe(idle);
    expect(board.evaluate('Serial1.write("0123456789");used()')).toBe(queued);
  });
});

describe("what arrives", () => {
  test("reaches the listener in pieces", () => {
    const board = bootedBoard();
    board.evaluate('var got="";Serial2.setup(57600);Serial2.on("data",function(d){got+=d})');
    board.uart("Serial2").receive("hello world");
    board.runFor(20);
    expect(board.evaluate("got")).toBe("hello world");
  });

  test("is lost beyond the FIFO while an RP2040 is busy, and not where an interrupt takes it", () => {
    const lost = (facts: typeof rp2040Pico, device: string) => {
      const board = bootedBoard(facts);
      board.evaluate(`${device}.setup(115200);${device}.on("data",function(){});E.setConsole(null)`);
      board.uart(device).receive("x".repeat(100));
      board.evaluate("var t=getTime()+0.02;while(getTime()<t);");
      board.runFor(20);
      return board.stats.events;
    };
    expect(lost(rp2040Pico, "Serial2")).toEqual({ raised: 100, lost: 68 });
    expect(lost(puckjs, "Serial1")).toEqual({ raised: 100, lost: 0 });
  });

  test("is lost even while an RP2040 sleeps when it comes flat out at 115200, and not at 57600", () => {
    const lostAt = (baud: number) => {
      const board = bootedBoard();
      board.evaluate(`Serial2.setup(${baud});Serial2.on("data",function(){})`);
      board.uart("Serial2").receive("x".repeat(1000));
      board.runFor(300);
      return board.stats.events.lost;
    };
    expect(lostAt(115200)).toBeGreaterThan(0);
    expect(lostAt(57600)).toBe(0);
  });

  test("is kept up to 512 bytes for whoever listens later", () => {
    const board = bootedBoard();
    board.evaluate("Serial2.setup(57600)");
    board.uart("Serial2").receive("x".repeat(600));
    board.runFor(200);
    expect(board.evaluate("[Serial2.available(),E.getErrorFlags()[0]]")).toEqual([512, "BUFFER_FULL"]);
    board.evaluate('var got=0;Serial2.on("data",function(d){got+=d.length})');
    board.runFor(10);
    expect(board.evaluate("got")).toBe(512);
  });
});

test("a loopback carries what the interpreter prints to a listener", () => {
  const board = bootedBoard();
  board.evaluate(
    'var got="";LoopbackB.on("data",function(d){got+=d});E.setConsole("LoopbackA",{force:true})',
  );
  board.evaluate('got="";print("x");setTimeout(function(){throw new Error("seen")},1)');
  board.runFor(20);
  expect(board.evaluate("got")).toContain("Uncaught Error: seen\r\n");
});

test("a port that was not set up forgets what it is given", () => {
  const board = bootedBoard();
  const heard = listen(board, "Serial2");
  board.evaluate('Serial2.write("lost")');
  board.runFor(100);
  expect(heard.text).toBe("");
});
