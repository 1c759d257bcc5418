/**
 * The machine code in the timer's interrupt of the real firmware: the line is full, a hang stops nothing, and the UART goes
 * to and fro without a torn line. Skipped without the firmware: set BATON_PICO_FIRMWARE.
 */
import { describe, expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import { PUMP_CODE } from "../../firmware/native/pump-code.ts";
import { HANDOFFS, OWNER } from "../../firmware/native/pump-words.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { EmulatedPico } from "../../host/emu/emulated-pico.ts";
import { loadFirmware } from "../../host/emu/firmware-image.ts";
import { powerFromUsb } from "../../host/emu/usb-prompt.ts";
import { writeApplication } from "../bundle/write-application.ts";

const file = process.env.BATON_PICO_FIRMWARE;
const suite = file ? "the native offloader" : "the native offloader (skipped: set BATON_PICO_FIRMWARE)";

const START = `import { boot, emergency, exclusive, panic, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole(), nativeOffloader()]);
`;

async function started(baud: number, program: string) {
  const entry = writeApplication({ "main.ts": START + program });
  const board: Board = { ...rp2040Pico, console: { device: "Serial1", baud } };
  const { code } = await buildFirmware({ entry, board });
  const pico = new EmulatedPico({ firmware: await loadFirmware(file!), storage: board.flash.storage });
  powerFromUsb(pico);
  pico.storage.write(".bootcde", code);
  const heard = { text: "", endsNanos: [] as number[] };
  pico.uart("Serial1").onByte((byte, endNanos) => {
    heard.text += String.fromCharCode(byte);
    heard.endsNanos.push(endNanos);
  });
  return { pico, heard };
}

const numbers = (text: string) => [...text.matchAll(/record (\d+)\r\n/g)].map((match) => Number(match[1]));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The pump's words, found in the chip's memory behind the pump's code. */
function pumpWords({ rp2040 }: EmulatedPico): Uint32Array {
  const code = Buffer.from(new Uint32Array(PUMP_CODE).buffer);
  const at = Buffer.from(rp2040.sram.buffer).indexOf(code) + code.length;
  return new Uint32Array(rp2040.sram.buffer, at, HANDOFFS + 1);
}

describe.skipIf(!file)(suite, { timeout: 600_000 }, () => {
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

  /** Ten thousand take an hour here, and the explorer knows all orders: a few dozen show that the real thing is alike. */
  test("goes to JavaScript and back again and again under a 1 ms storm, and no line is torn or lost", async () => {
    const { pico, heard } = await started(
      19200,
      `let ticks = 0;
require("timer").add({ type: "EXEC", fn: () => { ticks++; }, time: 1, interval: 1 });
let n = 0;
setInterval(() => {
  pr.info("record %d", n++);
  pr.info("record %d", n++);
  setTimeout(() => emergency(() => pr.emerg("record %d", n++)), 30);
}, 120);`,
    );
    pico.runFor(12_000);
    const words = pumpWords(pico);
    const seen = numbers(heard.text);
    expect(seen).toEqual(upTo(seen.length));
    expect(seen.length).toBeGreaterThan(200);
    expect(words[HANDOFFS]).toBeGreaterThan(50);
  });

  /** Sixty seconds of it take too long here. */
  test("keeps its order through records, exclusive texts and a panic under the storm, and lets the UART go", async () => {
    const { pico, heard } = await started(
      115200,
      `let ticks = 0;
let n = 0;
require("timer").add({ type: "EXEC", fn: () => { if (++ticks % 250 === 0) pr.info("tick %d", ticks); }, time: 1, interval: 1 });
const busy = setInterval(() => pr.info("record %d", n++), 100);
let texts = 0;
setTimeout(() => exclusive(pr.printk, pr.printk.console!, () => (texts < 5 ? "text " + texts++ + "\\r\\n" : undefined)), 700);
setTimeout(() => { clearInterval(busy); panic("over"); }, 3000);`,
    );
    const resets = () => pico.resets;
    pico.runFor(2900);
    expect(pumpWords(pico)[OWNER]).toBe(0);
    expect(pico.runUntil(() => resets() > 0, 3000)).toBe(true);
    const seen = numbers(heard.text);
    expect(seen).toEqual(upTo(seen.length));
    expect(seen.length).toBeGreaterThan(20);
    expect(heard.text).toContain("text 0\r\ntext 1\r\ntext 2\r\ntext 3\r\ntext 4\r\n");
    expect(heard.text).toMatch(/panic: over\r\n/);
  });
});
