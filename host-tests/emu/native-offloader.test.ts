/**
 * The machine code in the timer's interrupt of the real firmware: the line is full, a hang stops nothing, and the UART goes
 * to and fro without a torn line. Skipped without the firmware: set BATON_PICO_FIRMWARE.
 */
import { describe, expect, test } from "vitest";
import { HANDOFFS } from "../../firmware/native/pump-words.ts";
import { firmwareFile, onPico, picoWith, pumpWords } from "./pico-application.ts";

const START = `import { boot, emergency, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole(), nativeOffloader()]);
`;

const started = (baud: number, program: string) => picoWith(START + program, baud);

const numbers = (text: string) => [...text.matchAll(/record (\d+)\r\n/g)].map((match) => Number(match[1]));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe.skipIf(!firmwareFile)(onPico("the native offloader"), { timeout: 600_000 }, () => {
  test("uses the line to 99.5 % while there is a backlog", async () => {
    const { pico, heard } = await started(
      9600,
      `setTimeout(() => { for (let i = 0; i < 40; i++) pr.info("record %d", i); }, 50);`,
    );
    pico.runFor(1600);
    expect(numbers(heard.text)).toEqual(upTo(40));
    const first = heard.text.indexOf("record 0");
    const nanos = heard.endsNanos.at(-1)! - heard.endsNanos[first]!;
    const use = ((heard.text.length - 1 - first) * pico.uart("Serial1").byteNanos) / nanos;
    console.log(`line use ${(100 * use).toFixed(2)} %`);
    expect(use).toBeGreaterThan(0.995);
  });

  test("writes everything that is queued while JavaScript sits in an endless loop", async () => {
    const { pico, heard } = await started(
      9600,
      `setTimeout(() => { for (let i = 0; i < 12; i++) pr.info("record %d", i); }, 50);
let turns = 0;
setTimeout(() => { while (1) turns++; }, 250);`,
    );
    pico.runFor(260);
    const atHang = numbers(heard.text).length;
    expect(atHang).toBeLessThan(8);
    pico.runFor(500);
    expect(numbers(heard.text)).toEqual(upTo(12));
  });

  test("an emergency in the middle of what the pump writes comes out behind it, under a 1 ms storm", async () => {
    const { pico, heard } = await started(
      9600,
      `let ticks = 0;
require("timer").add({ type: "EXEC", fn: () => { ticks++; }, time: 1, interval: 1 });
let n = 0;
setInterval(() => {
  for (let i = 0; i < 3; i++) pr.info("record %d", n++);
  setTimeout(() => emergency(() => pr.emerg("record %d", n++)), 50);
}, 250);`,
    );
    pico.runFor(6_000);
    const seen = numbers(heard.text);
    expect(seen).toEqual(upTo(seen.length));
    expect(seen.length).toBeGreaterThan(80);
    expect(pumpWords(pico)[HANDOFFS]).toBeGreaterThan(15);
  });
});
