/** Espruino's order of service, as it was measured on 2v29. */
import { beforeEach, expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { bootedBoard, listen } from "./board.ts";

let board: SimulatedBoard;
const order = () => board.evaluate("seen.join(' ')");

beforeEach(() => {
  board = bootedBoard();
  board.evaluate("var seen=[];function note(x){return function(){seen.push(x)}}");
});

test("timers come before queued calls, and promises are queued calls", () => {
  board.evaluate(`
    Promise.resolve().then(note("promise")).then(note("chained"));
    E.on("ring",note("emitted"));E.emit("ring");
    setTimeout(note("timer"),0);
    note("sync")()`);
  board.runFor(10);
  expect(order()).toBe("sync timer emitted promise chained");
  board.evaluate(
    'seen=[];setTimeout(function(){Promise.resolve().then(note("promise"));note("a")()},5);setTimeout(note("b"),5);for(var i=0;i<200;i++);',
  );
  board.runFor(10);
  expect(order()).toBe("a b promise");
});

test("timers run in the order in which they were set", () => {
  board.evaluate('setTimeout(note("late"),2);setTimeout(note("early"),1);for(var i=0;i<100;i++);');
  board.runFor(10);
  expect(order()).toBe("late early");
});

test("an interval catches up on the ticks it missed", () => {
  board.evaluate("var ticks=0;setInterval(function(){ticks++},10)");
  board.runFor(95);
  const before = board.evaluate("ticks") as number;
  board.evaluate("var t=getTime()+0.2;while(getTime()<t);");
  board.runFor(5);
  expect((board.evaluate("ticks") as number) - before).toBeGreaterThanOrEqual(19);
});

test("numbers of timers come again", () => {
  expect(
    board.evaluate("var a=setTimeout(note(1),9);clearTimeout(a);var b=setTimeout(note(2),9);a===b"),
  ).toBe(true);
});

test("clearing an undefined timer is refused", () => {
  expect(board.evaluate("try{clearTimeout(undefined)}catch(e){e.message}")).toMatch(/not allowed/);
});

test("an edge keeps the time of its interrupt while JavaScript is busy", () => {
  board.evaluate("var edges=[];setWatch(function(e){edges.push(e)},D2,{repeat:true,edge:'both'})");
  const startUs = board.clock.nowUs;
  board.pin("D2").drive(true, startUs + 10_000);
  board.pin("D2").drive(false, startUs + 30_000);
  board.evaluate("var t=getTime()+0.1;while(getTime()<t);");
  board.runFor(10);
  expect(board.evaluate("edges.map(function(e){return e.time})")).toEqual([
    Math.floor(startUs + 10_000) / 1e6,
    Math.floor(startUs + 30_000) / 1e6,
  ]);
  expect(
    board.evaluate("[edges[0].state,edges[1].state,edges[0].lastTime,edges[1].lastTime===edges[0].time]"),
  ).toEqual([true, false, undefined, true]);
});

test("a watch waits for a bouncing contact to settle", () => {
  board.evaluate("setWatch(function(e){seen.push(e.state)},D2,{repeat:true,debounce:10})");
  const startUs = board.clock.nowUs;
  [0, 1, 2, 3, 4].forEach((ms) => {
    board.pin("D2").drive(ms % 2 === 0, startUs + ms * 1000 + 1);
  });
  board.runFor(12);
  expect(order()).toBe("");
  board.runFor(10);
  expect(order()).toBe("true");
});

test("edges that do not fit the event buffer are lost, and somebody is told", () => {
  board = bootedBoard({ ...rp2040Pico, eventBufferBytes: 66 });
  const console = listen(board);
  board.evaluate(
    "var seen=[];setWatch(function(){},D2,{repeat:true});E.on('errorFlag',function(f){seen.push(f[0])})",
  );
  const startUs = board.clock.nowUs;
  for (let edge = 1; edge <= 20; edge++) board.pin("D2").drive(edge % 2 === 1, startUs + edge * 100);
  board.evaluate("var t=getTime()+0.1;while(getTime()<t);");
  board.runFor(500);
  // 66 bytes, 4 of them spare, 6 for each edge: one more would fit without the spare ones.
  expect(board.stats.events).toEqual({ raised: 20, lost: 10 });
  expect(order()).toBe("FIFO_FULL");
  expect(console.text).toContain("New interpreter error: FIFO_FULL\r\n");
});

test("what a callback throws is reported, and its interval goes on", () => {
  const console = listen(board);
  board.evaluate("var n=0;setInterval(function tick(){n++;throw new Error('oops')},10)");
  board.runFor(35);
  expect(board.evaluate("n")).toBe(3);
  expect(console.text).toContain("Uncaught Error: oops\r\n    at :1:27\r\nn++;throw new Error('oops')\r\n");
});

test("process.on('uncaughtException') takes what nobody caught", () => {
  const console = listen(board);
  board.evaluate(
    "process.on('uncaughtException',function(e){seen.push(e.message)});setTimeout(function(){throw new Error('oops')},1)",
  );
  board.runFor(10);
  expect(order()).toBe("oops");
  expect(console.text).not.toContain("Uncaught");
});

test("a rejection that nobody handles is an uncaught error", () => {
  const console = listen(board);
  board.evaluate("Promise.reject(new Error('no'));0");
  board.runFor(10);
  expect(console.text).toContain("Uncaught Error: Unhandled promise rejection: Error: no\r\n");
});

test("Promise.all waits for all of them", () => {
  board.evaluate(
    `Promise.all([1,new Promise(function(done){setTimeout(done,5,2)})]).then(function(v){seen=v})`,
  );
  board.runFor(20);
  expect(order()).toBe("1 2");
});

test("a watchdog that nobody kicks restarts the machine, its clock and its event buffer included", () => {
  board.evaluate("E.enableWatchdog(0.5,false)");
  board.runFor(400);
  expect(board.restarts).toBe(0);
  board.runFor(200);
  expect(board.restarts).toBe(1);
  expect(board.evaluate("getTime()")).toBeLessThan(0.2);
});
