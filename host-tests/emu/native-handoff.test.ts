/**
 * The UART passed from the pump to JavaScript and back again and again on the real firmware, while another hardware timer runs
 * JavaScript between any two statements. Skipped without the firmware: set BATON_PICO_FIRMWARE.
 */
import { describe, expect, test } from "vitest";
import { HANDOFFS } from "../../firmware/native/pump-words.ts";
import { firmwareFile, onPico, picoWith, pumpWords } from "./pico-application.ts";

/** Each takes 15 ms there and some 50 ms here: ten thousand, with BATON_HANDOFFS=10000, take ten minutes. */
const HANDOFFS_MIN = Number(process.env.BATON_HANDOFFS ?? 300);
/** In between they are looked at, so that a torn line is found early. */
const SLICE_MS = 2000;

/** Two lines for the pump, which is in the middle of them when a third has to be out at once. */
const PROGRAM = `import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { irqTimer, nativeOffloader, uartConsole } from "espruino-baton/plugins";
const timer = irqTimer();
boot(board, [uartConsole(), nativeOffloader(), timer]);
const port = pr.printk.console!.port;
let ticks = 0;
let n = 0;
function round() {
  const pumped = "a" + n + ".....................\\nb" + n + "...............\\n";
  const own = "c" + n + "\\n";
  n++;
  port.write(pumped, 0, pumped.length);
  port.writeAtomic(own, 0, own.length);
}
setTimeout(() => {
  timer.everyIrq(1, () => { ticks++; });
  setInterval(() => { for (let i = 0; i < 10; i++) round(); }, 1);
}, 100);
`;

describe.skipIf(!firmwareFile)(onPico("the native handoff"), { timeout: 1_200_000 }, () => {
  test("handoffs under a 1 ms storm tear no line and lose none", async () => {
    const { pico, heard } = await picoWith(PROGRAM);
    let lines = 0;
    pico.runFor(1000);
    heard.text = heard.text.slice(heard.text.indexOf("a0."));
    while ((pumpWords(pico)[HANDOFFS] as number) < HANDOFFS_MIN && pico.nanos < 600e9) {
      pico.runFor(SLICE_MS);
      const whole = heard.text.slice(0, heard.text.lastIndexOf("\n") + 1);
      const expected = Array.from({ length: whole.split("\n").length - 1 }, (_, index) =>
        lineAt(lines + index),
      );
      expect(whole).toBe(expected.join(""));
      lines += expected.length;
      heard.text = heard.text.slice(whole.length);
    }
    console.log(`${pumpWords(pico)[HANDOFFS]} handoffs, ${lines} lines, ${Math.round(pico.nanos / 1e9)} s`);
    expect(pumpWords(pico)[HANDOFFS]).toBeGreaterThanOrEqual(HANDOFFS_MIN);
  });
});

/** Each round has three lines. */
function lineAt(index: number): string {
  const round = Math.floor(index / 3);
  return [`a${round}.....................\n`, `b${round}...............\n`, `c${round}\n`][
    index % 3
  ] as string;
}
