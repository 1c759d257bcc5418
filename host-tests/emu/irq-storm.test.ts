/**
 * A minute on the real firmware with a hardware timer that runs JavaScript, and logs, every millisecond, between any two
 * statements of whoever writes. Skipped without the firmware: set BATON_PICO_FIRMWARE.
 */
import { describe, expect, test } from "vitest";
import { OWNER } from "../../firmware/native/pump-words.ts";
import { firmwareFile, onPico, picoWith, pumpWords } from "./pico-application.ts";

const STORM_MS = 60_000;
/** In each there are records, an emergency, texts of an exclusive owner, and time for the pump's timer to go. */
const ROUND_MS = 1000;
/** How many interrupts it takes for one that logs. */
const TICKS_A_RECORD = 1000;
/** The share of the ticks whose JavaScript runs: those that come while the last one runs, or a native function does, are lost. */
const TICKS_SEEN = 0.6;
const ROUNDS = STORM_MS / ROUND_MS;

const program = (
  offloader: string,
): string => `import { boot, emergency, exclusive, panic, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { ${offloader}, irqTimer, uartConsole } from "espruino-baton/plugins";
const timer = irqTimer();
boot(board, [uartConsole(), ${offloader}(), timer]);
let ticks = 0;
let n = 0;
let rounds = 0;
timer.everyIrq(1, () => { if (++ticks % ${TICKS_A_RECORD} === 0) pr.info("tick %d", ticks); });
function round() {
  let texts = 0;
  for (let i = 0; i < 4; i++) pr.info("record %d", n++);
  setTimeout(() => emergency(() => pr.emerg("record %d", n++)), 70);
  setTimeout(() => exclusive(pr.printk, pr.printk.console!, () => texts < 3 ? "text " + rounds + " " + texts++ + "\\r\\n" : undefined), 200);
  if (++rounds === ${ROUNDS}) {
    clearInterval(storm);
    setTimeout(() => exclusive(pr.printk, pr.printk.console!, () => texts < 4 ? (texts++, "books " + JSON.stringify((global["printkStats"] as () => object)()) + "\\r\\n") : undefined), 400);
    setTimeout(() => { pr.info("owner %d %d", pr.printk.console!.owner, ticks); panic("over"); }, 800);
  }
}
const storm = setInterval(round, ${ROUND_MS});
`;

describe.skipIf(!firmwareFile)(onPico("a minute of interrupts"), { timeout: 1_200_000 }, () => {
  test.each(["idleOffloader", "nativeOffloader"])(
    "%s: books closed, order kept, lock free",
    async (offloader) => {
      const { pico, heard } = await picoWith(program(offloader));
      expect(pico.runUntil(() => heard.text.includes("books"), STORM_MS + 2000)).toBe(true);
      pico.runFor(300);
      if (offloader === "nativeOffloader") expect(pumpWords(pico)[OWNER]).toBe(0);
      expect(pico.runUntil(() => pico.resets > 0, 3000)).toBe(true);
      const { text } = heard;
      expect(numbers(text, /record (\d+)\r\n/g)).toEqual(upTo(ROUNDS * 5, 1));
      const ticks = numbers(text, /tick (\d+)\r\n/g);
      expect(ticks).toEqual(upTo(ticks.length, TICKS_A_RECORD, TICKS_A_RECORD));
      expect(ticks.length * TICKS_A_RECORD).toBeGreaterThan(STORM_MS * TICKS_SEEN);
      expect(numbers(text, /^text \d+ (\d)\r\n/gm)).toEqual(
        Array.from({ length: ROUNDS * 3 }, (_, i) => i % 3),
      );
      expect(text).toMatch(/owner 0 \d+\r\n.*panic: over\r\n/);
      const books = JSON.parse(/^books (.*)\r\n/m.exec(text)![1] as string);
      const [{ written, dropped, suppressed, pending }] = books.consoles;
      expect(written + dropped.overrun + dropped.failed + dropped.skipped + suppressed + pending).toBe(
        books.logged,
      );
      console.log(
        `${offloader}: ${books.logged} records and ${ticks.length * TICKS_A_RECORD} interrupts in ${STORM_MS / 1000} s`,
      );
    },
  );
});

const numbers = (text: string, pattern: RegExp): number[] =>
  [...text.matchAll(pattern)].map((match) => Number(match[1]));

const upTo = (count: number, step = 1, first = 0): number[] =>
  Array.from({ length: count }, (_, index) => first + index * step);
