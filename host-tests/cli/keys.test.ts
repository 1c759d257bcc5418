import { describe, expect, it } from "vitest";
import { readKeys } from "../../host/cli/keys.ts";
import { BottomLine } from "../../host/cli/terminal.ts";

describe("readKeys", () => {
  it("does what the table says, whatever else is pressed, cursor keys among it", async () => {
    const { press, calls } = setUp();
    await press("xb\x1b[A\x1bOPbz");
    expect(calls).toEqual(["built", "built"]);
  });

  it("shows every key on ?", async () => {
    const { press, printed } = setUp();
    await press("?");
    expect(printed.join()).toMatch(/b {2}build[\s\S]*s {2}send[\s\S]*t {2}type[\s\S]*Ctrl-C/);
  });

  it("leaves Ctrl-C to the terminal", async () => {
    const { press, calls } = setUp();
    await press("\x03");
    expect(calls).toEqual(["interrupted"]);
  });

  it("makes a line of keys, shows it, and sends it on Enter", async () => {
    const { press, calls, below } = setUp();
    await press("sb=12\x7f3\x1b[D");
    expect(below()).toBe("send: b=13");
    await press("\rb");
    expect([calls, below()]).toEqual([["line b=13", "built"], ""]);
  });

  it.each(["\x1b", "\x03"])("sends no line on %j", async (stroke) => {
    const { press, calls, below } = setUp();
    await press(`sb${stroke}b`);
    expect([calls, below()]).toEqual([["built"], ""]);
  });

  it("begins the line again on Ctrl-U, and lets it grow no longer than it may", async () => {
    const { press, calls } = setUp();
    await press(`sold\x15${"x".repeat(2000)}\r`);
    expect(calls).toEqual([`line ${"x".repeat(1000)}`]);
  });

  it("sends every key to the board while the user types, Ctrl-C and cursor keys too, up to Ctrl-]", async () => {
    const { press, calls } = setUp();
    await press("tb\x03\x1b[A\x1db");
    expect(calls).toEqual(["typing", "keys b", "keys \x03", "keys \x1b[A", "not typing", "built"]);
  });

  it("tells what fails, and goes on", async () => {
    const { press, calls } = setUp();
    await press("fb");
    expect(calls).toEqual(["built", "Error: gone"]);
  });

  it("gives the terminal back", async () => {
    const { press, calls, stop } = setUp();
    stop();
    await press("b");
    expect(calls).toEqual([]);
  });
});

describe("BottomLine", () => {
  it("stays below what is printed, and is cut to the terminal's width", () => {
    const bottom = new BottomLine();
    expect(bottom.above("one")).toBe("one\n");
    expect(bottom.changedTo("typed here", 6)).toBe("\r\x1b[K here");
    expect(bottom.above("two")).toBe("\r\x1b[Ktwo\n here");
    expect(bottom.changedTo("", 80)).toBe("\r\x1b[K");
    expect(bottom.above("three")).toBe("three\n");
  });
});

function setUp() {
  const calls: string[] = [];
  const printed: string[] = [];
  let below = "";
  let listener: ((keys: string) => void) | undefined;
  const stop = readKeys({
    terminal: {
      onKeys: (added) => {
        listener = added;
        return () => {
          listener = undefined;
        };
      },
      keepBelow: (text) => {
        below = text;
      },
      interrupt: () => void calls.push("interrupted"),
    },
    keys: [
      { key: "b", summary: "build", act: () => calls.push("built") },
      { key: "f", summary: "fail", act: () => Promise.reject(new Error("gone")) },
    ],
    print: (text) => printed.push(text),
    sendLine: (text) => calls.push(`line ${text}`),
    sendKeys: (text) => calls.push(`keys ${text}`),
    onError: (error) => void calls.push(String(error)),
    onTyping: (isTyping) => void calls.push(isTyping ? "typing" : "not typing"),
  });
  const press = async (keys: string): Promise<void> => {
    listener?.(keys);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { calls, printed, press, stop, below: () => below };
}
