// Goal: machine code in the timer's interrupt writes what JavaScript has formatted, whatever JavaScript does meanwhile, and
// passes the UART on in order. Method: a built application on the simulated board, which runs the same machine code.
import { expect, test } from "vitest";
import { espruinoWifi } from "../../boards/espruino-wifi.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { Wire } from "../../host/sim/wire.ts";
import { writeApplication } from "../bundle/write-application.ts";
import { listen } from "../sim/board.ts";

const APP = `import { boot, emergency, flushedSync, panic, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole(), nativeOffloader()]);
global["emergency"] = emergency;
global["flushedSync"] = flushedSync;
global["panic"] = panic;
global["pr"] = pr;`;

const SLOW: Board = { ...rp2040Pico, console: { device: "Serial1", baud: 9600 } };
/** An STM32, whose UART takes one byte ahead. */
const BYTEWISE: Board = { ...espruinoWifi, console: { device: "Serial1", baud: 9600 } };
const UNCHECKED: Board = { ...espruinoWifi, uarts: espruinoWifi.uarts.map(({ registers, ...uart }) => uart) };
/** What the hardware has buffered when a text is handed over, and the byte on the line, at 9600 baud. */
const FIFO_MS = (33 * 10_000) / 9600;

const bundles = new Map<Board, ReturnType<typeof buildFirmware>>();

async function booted(facts: Board = rp2040Pico) {
  const build = bundles.get(facts);
  const bundle = build ?? buildFirmware({ entry: writeApplication({ "main.ts": APP }), board: facts });
  bundles.set(facts, bundle);
  const board = new SimulatedBoard(facts);
  const heard = hear(board, facts.console.device);
  board.load((await bundle).code);
  board.runFor(200);
  return { board, heard };
}

/** What leaves the UART, and when a line did. */
function hear(board: SimulatedBoard, device: string) {
  const heard = listen(board, device);
  const { lines } = new Wire(board.uart(device));
  const endUs = (pattern: RegExp) => lines.find(({ text }) => pattern.test(text))?.endUs;
  return Object.assign(heard, { endUs });
}

const numbers = (text: string) => [...text.matchAll(/record (\d+)\r\n/g)].map((match) => Number(match[1]));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test("every record comes out once, in order, and one timer does it, which is let go when all is out", async () => {
  const { board, heard } = await booted();
  const timers = () => board.evaluate('require("timer").list().length');
  expect(timers()).toBe(1);
  board.runFor(3000);
  expect(timers()).toBe(0);
  board.evaluate('for(var i=0;i<40;i++)pr.info("record %d",i)');
  board.runFor(100);
  expect(timers()).toBe(1);
  board.runFor(3500);
  expect(numbers(heard.text)).toEqual(upTo(40));
  expect(timers()).toBe(0);
  expect(board.evaluate("printkStats().consoles[0].pending")).toBe(0);
});

test("the timer comes and goes more often than there are places for timers", async () => {
  const { board, heard } = await booted();
  board.evaluate('var n=0;setInterval(function(){pr.info("record %d",n++)},3100)');
  board.runFor(80_000);
  const seen = numbers(heard.text);
  expect(seen).toEqual(upTo(seen.length));
  expect(seen.length).toBeGreaterThan(20);
});

const FIFO_OR_BYTEWISE = [
  ["with a FIFO", SLOW],
  ["byte by byte", BYTEWISE],
] as const;

test.each(FIFO_OR_BYTEWISE)(
  "%s, what was formatted reaches the wire while JavaScript hangs",
  async (_way, facts) => {
    const { board, heard } = await booted(facts);
    board.evaluate('for(var i=0;i<12;i++)pr.info("record %d",i);setTimeout(function(){for(;;);},250)');
    board.runFor(200);
    expect(board.evaluate("printkStats().consoles[0].pending")).toBe(0);
    expect(numbers(heard.text).length).toBeLessThan(8);
    expect(() => board.runFor(60_000)).toThrow("does not return to the event loop");
    expect(numbers(heard.text)).toEqual(upTo(12));
  },
);

