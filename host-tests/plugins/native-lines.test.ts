// Goal: with `textLines` a log call of integers, and an edge, is on the wire without JavaScript having touched it again, and
// says what it would have said as a record. Method: two built applications on the simulated board, which runs the machine
// code: one with `textLines`, one without.
import { describe, expect, test } from "vitest";
import type { Books } from "../../firmware/printk/stats.ts";
import type { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { bootedApplication } from "./booted-application.ts";
import { lostIn, sum } from "./lost-events.ts";

const application = (
  options: string,
  ringBytes = 1024,
  ring = `nativeRing({ slots: 64${options} })`,
) => `import { boot, irq, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, textLines, uartConsole } from "espruino-baton/plugins";
const irqLog = ${ring};
boot(board, [uartConsole(), irqLog, nativeOffloader({ ringBytes: ${ringBytes} })]);
const log = pr.child("net");
global["say"] = (a: number, b: number) => log.info("%d of %x", a | 0, b | 0);
global["bases"] = (a: number) => log.debug("%u %08x", a | 0, a | 0);
global["few"] = (a: number) => log.warning("100%% of %02x %s", a | 0, a | 0);
global["none"] = () => pr.notice("nothing");
global["wide"] = (a: number) => log.info("wide %5d", a | 0);
global["template"] = (a: number) => log.info\`at \${a | 0}\`;
global["record"] = (a: string) => log.info("record %s", a);
global["inIrq"] = irq((n: number) => log.info("in an interrupt %d", n | 0));
global["watchPin"] = () => irqLog.watch(D2, { name: "100%" });
global["watchNamed"] = (name: string) => irqLog.watch(D2, { name });
global["watchRises"] = () => irqLog.watch(D4, { name: "up", edge: "rising" });`;

const withLines = bootedApplication(application(", lines: textLines"));
const withSmallRing = bootedApplication(application(", lines: textLines", 128));
const ringOfUnreadOptions = "nativeRing(Object.assign({ slots: 64 }, { lines: textLines }))";
const withUnreadOptions = bootedApplication(application("", 1024, ringOfUnreadOptions));
const without = bootedApplication(application(""));

const CALLS = `say(-2147483648,-1);say(2147483647,255);say(0,0);say(-1,16);bases(-1);bases(0);bases(10);bases(1e9);
few(5);few(-1);few(256);none();template(-30);inIrq(1234567);say(1,0xabcdef)`;

const linesOf = (text: string): string[] => text.split("\r\n").slice(0, -1);
const untimed = (text: string): string[] =>
  linesOf(text).map((line) => line.replace(/\[ *\d+\.\d{6}\]/, "[]"));
const texts = (text: string): string[] => linesOf(text).map((line) => line.replace(/^.*?: /, ""));

const writtenOf = (lines: readonly string[]): number => lines.filter((line) => line.includes(" of ")).length;

/** More calls than the ring has room for. */
const BURST = 200;

/** What came of a burst that nothing follows. */
function afterBurst(board: SimulatedBoard, heard: { readonly text: string }): readonly string[] {
  board.evaluate(`for(var i=0;i<${BURST};i++)say(i,i)`);
  board.runFor(3000);
  return linesOf(heard.text);
}

const timeOf = (line: string): number => Number(/\d+\.\d{6}/.exec(line)![0]);

function expectClosed(board: SimulatedBoard): void {
  const { logged, consoles } = board.evaluate("printkStats()") as Books;
  for (const { written, dropped, suppressed, pending } of consoles)
    expect(logged).toBe(
      written + suppressed + pending + Object.values(dropped).reduce((sum, count) => sum + count, 0),
    );
}

describe("lines that machine code makes", () => {
  test("are what JavaScript would have made of the same calls", async () => {
    const [mine, theirs] = [await withLines(), await without()];
    for (const { board } of [mine, theirs]) {
      board.evaluate(CALLS);
      board.runFor(1500);
    }
    expect(untimed(mine.heard.text)).toHaveLength(15);
    expect(untimed(mine.heard.text)).toEqual(untimed(theirs.heard.text));
    expectClosed(mine.board);
  });

  test("and of the same edges", async () => {
    const [mine, theirs] = [await withLines(), await without()];
    for (const { board } of [mine, theirs]) {
      board.evaluate("say(1,1);watchPin();watchRises()");
      for (const isHigh of [true, false, true, false]) {
        board.runFor(300);
        for (const pin of ["D2", "D4"]) board.pin(pin).drive(isHigh, board.clock.nowUs + 10);
      }
      board.runFor(1500);
    }
    expect(texts(mine.heard.text).filter((text) => /falls/.test(text))).toEqual(["100% falls", "100% falls"]);
    expect(untimed(mine.heard.text)).toEqual(untimed(theirs.heard.text));
    expectClosed(mine.board);
  });

  test("leave what takes JavaScript to it, and go on behind that", async () => {
    const { board, heard } = await withLines();
    board.evaluate("say(1,1);wide(-7);say(2,2)");
    board.runFor(1500);
    expect(texts(heard.text)).toEqual(["1 of 1", "wide    -7", "2 of 2"]);
    expectClosed(board);
  });

  test("tell their own microsecond, from the first second on and through hours of silence", async () => {
    const { board, heard } = await withLines();
    const { bootTime } = board.evaluate("printkStats()") as Books;
    const said: number[] = [];
    // The first one is seen, and the clock looked at, in the second after its own.
    const startS = bootTime + 0.985 - board.clock.nowUs / 1e6;
    for (const pauseS of [startS, 3, 9, 50, 130, 990, 5000, 70 * 60, 27 * 3600]) {
      board.runFor(pauseS * 1000);
      said.push(board.clock.nowUs / 1e6 - bootTime);
      board.evaluate("say(1,2)");
    }
    board.runFor(1500);
    const lines = linesOf(heard.text);
    expect(lines).toHaveLength(said.length);
    for (const [index, line] of lines.entries()) {
      const [prefix, time] = /^<6>\[ *(\d+\.\d{6})\] net: 1 of 2$/.exec(line)!;
      expect(prefix).toHaveLength(24 + Math.max(5, time!.indexOf(".")));
      expect(Math.abs(Number(time) - said[index]!)).toBeLessThan(0.0015);
    }
  });

  test("are in the books while they wait", async () => {
    const { board } = await withLines();
    board.evaluate("for(var i=0;i<30;i++)say(i,i)");
    const { logged, pending } = board.evaluate("printkStats()") as Books;
    expect(logged).toBe(31);
    expect(pending).toBeGreaterThan(20);
    expectClosed(board);
    board.runFor(2000);
    expect((board.evaluate("printkStats()") as Books).pending).toBe(0);
    expectClosed(board);
  });

  test("take no statement of JavaScript's once they are said", async () => {
    const statementsAfter = async (count: number) => {
      const { board, heard } = await withLines();
      board.evaluate(`for(var i=0;i<${count};i++)say(i,i)`);
      const before = board.statements;
      // To the same moment: JavaScript looks at times of its own.
      board.runFor(4000 - board.clock.nowUs / 1000);
      expect(linesOf(heard.text)).toHaveLength(count);
      return board.statements - before;
    };
    expect(await statementsAfter(40)).toBe(await statementsAfter(1));
  });

  test("go on leaving while JavaScript hangs", async () => {
    const { board, heard } = await withLines();
    board.evaluate("say(1,1)");
    board.runFor(500);
    heard.text = "";
    board.evaluate("for(var i=0;i<30;i++)say(i,i);var until=getTime()+0.3;while(getTime()<until);");
    expect(texts(heard.text)).toEqual(Array.from({ length: 30 }, (_, i) => `${i} of ${i.toString(16)}`));
  });

  test("are whole and in their order, and so are JavaScript's between them", async () => {
    const { board, heard } = await withLines();
    for (let round = 0; round < 20; round++) {
      board.evaluate(`say(${round},1);record("${"x".repeat(round)}");say(${round},2)`);
      board.runFor(round * 7);
    }
    board.runFor(3000);
    const said = texts(heard.text);
    const rounds = Array.from({ length: 20 }, (_, round) => round);
    expect(said).toHaveLength(60);
    expect(said.filter((text) => text.includes(" of "))).toEqual(
      rounds.flatMap((round) => [1, 2].map((which) => `${round} of ${which}`)),
    );
    expect(said.filter((text) => text.startsWith("record"))).toEqual(
      rounds.map((round) => `record ${"x".repeat(round)}`),
    );
    expectClosed(board);
  });

  test("are not made where the pump's ring has no room for any", async () => {
    const { board, heard } = await withSmallRing();
    board.evaluate("for(var i=0;i<30;i++)say(i,i)");
    const before = board.statements;
    board.runFor(2000);
    expect(texts(heard.text)).toEqual(Array.from({ length: 30 }, (_, i) => `${i} of ${i.toString(16)}`));
    expect(board.statements - before).toBeGreaterThan(300);
  });

  test("have room for the name of a pin: a longer one is refused", async () => {
    const { board } = await withLines();
    expect(board.evaluate('try{watchNamed("x".repeat(65))}catch(e){e.message}')).toBe(
      "a pin's name of 65 characters is too long: 64 will do",
    );
  });

  test("tell of events that found no room: once in each round of the ring, and when it is empty, in order and without JavaScript", async () => {
    const { board, heard } = await withLines();
    // Each line takes longer than it takes to say the next one.
    const calls = 2000;
    const statements: number[] = [];
    for (let i = 0; i < calls; i++) {
      board.evaluate(`say(${i},123456789)`);
      const before = board.statements;
      board.runFor(1);
      statements.push(board.statements - before);
    }
    board.runFor(3000);
    const lines = linesOf(heard.text);
    const lost = lines.map(lostIn);
    const written = writtenOf(lines);
    expect(sum(lost)).toBe(calls - written);
    expect(sum(lost)).toBeGreaterThan(500);
    const rounds = Math.ceil(written / 64);
    expect(lost.filter((count) => count > 0).length).toBeLessThanOrEqual(rounds + 1);
    expect(lines.find((line) => lostIn(line) > 0)).toMatch(
      /^<4>\[ *\d+\.\d{6}\] native-ring: \d+ events lost$/,
    );
    expect(lines.map(timeOf)).toEqual(lines.map(timeOf).sort((a, b) => a - b));
    // It looks whether it is needed, now and then and in one statement.
    expect(Math.max(...statements)).toBe(1);
    expectClosed(board);
  });

  test("say so after a burst that nothing follows", async () => {
    const { board, heard } = await withLines();
    const lines = afterBurst(board, heard);
    expect(sum(lines.map(lostIn))).toBe(BURST - writtenOf(lines));
    board.evaluate("say(1,1)");
    board.runFor(500);
    expect(linesOf(heard.text)).toHaveLength(lines.length + 1);
    expectClosed(board);
  });

  test("leave that to JavaScript where the build has no words for them", async () => {
    const { board, heard } = await withUnreadOptions();
    const lines = afterBurst(board, heard);
    expect(sum(lines.map(lostIn))).toBe(BURST - writtenOf(lines));
    expect(sum(lines.map(lostIn))).toBeGreaterThan(50);
    expectClosed(board);
  });
});
