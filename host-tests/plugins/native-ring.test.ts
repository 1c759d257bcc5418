// Goal: edges that come while JavaScript is busy are logged with their own microsecond, in order with everything else, what
// finds no room is counted, and log calls of integers say by one call of machine code what they would have said otherwise.
// Method: a built application on the simulated board, which runs the same machine code.
import { expect, test } from "vitest";
import { esp32 } from "../../boards/esp32.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Books, ConsoleBooks } from "../../firmware/printk/stats.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { writeApplication } from "../bundle/write-application.ts";
import { bootedApplication } from "./booted-application.ts";

const APP = `import { boot, emergency, irq, panic, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeRing, uartConsole } from "espruino-baton/plugins";
const irqLog = nativeRing({ slots: 64 });
const early = 3 & 7;
pr.info("early %d", early);
boot(board, [uartConsole(), irqLog]);
irqLog.watch(D2, { name: "both" });
irqLog.watch(D3, { edge: "rising", name: "up" });
const net = pr.child("net");
global["say"] = (a: number, b: number) => pr.info("adc %d %d", a | 0, b | 0);
global["hex"] = (a: number) => net.debug("is %08x", a & -1);
global["info"] = (n: number) => pr.info("plain %d", n);
global["fraction"] = (n: number) => pr.info("fraction %.1f", n);
global["inIrq"] = irq((n: number) => pr.info("in an interrupt %d", n | 0));
global["urgent"] = () => emergency(() => { pr.info("inside %d", early); pr.emerg("urgent"); });
global["panicNow"] = () => panic("over");
global["quiet"] = (level: 6 | 7) => irqLog.setLevel(level);
global["busy"] = (ms: number) => { const until = getTime() + ms / 1000; while (getTime() < until); };`;

const booted = bootedApplication(APP);

/** The records' times in microseconds since power-on, and their texts. */
function records(board: SimulatedBoard, text: string): { us: number; text: string }[] {
  const startUs = Math.round((board.evaluate("printkStats().bootTime") as number) * 1e6);
  return [...text.matchAll(/\[ *(\d+)\.(\d{6})\](?:\[C\])? (.*)\r\n/g)].map(([, s, us, rest]) => ({
    us: startUs + Number(s) * 1e6 + Number(us),
    text: rest as string,
  }));
}

test("edges in a busy loop are recorded to the microsecond, in order with what JavaScript says", async () => {
  const { board, heard } = await booted();
  const startUs = board.clock.nowUs;
  const edges = Array.from({ length: 20 }, (_, index) => Math.floor(startUs + 1000 + index * 1700));
  for (const [index, us] of edges.entries()) board.pin("D2").drive(index % 2 === 0, us);
  board.evaluate("busy(20);info(1);say(-5,7);busy(30);info(2)");
  board.runFor(2000);
  const seen = records(board, heard.text);
  const irq = seen.filter(({ text }) => text.startsWith("irq: both"));
  expect(irq.map(({ text }) => text)).toEqual(edges.map((_, i) => `irq: both ${i % 2 ? "falls" : "rises"}`));
  for (const [index, { us }] of irq.entries()) expect(Math.abs(us - edges[index]!)).toBeLessThanOrEqual(2);
  expect(seen.map(({ us }) => us)).toEqual(seen.map(({ us }) => us).sort((a, b) => a - b));
  expect(seen.map(({ text }) => text).filter((text) => !text.startsWith("irq"))).toEqual([
    "plain 1",
    "adc -5 7",
    "plain 2",
  ]);
});

test("only the edges asked for become records", async () => {
  const { board, heard } = await booted();
  for (const isHigh of [true, false, true]) {
    board.pin("D3").drive(isHigh);
    board.runFor(50);
  }
  board.runFor(200);
  expect(records(board, heard.text).map(({ text }) => text)).toEqual(["irq: up rises", "irq: up rises"]);
});

test("what finds no room is counted and told, and the ring goes on", async () => {
  const { board, heard } = await booted();
  const startUs = board.clock.nowUs;
  for (let i = 0; i < 100; i++) board.pin("D2").drive(i % 2 === 0, startUs + 1000 + i * 100);
  board.evaluate("busy(30)");
  board.runFor(3000);
  expect(heard.text.match(/irq: both/g)).toHaveLength(64);
  expect(heard.text).toContain("native-ring: 36 events lost\r\n");
  board.pin("D2").drive(true);
  board.runFor(200);
  expect(heard.text.match(/irq: both/g)).toHaveLength(65);
});

test("log calls of integers say what they would have said without machine code, from any context", async () => {
  const { board, heard } = await booted();
  board.evaluate("say(-2147483648,2147483647);hex(-1);fraction(1.5);inIrq(7);say(1,2)");
  board.runFor(300);
  const messages = heard.text.split("\r\n").map((line) => line.replace(/^<(\d)>\[[^\]]*\]/, "$1"));
  expect(messages.filter((message) => message !== "")).toEqual([
    "6 adc -2147483648 2147483647",
    "7 net: is ffffffff",
    "6 fraction 1.5",
    "6[C] in an interrupt 7",
    "6 adc 1 2",
  ]);
});

test("what was said before boot is not lost, and one call in the ring is one call", async () => {
  const { atStart, code } = await booted();
  expect(atStart).toContain("early 3\r\n");
  expect(code).toMatch(/=function\((\w),(\w)\)\{\w+\(\d+,0\|\1,0\|\2\)\}/);
});

test("an emergency is out when it returns, behind what machine code has stored before", async () => {
  const { board, heard } = await booted();
  board.evaluate("say(1,2);urgent();after=printkStats().consoles[0].pending");
  expect(board.evaluate("after")).toBe(0);
  board.runFor(200);
  expect(records(board, heard.text).map(({ text }) => text)).toEqual(["adc 1 2", "inside 3", "urgent"]);
});

