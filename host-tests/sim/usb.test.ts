// Goal: the console follows a USB host as Espruino's does. Source of the answers: jshIdle of targets/stm32, 2v29.
import { expect, test } from "vitest";
import { espruinoPico } from "../../boards/espruino-pico.ts";
import type { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { bootedBoard, listen } from "./board.ts";

function booted() {
  const board = bootedBoard(espruinoPico);
  const usb = { text: "" };
  board.usb.onByte((byte) => {
    usb.text += String.fromCharCode(byte);
  });
  return { board, serial: listen(board), usb };
}

function plugIn(board: SimulatedBoard): void {
  board.usb.connect();
  board.runFor(100);
}

function unplug(board: SimulatedBoard): void {
  board.usb.disconnect();
  board.runFor(100);
}

test("a host that comes gets the console, and one that goes gives it back", () => {
  const { board, serial, usb } = booted();
  plugIn(board);
  expect(serial.text).toBe("\r\x1b[J-> USB\r\n");
  expect(usb.text).toBe("<- Serial1\r\n>");
  board.usb.line.receive("1+2\n");
  board.runFor(100);
  expect(usb.text).toBe("<- Serial1\r\n>1+2\r\n=3\r\n>");
  unplug(board);
  expect(board.evaluate("E.getConsole()")).toBe("Serial1");
  expect(serial.text).toBe("\r\x1b[J-> USB\r\n<- USB\r\n>");
});

test("a console that is forced stays where it is", () => {
  const { board } = booted();
  board.evaluate('E.setConsole("Serial1",{force:true})');
  plugIn(board);
  expect(board.evaluate("E.getConsole()")).toBe("Serial1");
  board.evaluate("USB.setConsole(true)");
  unplug(board);
  expect(board.evaluate("E.getConsole()")).toBe("USB");
});

test("what is written for no host, or for one that left, is discarded", () => {
  const { board, usb } = booted();
  board.evaluate('USB.write("nobody hears this")');
  board.usb.connect();
  expect(board.evaluate("USB.isConnected()")).toBe(true);
  board.evaluate('USB.write("x".repeat(100))');
  unplug(board);
  const heard = usb.text.length;
  expect(heard).toBeLessThan(100);
  board.evaluate('E.setConsole("Serial1",{force:true})');
  plugIn(board);
  expect(usb.text.length).toBe(heard);
});
