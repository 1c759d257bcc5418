// Goal: edges are dated by whatever counter a chip has, though it runs over, counts less than microseconds, or runs away from
// the interpreter's clock. Method: a built application on the simulated boards, whose oscillators are not the same either.
import { expect, test } from "vitest";
import { espruinoPico } from "../../boards/espruino-pico.ts";
import { espruinoWifi } from "../../boards/espruino-wifi.ts";
import { puckjs } from "../../boards/puckjs.ts";
import type { Board } from "../../firmware/board.ts";
import type { RecordItem } from "../../host/monitor/item.ts";
import type { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { dictionaryFrom } from "../../host/tokens/dictionary.ts";
import { tokenLines } from "../../host/tokens/token-lines.ts";
import { bootedApplication } from "./booted-application.ts";

const application = (offloader: string): string => `import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, uartConsole } from "espruino-baton/plugins";
const irqLog = nativeRing({ slots: 64 });
boot(board, [uartConsole({ baud: 9600 }), irqLog, ${offloader}]);
irqLog.watch(BTN, { name: "pin" });
global["say"] = (a: number) => pr.info("say %d", a | 0);
global["busy"] = (ms: number) => {
  const until = getTime() + ms / 1000;
  while (getTime() < until);
  pr.info("busy no more");
};`;

/** Four edges in a busy loop, again and again, so that they come after all sorts of rests. */
function storm(board: SimulatedBoard, roundS: number): number[] {
  const edges: number[] = [];
  for (const restS of [0.01, 0.3, 2, roundS / 4, 5, roundS / 2, 0.05, roundS / 3, 1]) {
    edges.push(...burst(board, [0, 400, 9000, 25_000]));
    board.evaluate("busy(30)");
    board.runFor(restS * 1000);
  }
  board.runFor(2000);
  return edges;
}

/** @param atUs - when the pin changes, from soon on. @returns when that is, since power-on. */
function burst(board: SimulatedBoard, atUs: readonly number[]): number[] {
  const startUs = Math.ceil(board.clock.nowUs + 700);
  for (const [index, us] of atUs.entries()) board.pin("BTN").drive(index % 2 === 0, startUs + us);
  return atUs.map((us) => startUs + us);
}

/** The records' times in microseconds since power-on, and their texts. */
function records(board: SimulatedBoard, text: string): { us: number; text: string }[] {
  const startUs = Math.round((board.evaluate("printkStats().bootTime") as number) * 1e6);
  return [...text.matchAll(/\[ *(\d+)\.(\d{6})\](?:\[C\])? (.*)\r\n/g)].map(([, s, us, rest]) => ({
    us: startUs + Number(s) * 1e6 + Number(us),
    text: rest as string,
  }));
}

/** By how many microseconds the edges are misdated at most. */
function worstError(board: SimulatedBoard, text: string, edges: readonly number[]): number {
  const dates = records(board, text).filter(({ text }) => text.startsWith("irq: pin"));
  expect(dates).toHaveLength(edges.length);
  return Math.max(...dates.map(({ us }, index) => Math.abs(us - edges[index]!)));
}

const CLOCKS: [string, Board, roundS: number, errorUs: number][] = [
  ["a cycle counter of 84 MHz", espruinoPico, 51, 5],
  ["a cycle counter of 96 MHz", espruinoWifi, 45, 5],
  ["the 32 kHz that the interpreter counts itself", puckjs, 512, 31],
];

test.each(CLOCKS)(
  "by %s, edges are dated and in order, over more than a round",
  async (_which, facts, roundS, errorUs) => {
    const { board, heard } = await bootedApplication(application(""), { board: facts })();
    const edges = storm(board, roundS);
    expect(worstError(board, heard.text, edges)).toBeLessThanOrEqual(errorUs);
    const times = records(board, heard.text).map(({ us }) => us);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  },
);

test("edges that wait for JavaScript for more than half a round are dated all the same", async () => {
  const { board, heard } = await bootedApplication(application(""), { board: espruinoWifi })();
  board.runFor(3000);
  const edges = burst(board, [0, 9e6, 18e6, 27e6]);
  board.evaluate("busy(28000)");
  board.runFor(2000);
  expect(worstError(board, heard.text, edges)).toBeLessThanOrEqual(50);
});

test("where a clock does not count microseconds, machine code makes no lines, and JavaScript's lose nothing", async () => {
  const app = bootedApplication(application("nativeOffloader()"), { board: espruinoWifi, tokens: true });
  const { board, manifest, heard } = await app();
  const words = tokenLines(dictionaryFrom(manifest, "test"));
  board.evaluate("for(var i=0;i<10;i++)say(i)");
  burst(board, [0, 400]);
  board.runFor(2000);
  const lines = heard.text.split("\n").filter((line) => line !== "");
  const items = lines.flatMap((line) => words.push(line)) as RecordItem[];
  expect(items.map(({ text, writer }) => writer ?? text)).toEqual([
    ...Array.from({ length: 10 }, (_, n) => `say ${n}`),
    "pin rises",
    "pin falls",
  ]);
});
