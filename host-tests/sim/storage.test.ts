/** Flash keeps files over restarts, and boot code runs in Espruino's order. */
import { expect, test } from "vitest";
import { puckjs } from "../../boards/puckjs.ts";
import { bootedBoard, listen } from "./board.ts";

test("a file is written in pieces of a size that was said first", () => {
  const board = bootedBoard();
  board.evaluate('var s=require("Storage");s.write("f","hello",0,10);s.write("f"," you!",5)');
  expect(board.evaluate('s.read("f")')).toBe("hello you!");
  expect(board.evaluate('s.read("f",6,3)')).toBe("you");
  expect(board.evaluate('s.read("none")')).toBeUndefined();
});

test.each([
  ['s.write("f","hello",0,10);s.write("f","abcdef",5,10)', "Too much data for file size"],
  ['s.write("f","hello",0,10);s.write("f","J",0+1)', "File already written with different data"],
  ['for(var i=0;;i++)s.write("f"+i,"x".repeat(9000))', "Unable to find or create file"],
  ['s.write("a name that is much too long for it","x")', "Invalid filename"],
])("%s is refused", (program, message) => {
  const board = bootedBoard(puckjs);
  expect(board.evaluate(`var s=require("Storage");try{${program}}catch(e){e.message}`)).toBe(message);
});

test("an erased file is gone, and its room is free again", () => {
  const board = bootedBoard();
  board.evaluate('var s=require("Storage"),free=s.getFree();s.write("f","x".repeat(100))');
  expect(board.evaluate("free-s.getFree()")).toBe(132);
  board.evaluate('s.erase("f")');
  expect(board.evaluate("free-s.getFree()")).toBe(0);
});

test(".boot0 runs at every start and .bootcde not after reset()", () => {
  const storage = new Map([
    [".boot0", "var always=1"],
    [".bootcde", "var boot=1"],
  ]);
  const board = bootedBoard(undefined, { storage });
  const state = () => board.evaluate("[typeof always,typeof boot]");
  expect(state()).toEqual(["number", "number"]);
  board.evaluate("reset()");
  board.runFor(100);
  expect(state()).toEqual(["number", "undefined"]);
  board.evaluate("load()");
  board.runFor(100);
  expect(state()).toEqual(["number", "number"]);
});

test(".bootrst runs in place of .bootcde", () => {
  const storage = new Map([
    [".bootrst", "var always=1"],
    [".bootcde", "var boot=1"],
  ]);
  const board = bootedBoard(undefined, { storage });
  expect(board.evaluate("[typeof always,typeof boot]")).toEqual(["number", "undefined"]);
});

test("load(file) runs that file alone", () => {
  const storage = new Map([
    [".bootcde", "var boot=1"],
    ["app", "var app=1"],
  ]);
  const board = bootedBoard(undefined, { storage });
  board.evaluate('load("app")');
  board.runFor(100);
  expect(board.evaluate("[typeof app,typeof boot]")).toEqual(["number", "undefined"]);
});

test("what was set up does not outlive a restart; flash does, and another board can have it", () => {
  const storage = new Map<string, string>();
  const board = bootedBoard(undefined, { storage });
  board.evaluate(
    'E.setBootCode("var n=7");setInterval(function(){},10);setWatch(function(){},D2,{repeat:true});load()',
  );
  board.runFor(100);
  expect(board.watchedPins).toEqual([]);
  expect(bootedBoard(undefined, { storage }).evaluate("n")).toBe(7);
});

test("save() is refused while there is boot code", () => {
  const board = bootedBoard();
  board.evaluate('E.setBootCode("1")');
  expect(board.evaluate("try{save()}catch(e){e.message}")).toMatch(
    /^Cannot save: .bootcde file already exists/,
  );
});

test("broken boot code is reported, and the prompt is there", () => {
  const board = bootedBoard(undefined, { storage: new Map([[".bootcde", "var x=("]]) });
  const console = listen(board);
  board.uart("Serial1").receive("1+1\n");
  board.runFor(50);
  expect(console.text).toContain("=2\r\n>");
});