test("a call that finds no room is counted, told, and in the books", async () => {
  const { board, heard } = await booted();
  board.evaluate("for(var i=0;i<80;i++)say(i,0)");
  board.runFor(3000);
  const numbers = [...heard.text.matchAll(/adc (\d+) 0\r\n/g)].map(([, n]) => Number(n));
  expect(numbers).toEqual(Array.from({ length: 64 }, (_, n) => n));
  expect(heard.text).toContain("native-ring: 16 events lost\r\n");
  const { logged, consoles } = board.evaluate("printkStats()") as Books;
  const [{ written, dropped }] = consoles as [ConsoleBooks];
  expect({ lost: dropped.overrun, logged }).toEqual({ lost: 16, logged: written + 16 });
});

test("an interrupt before any statement of an emergency says what it has to say, once", async () => {
  const { board, heard } = await booted();
  const count = statementsOf(board, "urgent()");
  expect(count).toBeGreaterThan(30);
  for (let at = 0; at < count; at++) {
    heard.text = "";
    board.injectAt(board.statements + at, { kind: "exec", fn: () => board.global.inIrq(at) });
    board.evaluate("urgent()");
    expect(heard.text).toMatch(/inside 3\r\n(.*\r\n)*.*urgent\r\n/);
    board.runFor(300);
    expect(
      records(board, heard.text)
        .map(({ text }) => text)
        .sort(),
    ).toEqual([`in an interrupt ${at}`, "inside 3", "urgent"]);
  }
});

test("wherever an emergency dies, what is logged afterwards is out once", async () => {
  const { board, heard } = await booted();
  const count = statementsOf(board, "urgent()");
  for (let at = 0; at < count; at++) {
    board.injectAt(board.statements + at, { kind: "abort", why: "stack-overflow" });
    board.evaluate("urgent()");
    board.runFor(300);
    heard.text = "";
    board.evaluate("say(1,2)");
    board.runFor(300);
    expect(said(heard.text)).toEqual(["adc 1 2"]);
  }
});

const full = bootedApplication(`import { boot, irq, panic, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeRing, uartConsole } from "espruino-baton/plugins";
const nativeCall = E.nativeCall;
E.nativeCall = (address, signature) => (global["native"] = nativeCall(address, signature)) as typeof print;
boot(board, [uartConsole(), nativeRing({ slots: 4 })]);
global["say"] = (a: number) => pr.info("adc %d %d", a | 0, ~a);
global["panicInIrq"] = irq(() => panic("over"));`);

test("a panic while machine code's events become records has all of them out before the reset", async () => {
  const { board, heard } = await full();
  board.evaluate("for(i=0;i<4;i++)native(6,i,~i)");
  const start = board.statements;
  board.runFor(300);
  const count = board.statements - start;
  expect(count).toBeGreaterThan(100);
  for (let at = 0; at < count; at += 3) {
    heard.text = "";
    board.evaluate("for(i=0;i<4;i++)native(6,i,~i)");
    board.injectAt(board.statements + at, { kind: "exec", fn: () => board.global.panicInIrq() });
    board.runFor(2000);
    const whole = Array.from({ length: 4 }, (_, n) => `adc ${n} ${~n}`);
    expect([at, ...said(heard.text)]).toEqual(expect.arrayContaining(whole));
  }
});

test("a panic brings what fills machine code's ring through the ring of the records", async () => {
  const { board, heard } = await booted();
  board.evaluate("for(var i=0;i<60;i++)say(i,0);panicNow()");
  board.runFor(2000);
  expect(said(heard.text)).toEqual(Array.from({ length: 60 }, (_, n) => `adc ${n} 0`).sort());
  expect(heard.text).toContain("panic: over");
});

test("the level is looked at in the machine code", async () => {
  const { board, heard } = await booted();
  board.evaluate("quiet(7);hex(1);say(1,2)");
  board.runFor(200);
  expect(records(board, heard.text).map(({ text }) => text)).toEqual(["adc 1 2"]);
});

test("a module that logs may come after the one that boots", async () => {
  const entry = writeApplication({
    "main.ts": `import "./start.ts";
import { pr } from "espruino-baton";
global["say"] = (a: number) => pr.info("adc %d", a | 0);`,
    "start.ts": `import { boot } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeRing, uartConsole } from "espruino-baton/plugins";
const nativeCall = E.nativeCall;
E.nativeCall = (address, signature) => {
  const call = nativeCall(address, signature);
  return ((what: number, a: number, b: number) => (global["isNative"] = true, call(what, a, b))) as typeof print;
};
boot(board, [uartConsole(), nativeRing()]);`,
  });
  const { code } = await buildFirmware({ entry, board: rp2040Pico });
  const board = new SimulatedBoard(rp2040Pico);
  board.load(code);
  board.runFor(200);
  board.evaluate("say(1)");
  expect(board.evaluate("global.isNative")).toBe(true);
});

test("is refused on a board that runs no machine code", async () => {
  const entry = writeApplication({
    "main.ts": `import { boot } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeRing } from "espruino-baton/plugins";
boot(board, [nativeRing()]);`,
  });
  await expect(buildFirmware({ entry, board: esp32 })).rejects.toMatchObject({ code: "BOARD_LACKS" });
});

/** The messages, in the order of the alphabet. */
const said = (text: string): string[] =>
  [...text.matchAll(/(?:adc|irq) -?\d+ -?\d+/g)].map(([message]) => message).sort();

function statementsOf(board: SimulatedBoard, code: string): number {
  const before = board.statements;
  board.evaluate(code);
  const count = board.statements - before;
  board.runFor(300);
  return count;
}
