// Goal: in a build with tokens a log call of integers is on the wire without JavaScript having touched it again, and says
// what it would have said as a record; and whoever wants the console for himself, or another console, gets records. Method: a
// built application on the simulated board, which runs the machine code, and the decoder that ships.
import { describe, expect, test } from "vitest";
import type { Books } from "../../firmware/printk/stats.ts";
import type { RecordItem } from "../../host/monitor/item.ts";
import type { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { dictionaryFrom } from "../../host/tokens/dictionary.ts";
import { tokenLines } from "../../host/tokens/token-lines.ts";
import { bootedApplication } from "./booted-application.ts";
import { lostIn, sum } from "./lost-events.ts";

const APP = `import { boot, emergency, type FirmwarePlugin, irq, panic, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { dmesg, loglevel, nativeOffloader, nativeRing, uartConsole } from "espruino-baton/plugins";
const late: FirmwarePlugin = { name: "late", boot(firmware) {
  global["heardLate"] = "";
  global["attach"] = () => { firmware.addConsole({
    name: "late", dueMs: 1,
    write(text, offset, count) { global["heardLate"] += text.substr(offset, count); return count; },
    writeAtomic(text, offset) { global["heardLate"] += text.substr(offset); },
  }, 8); };
  return undefined;
} };
const irqLog = nativeRing({ slots: 64 });
boot(board, [uartConsole(), irqLog, nativeOffloader(), dmesg(), loglevel(), late]);
const log = pr.child("net");
global["say"] = (a: number, b: number) => log.info("adc %d of %x", a | 0, b | 0);
global["one"] = (a: number) => log.debug("only %u", a | 0);
global["none"] = () => log.notice("nothing");
global["text"] = (a: number) => log.info("text %s", a | 0);
global["record"] = (a: string) => log.info("record %s", a);
global["inIrq"] = irq((n: number) => log.info("in an interrupt %d", n | 0));
global["urgent"] = () => emergency(() => { log.info("inside %d", 3 & 7); log.emerg("urgent"); });
global["calm"] = () => emergency(() => {});
global["watchPin"] = () => irqLog.watch(D2, { name: "pin" });
global["watchNamed"] = (name: string) => irqLog.watch(D3, { name });
global["watchRises"] = () => irqLog.watch(D4, { name: "100 %", edge: "rising" });
global["panicNow"] = () => panic("over");`;

const app = bootedApplication(APP, { tokens: true });

/** A board that has started, and what it says from then on, decoded. */
async function booted() {
  const { board, manifest, heard, atStart } = await app();
  const words = tokenLines(dictionaryFrom(manifest, "test"));
  const decode = (text: string): RecordItem[] =>
    text
      .split("\n")
      .flatMap((line) => (line === "" ? [] : words.push(line)))
      .map((item) => item as RecordItem);
  decode(atStart);
  return { board, heard, decode };
}

const texts = (items: readonly RecordItem[]): string[] => items.map(({ text }) => text);
const byMachine = ({ writer }: RecordItem): boolean => writer === "machine";
const booksOf = (board: SimulatedBoard): Books => board.evaluate("printkStats()") as Books;

function expectClosed(board: SimulatedBoard): void {
  const { logged, consoles } = booksOf(board);
  for (const { written, dropped, suppressed, pending } of consoles)
    expect(logged).toBe(
      written + suppressed + pending + Object.values(dropped).reduce((sum, count) => sum + count, 0),
    );
}

describe("log calls of integers", () => {
  test("say as frames of machine code what they would have said as records", async () => {
    const { board, heard, decode } = await booted();
    board.evaluate("say(-2147483648,-1);say(2147483647,255);one(-1);none();inIrq(9);say(0,0)");
    board.runFor(500);
    const items = decode(heard.text);
    expect(items.every(byMachine)).toBe(true);
    expect(texts(items)).toEqual([
      "adc -2147483648 of ffffffff",
      "adc 2147483647 of ff",
      "only 4294967295",
      "nothing",
      "in an interrupt 9",
      "adc 0 of 0",
    ]);
    expect(items.map(({ level, context, facility, seq }) => [level, context, facility, seq])).toEqual([
      [6, "task", "net", 0],
      [6, "task", "net", 1],
      [7, "task", "net", 2],
      [5, "task", "net", 3],
      [6, "interrupt", "net", 4],
      [6, "task", "net", 5],
    ]);
    expectClosed(board);
  });

  test("tell their own microsecond, across the counter's end and through hours of silence", async () => {
    const { board, heard, decode } = await booted();
    const said: number[] = [];
    const startUs = Math.round(booksOf(board).bootTime * 1e6);
    for (const pauseMs of [10, 5, 60_000, 70 * 60_000, 3, 50 * 60_000, 200 * 60_000]) {
      board.runFor(pauseMs);
      said.push(board.clock.nowUs - startUs);
      board.evaluate("say(1,2)");
    }
    board.runFor(500);
    const times = decode(heard.text).map(({ time }) => time * 1e6);
    expect(times).toHaveLength(said.length);
    for (const [index, us] of times.entries()) expect(Math.abs(us - said[index]!)).toBeLessThan(1500);
  });

  test("take no statement of JavaScript's once they are said", async () => {
    const statementsAfter = async (count: number) => {
      const { board, heard, decode } = await booted();
      board.evaluate(`for(var i=0;i<${count};i++)say(i,i)`);
      const before = board.statements;
      board.runFor(2000);
      expect(decode(heard.text)).toHaveLength(count);
      return board.statements - before;
    };
    expect(await statementsAfter(40)).toBe(await statementsAfter(1));
  });

  test("go on leaving while JavaScript hangs", async () => {
    const { board, heard, decode } = await booted();
    board.evaluate("say(1,1)");
    board.runFor(500);
    board.evaluate("for(var i=0;i<30;i++)say(i,i);var until=getTime()+0.3;while(getTime()<until);");
    expect(texts(decode(heard.text))).toHaveLength(31);
  });

  test.each([
    ["the timer was let go", ""],
    ["JavaScript has written something", 'record("x")'],
    ["JavaScript has taken them for nothing", "calm()"],
  ])("leave soon after %s", async (_, before) => {
    const { board, heard, decode } = await booted();
    for (let pauseMs = 300; pauseMs < 3000; pauseMs += 90) {
      board.evaluate("say(1,1)");
      board.runFor(pauseMs);
      board.evaluate(before);
      board.runFor(before ? 60 : 0);
      heard.text = "";
      board.evaluate("say(2,2)");
      board.runFor(200);
      expect(texts(decode(heard.text))).toEqual(["adc 2 of 2"]);
    }
  });

  test("and edges, in the order of their times and to the microsecond", async () => {
    const { board, heard, decode } = await booted();
    const startUs = Math.round(booksOf(board).bootTime * 1e6);
    board.evaluate("say(1,1)");
    board.runFor(1500);
    board.evaluate("say(2,2);watchPin();watchRises()");
    decode(heard.text);
    // The timer may have been let go, and leaves this later.
    heard.text = "";
    board.runFor(200);
    expect(texts(decode(heard.text))).toEqual(["adc 2 of 2"]);
    heard.text = "";
    const atUs: number[] = [];
    for (const isHigh of [true, false, true]) {
      atUs.push(Math.floor(board.clock.nowUs + 100 - startUs));
      for (const pin of ["D2", "D4"]) board.pin(pin).drive(isHigh, board.clock.nowUs + 100);
      board.runFor(1);
      board.evaluate("say(3,3)");
      board.runFor(200);
    }
    const items = decode(heard.text);
    expect(items.every(byMachine)).toBe(true);
    expect(texts(items)).toEqual(
      ["pin rises", "100 % rises", "adc 3 of 3", "pin falls", "adc 3 of 3"].concat([
        "pin rises",
        "100 % rises",
        "adc 3 of 3",
      ]),
    );
    const edges = items.filter(({ facility }) => facility === "irq");
    expect(edges.map(({ level, context }) => [level, context])).toEqual(Array(5).fill([6, "interrupt"]));
    expect(edges.map(({ time }) => Math.round(time * 1e6))).toEqual([0, 0, 1, 2, 2].map((at) => atUs[at]));
  });

  test("and edges of pins whose names only the board knows", async () => {
    const { board, heard, decode } = await booted();
    board.evaluate('watchNamed("left " + 100 % 7 + " %")');
    for (const isHigh of [true, false]) {
      board.pin("D3").drive(isHigh, board.clock.nowUs + 100);
      board.runFor(200);
    }
    const items = decode(heard.text);
    expect(items.every(byMachine)).toBe(true);
    expect(texts(items)).toEqual(["left 2 % rises", "left 2 % falls"]);
  });

  test("and have a place in the dictionary for edges of pins whose names the build knows", async () => {
    const { code, manifest } = await app();
    const formats = manifest.logSites
      .filter(({ facility }) => facility === "irq")
      .map(({ format }) => format);
    expect(formats).toEqual(["pin falls", "pin rises", "100 %% falls", "100 %% rises"]);
    expect(code).not.toContain('"pin"');
  });

  test("that are more than find room are counted, told, and in the books", async () => {
    const { board, heard, decode } = await booted();
    board.evaluate("for(var i=0;i<300;i++)say(i,i)");
    board.runFor(3000);
    const items = decode(heard.text);
    expect(items.every(byMachine)).toBe(true);
    // Some have left before the last is said.
    const written = texts(items).filter((text) => text.startsWith("adc")).length;
    expect(written).toBeGreaterThan(64);
    expect(written).toBeLessThan(300);
    const losses = items.filter(({ facility }) => facility === "native-ring");
    expect(losses[0]).toMatchObject({ level: 4, context: "task" });
    expect(sum(texts(losses).map(lostIn))).toBe(300 - written);
    expectClosed(board);
  });

  test("are in their order, and so are JavaScript's records between them, each once and whole", async () => {
    const { board, heard, decode } = await booted();
    for (let round = 0; round < 20; round++) {
      board.evaluate(`say(${round},1);record("${"x".repeat(round)}");say(${round},2);text(${round})`);
      board.runFor(round * 7);
    }
    board.runFor(3000);
    const items = decode(heard.text);
    const rounds = Array.from({ length: 20 }, (_, round) => round);
    expect(texts(items.filter(({ text }) => text.startsWith("adc")))).toEqual(
      rounds.flatMap((round) => [1, 2].map((which) => `adc ${round} of ${which}`)),
    );
    expect(texts(items.filter(({ text }) => text.startsWith("record")))).toEqual(
      rounds.map((round) => `record ${"x".repeat(round)}`),
    );
    expect(texts(items.filter(({ text }) => text.startsWith("text")))).toEqual(
      rounds.map((round) => `text ${round}`),
    );
    expect(items).toHaveLength(80);
    expectClosed(board);
  });
});

describe("JavaScript takes the events", () => {
  test("in an emergency, which is out when it returns behind all that was said before", async () => {
    const { board, heard, decode } = await booted();
    board.evaluate("say(0,0)");
    board.runFor(200);
    heard.text = "";
    board.evaluate("say(1,2);urgent();say(3,4)");
    const atReturn = decode(heard.text);
    heard.text = "";
    expect(texts(atReturn).slice(0, 3)).toEqual(["adc 1 of 2", "inside 3", "urgent"]);
    board.runFor(500);
    expect([...texts(atReturn), ...texts(decode(heard.text))]).toEqual([
      "adc 1 of 2",
      "inside 3",
      "urgent",
      "adc 3 of 4",
    ]);
    expectClosed(board);
  });

  test("in a panic", async () => {
    const { board, heard, decode } = await booted();
    board.evaluate("for(var i=0;i<40;i++)say(i,0);panicNow()");
    board.runFor(100);
    // Behind them comes the greeting of the reset board.
    const said = texts(decode(heard.text)).slice(0, 41);
    const all = Array.from({ length: 40 }, (_, n) => `adc ${n} of 0`);
    expect(said.filter((text) => text !== "panic: over")).toEqual(all);
  });

  test("while somebody has the console for himself", async () => {
    const { board, heard } = await booted();
    board.evaluate('for(var i=0;i<20;i++)record("number "+i);say(0,0)');
    board.runFor(2000);
    heard.text = "";
    board.evaluate("var t=setInterval(function(){say(1,2)},5);dmesg()");
    board.runFor(3000);
    board.evaluate("clearInterval(t)");
    const lines = heard.text.split("\n");
    const shown = lines.flatMap((line, index) => (line.includes("number") ? [index] : []));
    expect(shown).toHaveLength(20);
    expect(shown.at(-1)! - shown[0]!).toBe(19);
    board.runFor(1000);
    expect(heard.text).toMatch(/\n[{}][^\n]*\n$/);
  });

  test("when the console is to leave some out, however fast machine code is", async () => {
    const { board, heard, decode } = await booted();
    board.evaluate("setInterval(function(){say(1,2);none()},50)");
    board.runFor(2000);
    expect(decode(heard.text).every(byMachine)).toBe(true);
    board.evaluate("loglevel(0,6)");
    board.runFor(1200);
    heard.text = "";
    board.runFor(1000);
    // The first line may be the rest of one, and the last the beginning.
    const items = decode(heard.text.slice(heard.text.indexOf("\n") + 1, heard.text.lastIndexOf("\n")));
    expect(items.length).toBeGreaterThan(15);
    expect(items.every(({ text }) => text === "nothing")).toBe(true);
    expect(items.some(byMachine)).toBe(false);
  });

  test("as soon as there is another console, which gets them all", async () => {
    const { board, heard, decode } = await booted();
    board.evaluate("say(1,1)");
    board.runFor(500);
    board.evaluate("attach()");
    board.runFor(100);
    heard.text = "";
    board.evaluate("say(2,2);say(3,3)");
    board.runFor(1000);
    const items = decode(heard.text);
    expect(texts(items)).toEqual(["adc 2 of 2", "adc 3 of 3"]);
    expect(items.some(byMachine)).toBe(false);
    expect((board.evaluate("heardLate") as string).split("\n")).toHaveLength(4);
    expectClosed(board);
  });
});
