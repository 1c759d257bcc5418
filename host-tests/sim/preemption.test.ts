/** EXEC timers run JavaScript between two statements of other JavaScript; aborts end it without `catch` and `finally`. */
import { beforeEach, describe, expect, test } from "vitest";
import { esp32 } from "../../boards/esp32.ts";
import type { AbortReason } from "../../host/sim/abort.ts";
import type { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { bootedBoard, listen } from "./board.ts";

let board: SimulatedBoard;

beforeEach(() => {
  board = bootedBoard();
});

const BUSY = "var t=getTime()+0.05;while(getTime()<t)";

describe("an EXEC timer", () => {
  const EVERY_MS = 'require("timer").add({type:"EXEC",time:1,interval:1,fn:function(){ticks++}})';

  test("preempts a loop, and runs while nothing else does", () => {
    board.evaluate(`var ticks=0;${EVERY_MS};0`);
    board.evaluate(`${BUSY};var inLoop=ticks`);
    expect(board.evaluate("inLoop")).toBeGreaterThan(40);
    board.runFor(50);
    expect(board.evaluate("ticks-inLoop")).toBeGreaterThan(40);
  });

  test("comes between two statements, and never inside one", () => {
    board.evaluate(`
      var ticks=0,odd=0,between=0,a=0,b=0;
      require("timer").add({type:"EXEC",time:0.3,interval:0.3,fn:function(){if(a!==b)odd++;if(ticks++%7===3)b=a}})`);
    board.evaluate(`var t=getTime()+0.2;while(getTime()<t){a++,b=a}`);
    expect(board.evaluate("odd")).toBe(0);
    board.evaluate(`var t=getTime()+0.2;while(getTime()<t){a++;b=a}`);
    expect(board.evaluate("odd")).toBeGreaterThan(10);
  });

  test("does not interrupt itself, and drops the ticks that come while it runs", () => {
    board.evaluate(`
      var running=0,nested=0,ticks=0;
      require("timer").add({type:"EXEC",time:1,interval:1,fn:function(){
        if(running)nested++;running=1;ticks++;var t=getTime()+0.0045;while(getTime()<t);running=0}})`);
    board.runFor(100);
    expect(board.evaluate("nested")).toBe(0);
    expect(board.evaluate("ticks")).toBeLessThanOrEqual(21);
  });

  test("is caught up on after a wait in which no JavaScript could run", () => {
    board.evaluate(`var ticks=0;${EVERY_MS};Serial2.setup(9600);0`);
    board.evaluate('var before=ticks;Serial2.write("x".repeat(96));var after=ticks');
    expect(board.evaluate("after-before")).toBeGreaterThan(60);
  });

  test("leaves what it interrupted alone when it fails", () => {
    const console = listen(board);
    board.evaluate('require("timer").add({type:"EXEC",time:1,fn:function(){throw new Error("tick")}});0');
    expect(board.evaluate(`${BUSY};"done"`)).toBe("done");
    board.runFor(50);
    expect(console.text).toContain("Uncaught Error: tick");
  });

  test("does not exist where Espruino has none", () => {
    const other = bootedBoard({ ...esp32, hasExecTimers: false });
    expect(other.evaluate("try{require('timer')}catch(e){e.message}")).toBe('Module "timer" not found');
  });
});

describe("an abort", () => {
  const GUARDED =
    "var caught=0,cleaned=0,n=0;function work(){try{n++;n++;n++}catch(e){caught++}finally{cleaned++}}";
  const statementsOfWork = 8;

  test.each<AbortReason>(["stack-overflow", "out-of-memory", "interrupted"])(
    "by %s at any statement runs neither catch nor finally",
    (why) => {
      for (let offset = 0; offset < statementsOfWork; offset++) {
        const each = bootedBoard();
        each.evaluate(GUARDED);
        each.injectAt(each.statements + offset, { kind: "abort", why });
        each.evaluate("work()");
        expect(each.observe((global) => [global.caught, global.cleaned > 0 && global.n < 3])).toEqual([
          0,
          false,
        ]);
      }
    },
  );

  test("removes an interval, and the next turn is an ordinary one", () => {
    const console = listen(board);
    board.evaluate(
      "var n=0;function deep(){deep()}setInterval(function(){n++;deep()},10);setTimeout(function(){n+=100},50)",
    );
    board.runFor(100);
    expect(board.evaluate("n")).toBe(101);
    expect(console.text).toContain("Execution Interrupted during event processing.\r\n");
    expect(console.text).toContain("Too much recursion - the stack is about to overflow");
    expect(board.evaluate("E.getErrorFlags()")).toContain("CALLBACK");
  });

  test.each([
    "new Uint8Array(1e6)",
    "var s='x';for(;;)s+=s",
    "var s='x';for(;;)s=s.concat(s)",
    "'x'.repeat(1e6)",
    "var a=[];for(;;)a.push(1)",
    "var a=[],i=0;for(;;)a[i++]=1",
  ])("ends a program that outgrows the memory: %s", (program) => {
    const console = listen(board);
    board.evaluate(`try{${program}}catch(e){print("caught")}`);
    board.runFor(100);
    expect(console.text).toContain("OUT OF MEMORY\r\n");
    expect(console.text).not.toContain("caught");
    expect(board.evaluate("E.getErrorFlags()")).toEqual(["LOW_MEMORY", "MEMORY"]);
  });

  test("of an interrupt's JavaScript leaves the interrupted alone", () => {
    board.evaluate("var n=0;function deep(){deep()}");
    const { deep } = board.global;
    board.injectAt(board.statements + 3, { kind: "exec", fn: deep });
    expect(board.evaluate("n=1;n=2;n=3;n=4;n")).toBe(4);
  });
});

test("JavaScript can be had to run before each statement in turn", () => {
  const seen = new Set<string>();
  for (let offset = 0; offset < 5; offset++) {
    const each = bootedBoard();
    each.evaluate("var state='start'");
    each.injectAt(each.statements + offset, {
      kind: "exec",
      fn: () => seen.add(each.global.state),
    });
    each.evaluate("state='a';state='b';state='c';state='d'");
  }
  expect([...seen]).toEqual(["start", "a", "b", "c"]);
});

test("firmware that never comes back is named, and nothing hangs", () => {
  board.evaluate("setTimeout(function(){while(1);},1)");
  expect(() => board.runFor(100)).toThrowError(expect.objectContaining({ code: "BOARD_STUCK" }));
});
