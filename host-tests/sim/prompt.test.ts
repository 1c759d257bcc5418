/** What is typed at the prompt and what comes back, byte for byte what Espruino 2v29 answered. */
import { beforeEach, describe, expect, test } from "vitest";
import { puckjs } from "../../boards/puckjs.ts";
import type { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { bootedBoard, listen } from "./board.ts";

let board: SimulatedBoard;

beforeEach(() => {
  board = bootedBoard();
});

/** Types slowly enough for a board that polls its input. */
function answerTo(typed: string): string {
  const heard = listen(board);
  for (const char of typed) {
    board.uart("Serial1").receive(char);
    board.runFor(10);
  }
  board.runFor(200);
  return heard.text;
}

describe("answers", () => {
  test.each([
    ["1+2\n", "1+2\r\n=3\r\n>"],
    ['"a"\n', '"a"\r\n="a"\r\n>'],
    ["var x=5\n", "var x=5\r\n=5\r\n>"],
    ["\n", "\r\n>"],
    ["({a:1})\n", "({a:1})\r\n={ a: 1 }\r\n>"],
    ["function f(){\nreturn 1}\n", "function f(){\r\n:return 1}\r\n=function () { ... }\r\n>"],
    ["foo()\n", 'foo()\r\nUncaught ReferenceError: "foo" is not defined\r\n    at :1:1\r\nfoo()\r\n^\r\n>'],
    ["throw 'str'\n", "throw 'str'\r\nUncaught str\r\n>"],
    ["new Uint8Array(3)\n", "new Uint8Array(3)\r\n=new Uint8Array([0, 0, 0])\r\n>"],
    ["Serial1\n", "Serial1\r\n=Serial1\r\n>"],
    ["D3\n", "D3\r\n=D3\r\n>"],
    [
      'print(1,"a",[1,2],{a:1},undefined,null,true)\n',
      'print(1,"a",[1,2],{a:1},undefined,null,true)\r\n1 a [ 1, 2 ] { "a": 1 } undefined null true\r\n=undefined\r\n>',
    ],
    [
      "setTimeout(function(){print('t')},50)\n",
      "setTimeout(function(){print('t')},50)\r\n=1\r\n>\r\x1b[Jt\r\n>",
    ],
    ["1\b2\n", "1\b \b2\r\n=2\r\n>"],
    ["1\r\n2\r\n", "1\r\n=1\r\n>2\r\n=2\r\n>"],
    ["\x10print()\n", "\r\n>"],
    ["\x10var y=1;\n", ""],
    ["\x05", "Espruino 2v29 ESPR_RP2040_PICO\r\n"],
    ["\x1b[12d1\n", "1\r\n=1\r\n>"],
    ["echo(0)\n", "echo(0)\r\n"],
  ])("%j with %j", (typed, answer) => {
    expect(answerTo(typed)).toBe(answer);
  });
});

test("a line that begins with DLE is run without a trace, over several lines too", () => {
  expect(answerTo("\x10if (1) {\x1b\n  var z=3;\x1b\n}\n")).toBe("");
  expect(board.evaluate("z")).toBe(3);
});

test("process.env is printed as upload tools ask for it", () => {
  const answer = answerTo('\x10print("<","<<",JSON.stringify(process.env),">>",">")\n');
  const json = /< << (\{.*\}) >> >\r\n>$/.exec(answer)?.[1] ?? "";
  expect(JSON.parse(json)).toMatchObject({ BOARD: "ESPR_RP2040_PICO", VERSION: "2v29", CONSOLE: "Serial1" });
});

test("reset() greets and prompts again", () => {
  expect(answerTo("\x10reset();\n")).toMatch(/2v29 ESPR_RP2040_PICO, simulated\r\n>$/);
});

test("Ctrl-C drops a half-typed line", () => {
  expect(answerTo("abc\x03")).toBe("abc\r\x1b[J>");
});

test("Ctrl-C breaks a loop where an interrupt receives it", () => {
  board = bootedBoard(puckjs);
  const heard = listen(board);
  board.evaluate("setTimeout(function(){while(1);},10)");
  board.runFor(5);
  board.clock.at(board.clock.nowUs + 50_000, () => board.uart("Serial1").receive("\x03"));
  board.runFor(500);
  expect(heard.text).toContain("Execution Interrupted during event processing.\r\n>");
});

test("the console can be moved, and then the prompt is there", () => {
  expect(answerTo("Serial2.setConsole()\n")).toContain("-> Serial2\r\n");
  const heard = listen(board, "Serial2");
  board.uart("Serial2").receive("1+1\n");
  board.runFor(100);
  expect(heard.text).toContain("1+1\r\n=2\r\n>");
  expect(answerTo("ignored\n")).toBe("");
});

describe("packets", () => {
  const packet = (type: number, data: string) =>
    `\x10\x01${String.fromCharCode((type >> 8) | (data.length >> 8), data.length & 255)}${data}`;

  test("EVAL answers with the value", () => {
    expect(answerTo(packet(0x2000, "1+2"))).toBe("\x06\x10\x01\x00\x013");
  });

  test("EVENT is emitted on E", () => {
    board.evaluate("var got;E.on('packet',function(p){got=p.t})");
    expect(answerTo(packet(0x4000, '{t:"x"}'))).toBe("\x06");
    expect(board.evaluate("got")).toBe("x");
  });

  test("FILE_SEND and DATA write a file, FILE_RECV reads it", () => {
    expect(
      answerTo(packet(0x6000, '{"fn":"f","s":8}') + packet(0x8000, "abcd") + packet(0x8000, "efgh")),
    ).toBe("\x06\x06\x06");
    expect(board.evaluate('require("Storage").read("f")')).toBe("abcdefgh");
    expect(answerTo(packet(0xa000, '{"fn":"f"}'))).toBe("\x06\x10\x01\x80\x08abcdefgh\x10\x01\x80\x00");
  });

  test.each([
    ["data without a file", packet(0x8000, "abcd")],
    ["an unknown type", packet(0xe000, "x")],
    ["a file that is not there", packet(0xa000, '{"fn":"none"}')],
  ])("%s is refused", (_, bytes) => {
    expect(answerTo(bytes)).toBe("\x15");
  });

  test("one that stays incomplete is given up after five seconds", () => {
    const heard = listen(board);
    answerTo("\x10\x01\x20\x09abc");
    board.runFor(5000);
    expect(heard.text).toBe("\x15");
    expect(answerTo("1\n")).toBe("1\r\n=1\r\n>");
  });
});
