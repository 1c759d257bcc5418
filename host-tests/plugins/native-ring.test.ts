// Goal: edges that come while JavaScript is busy are logged with their own microsecond, in order with everything else, what
// finds no room is counted, and log calls of integers say by one call of machine code what they would have said otherwise.
// Method: a built application on the simulated board, which runs the same machine code.
import { expect, test } from "vitest";
import { esp32 } from "../../boards/esp32.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import type { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { writeApplication } from "../bundle/write-application.ts";
import { bootedApplication } from "./booted-application.ts";

const APP = `import { boot, emergency, irq, pr } from "espruino-baton";
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
  expect(code).toMatch(/=function\((\w),(\w)\)\{\w+\((\d+),0\|\1,0\|\2\)\|\|\w+\(\3,0\|\1,0\|\2\)\}/);
});

test("an emergency is out when it returns, behind what machine code has stored before", async () => {
  const { board, heard } = await booted();
  board.evaluate("say(1,2);urgent();after=printkStats().consoles[0].pending");
  expect(board.evaluate("after")).toBe(0);
  board.runFor(200);
  expect(records(board, heard.text).map(({ text }) => text)).toEqual(["adc 1 2", "inside 3", "urgent"]);
});

test("what finds no room in the machine code's ring becomes a record as any other", async () => {
  const { board, heard } = await booted();
  board.evaluate("for(var i=0;i<80;i++)say(i,0)");
  board.runFor(3000);
  const numbers = [...heard.text.matchAll(/adc (\d+) 0\r\n/g)].map(([, n]) => Number(n));
  expect(numbers).toHaveLength(80);
  expect(heard.text).not.toContain("events lost");
});

test("the level is looked at in the machine code", async () => {
  const { board, heard } = await booted();
  board.evaluate("quiet(7);hex(1);say(1,2)");
  board.runFor(200);
  expect(records(board, heard.text).map(({ text }) => text)).toEqual(["adc 1 2"]);
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