test.each(FIFO_OR_BYTEWISE)(
  "%s, an emergency is out when it returns, behind everything older, and the pump goes on after it",
  async (_way, facts) => {
    const { board, heard } = await booted(facts);
    board.evaluate(`for(var i=0;i<10;i++)pr.info("record %d",i);
setTimeout(function(){ emergency(function(){ pr.emerg("record 10"); }); told=getTime(); },200);
setTimeout(function(){ pr.info("record 11"); },210);`);
    board.runFor(2000);
    expect(numbers(heard.text)).toEqual(upTo(12));
    const toldUs = (board.evaluate("told") as number) * 1e6;
    expect(heard.endUs(/record 10/)).toBeLessThan(toldUs + FIFO_MS * 1000);
  },
);

test.each([
  ["with a FIFO", rp2040Pico, 20],
  ["byte by byte", BYTEWISE, 10],
] as const)(
  "%s, a panic writes what is in the ring and what is not yet, in order, and resets",
  async (_way, facts, count) => {
    const { board, heard } = await booted(facts);
    board.evaluate(
      `for(var i=0;i<${count};i++)pr.info("record %d",i);setTimeout(function(){panic("over")},30)`,
    );
    board.runUntil(() => board.restarts > 1, 3000);
    expect(numbers(heard.text)).toEqual(upTo(count));
    expect(heard.text).toMatch(new RegExp(`record ${count - 1}\r\n.*panic: over\r\n`));
  },
);

test("wherever an emergency dies, what is logged afterwards comes out whole", async () => {
  const last = await emergencyStatements();
  for (let at = 0; at < last; at += 7) {
    const { board, heard } = await booted();
    board.evaluate(
      'setTimeout(function(){pr.info("record 0");emergency(function(){pr.emerg("record 1")})},20)',
    );
    board.runFor(15);
    board.injectAt(board.statements + at, { kind: "abort", why: "interrupted" });
    board.runFor(100);
    board.evaluate('pr.info("record 2");pr.info("record 3")');
    board.runFor(2500);
    expect(numbers(heard.text).slice(-2), `died at ${at}`).toEqual([2, 3]);
    expect(board.evaluate('require("timer").list().length'), `died at ${at}`).toBe(0);
  }
});

test("byte by byte, every record comes out once, in order, and the line is never idle", async () => {
  const { board, heard } = await booted(BYTEWISE);
  board.runFor(1000);
  const uart = board.uart("Serial1");
  board.evaluate('for(var i=0;i<40;i++)pr.info("record %d",i)');
  board.runFor(100);
  const [startUs, startBusyUs] = [board.clock.nowUs, uart.busyUs];
  board.runFor(1000);
  expect((uart.busyUs - startBusyUs) / (board.clock.nowUs - startUs)).toBeGreaterThan(0.99);
  board.runFor(3000);
  expect(numbers(heard.text)).toEqual(upTo(40));
  expect(board.evaluate('require("timer").list().length')).toBe(0);
});

test.each([
  [
    "the line is too fast for a UART that takes one byte ahead",
    espruinoWifi,
    /Serial1 would need 23040 interrupts a second, more than 2000/,
  ],
  ["nobody knows the UART", UNCHECKED, /nobody has checked that .* Serial1 .*/],
])("where %s, a warning says so and the idle loop writes", async (_why, facts, warning) => {
  const { board, heard } = await booted(facts);
  board.evaluate('pr.info("record 0")');
  board.runFor(1000);
  expect(heard.text).toMatch(
    new RegExp(`<4>.* native-offloader: ${warning.source}: the idle loop writes instead\r\n`),
  );
  expect(numbers(heard.text)).toEqual([0]);
});

/** How many statements the emergency of the test above takes. */
async function emergencyStatements(): Promise<number> {
  const { board } = await booted();
  board.evaluate(
    'setTimeout(function(){pr.info("record 0");emergency(function(){pr.emerg("record 1")})},20)',
  );
  board.runFor(15);
  const before = board.statements;
  board.runFor(15);
  return board.statements - before;
}
