/**
 * The real firmware. It is not part of this package, so these tests are skipped without it: set BATON_PICO_FIRMWARE to
 * Espruino's download for the Pico (https://www.espruino.com/binaries), and BATON_PICO_BOOTROM to a file with the
 * chip's own boot ROM to have that compared too.
 */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware, type FirmwareBundle } from "../../host/bundle/firmware-bundle.ts";
import { type BootRom, loadBootRom } from "../../host/emu/boot-rom/boot-rom.ts";
import { EmulatedPico } from "../../host/emu/emulated-pico.ts";
import { type FirmwareImage, loadFirmware } from "../../host/emu/firmware-image.ts";
import { runEmu } from "../../host/emu/run-emu.ts";
import { timePin } from "../../host/emu/stopwatch.ts";
import { askOverUsb, powerFromUsb } from "../../host/emu/usb-prompt.ts";

const file = process.env.BATON_PICO_FIRMWARE;
const bootRomFile = process.env.BATON_PICO_BOOTROM;
const suite = file
  ? "Espruino on the emulated Pico"
  : "Espruino on the emulated Pico (skipped: set BATON_PICO_FIRMWARE)";
const promptOnUart = "Serial1.setup(115200);Serial1.setConsole(true)";

describe.skipIf(!file)(suite, async () => {
  const firmware = file ? await loadFirmware(file) : new Uint8Array();

  test("boots to a prompt on the UART that .boot0 moves it to, and calculates", () => {
    const board = withPrompt(firmware);
    expect(board.ask("print(1/3,Math.sqrt(2),1e300*1e10,-7/2|0)")).toContain(
      "0.33333333333 1.41421356237 Infinity -3",
    );
  });

  test("twice is the same bytes at the same nanosecond", () => {
    const trace = () => {
      const pico = booted(
        firmware,
        "Serial1.setup(9600);setInterval(function(){Serial1.write(getTime()+' ')},3)",
      );
      const bytes: [number, number][] = [];
      pico.uart("Serial1").onByte((...byte) => bytes.push(byte));
      pico.runFor(300);
      return bytes;
    };
    const first = trace();
    expect(first.length).toBeGreaterThan(100);
    expect(trace()).toEqual(first);
  });

  test("a file in Storage outlives a reboot of the chip, and the host reads it too", () => {
    const board = withPrompt(firmware);
    board.ask('require("Storage").write("kept","by the flash");E.reboot()');
    expect(board.pico.resets).toBe(1);
    expect(board.pico.storage.read("kept")).toBe("by the flash");
    expect(board.ask('print(require("Storage").read("kept"))')).toContain("by the flash");
  });

  test("writing 256 bytes into an idle UART blocks for the 223 that do not fit", () => {
    const pico = booted(
      firmware,
      'Serial1.setup(115200);var s="x".repeat(256);D2.write(1);Serial1.write(s);D2.write(0)',
    );
    const watch = timePin(pico.pin("D2"));
    pico.runFor(200);
    const wireMs = ((256 - 33) * pico.uart("Serial1").byteNanos) / 1e6;
    expect(watch.laps).toHaveLength(1);
    expect(watch.laps[0]! / 1e6).toBeGreaterThan(wireMs);
    expect(watch.laps[0]! / 1e6).toBeLessThan(wireMs + 1.5);
  });

  test("both UARTs send at the same time, each at its own speed", () => {
    const pico = booted(
      firmware,
      'Serial1.setup(115200);Serial2.setup(9600);var s="x".repeat(32);Serial2.write(s);Serial1.write(s)',
    );
    pico.runFor(200);
    const [fast, slow] = pico.uarts.map(({ stats, byteNanos }) => ({ ...stats, byteNanos }));
    expect([fast?.sent, slow?.sent]).toEqual([32, 32]);
    expect(slow!.byteNanos / fast!.byteNanos).toBeCloseTo(12, 1);
    expect(slow!.busyNanos).toBeCloseTo(32 * slow!.byteNanos, 0);
  });

  test("ten pulses 10 ms apart are ten events, exactly 10 ms apart", () => {
    const pico = booted(
      firmware,
      "var t=[];setWatch(function(e){t.push(e.time)},D2,{edge:'rising',repeat:true})",
    );
    pico.runFor(100);
    for (let pulse = 0; pulse < 10; pulse++) {
      pico.pin("D2").drive(true);
      pico.runFor(2);
      pico.pin("D2").drive(false);
      pico.runFor(8);
    }
    const times = askOverUsb(pico, "t") as number[];
    expect(times).toHaveLength(10);
    for (let i = 1; i < 10; i++) expect(times[i]! - times[i - 1]!).toBeCloseTo(0.01, 5);
  });

  test("a USB host that stops reading holds the program up, and one that reads on lets it go on", () => {
    const pico = booted(
      firmware,
      "var n=0;setInterval(function(){n++;Serial1.write('.')},10);Serial1.setup(115200)",
    );
    askOverUsb(pico, "1");
    let received = 0;
    pico.usb.onData((bytes) => {
      received += bytes.length;
    });
    pico.usb.stopReading();
    pico.usb.send(Buffer.from("\x10print('x'.repeat(200))\n"));
    pico.runFor(100);
    expect(received).toBe(0);
    pico.usb.resumeReading();
    pico.runFor(100);
    expect(received).toBeGreaterThanOrEqual(202);
  });

  test("a watchdog that JavaScript does not feed restarts the board", () => {
    const board = withPrompt(firmware);
    board.ask("E.enableWatchdog(0.5,false)");
    board.pico.runFor(700);
    expect(board.pico.resets).toBe(1);
    expect(board.ask("print(1+1)")).toContain("2");
  });

  test("a run under the storm is reported, the same twice, with closed books", async () => {
    const code = `
      var edges = 0;
      Serial1.setup(115200);
      function say(text) {
        Serial1.write("<6>[" + getTime().toFixed(6).padStart(12) + "] " + text + "\\r\\n");
      }
      [D2, D3].forEach(function (pin) {
        setWatch(function () { say("edge " + ++edges) }, pin, { repeat: true, edge: "both" });
      });`;
    const request = { board: rp2040Pico, firmware, durationMs: 2000, seed: 7 };
    const run = () => runEmu({ ...request, bundle: { code, manifest: { sha256: "", bytes: code.length } } });
    const { report, problems } = await run();
    expect(problems).toEqual([]);
    expect(report.records.written).toBeGreaterThan(20);
    expect(report.records.written).toBe(report.events.raised - report.events.lost);
    expect(report.text.at(-1)).toMatch(new RegExp(`edge ${report.records.written}$`));
    expect(report.stallMs.max).toBeGreaterThan(0.5);
    expect(report.latencyMs.p50).toBeGreaterThan(0.5);
    expect((await run()).report).toEqual(report);
  });

  test("a run ends at once when it is interrupted", async () => {
    const interruption = new Error("interrupted");
    const request = { board: rp2040Pico, firmware, durationMs: 3_600_000, seed: 1 };
    const bundle = { code: "", manifest: { sha256: "", bytes: 0 } };
    await expect(runEmu({ ...request, bundle, signal: AbortSignal.abort(interruption) })).rejects.toBe(
      interruption,
    );
  });

  test("60 idle seconds are skipped over", () => {
    const board = withPrompt(firmware);
    const slept = board.pico.sleptNanos;
    board.pico.runFor(60_000);
    expect((board.pico.sleptNanos - slept) / 60e9).toBeGreaterThan(0.99);
  });

  test.skipIf(!bootRomFile)("says the same with the chip's own boot ROM", async () => {
    const program =
      "for(var i=0,s='';i<50;i++)s+=(Math.sqrt(i)*i/7).toFixed(6)+','+(i*1e15/3|0)+';';print(s)";
    const own = withPrompt(firmware).ask(program);
    const real = withPrompt(firmware, await loadBootRom(bootRomFile!)).ask(program);
    expect(own).toBe(real);
    expect(own.length).toBeGreaterThan(500);
  });

  describe.skipIf(!bootRomFile)(
    "says the same with the chip's own boot ROM, the microseconds apart, in",
    () => {
      test.each(readdirSync("examples"))("examples/%s", { timeout: 120_000 }, async (name) => {
        const bundle = await buildFirmware({ entry: `examples/${name}`, board: rp2040Pico });
        const own = await messagesOf(firmware, bundle);
        expect(await messagesOf(firmware, bundle, await loadBootRom(bootRomFile!))).toEqual(own);
        expect(own).toContain("<5> baton: ESPR_RP2040_PICO");
      });
    },
  );
});

/**
 * What an example says in a storm, in an order that is its own: without times, which differ by the microseconds that a
 * function of the ROM takes by its arguments, the sizes of the pieces in which bytes were found, and the number of ticks, of
 * which some are lost while the interpreter is in the midst of something.
 */
async function messagesOf(firmware: FirmwareImage, bundle: FirmwareBundle, bootRom?: BootRom) {
  const messages: string[] = [];
  const onLine = ({ text }: { text: string }) => {
    const message = text
      .replace(/\[ *[\d.]+\]/, "")
      .replace(/ after \S+ s$/, "")
      .replace(/tick \d+$/, "tick");
    if (!message.includes("gps")) messages.push(message);
  };
  const { problems } = await runEmu({
    board: rp2040Pico,
    firmware,
    bootRom,
    bundle,
    durationMs: 1100,
    seed: 7,
    onLine,
  });
  expect(problems).toEqual([]);
  return messages.sort();
}

function booted(firmware: FirmwareImage, bootCode: string): EmulatedPico {
  const pico = new EmulatedPico({ firmware });
  powerFromUsb(pico);
  pico.storage.write(".bootcde", bootCode);
  return pico;
}

function withPrompt(firmware: FirmwareImage, bootRom?: BootRom) {
  const pico = new EmulatedPico({ firmware, bootRom });
  pico.storage.write(".boot0", promptOnUart);
  const uart = pico.uart("Serial1");
  let text = "";
  uart.onByte((byte) => {
    text += String.fromCharCode(byte);
  });
  expect(pico.runUntil(() => text.endsWith(">"), 1000)).toBe(true);
  return {
    pico,
    /** Types a line in pieces that the 32 bytes of the receive FIFO take. */
    ask(line: string): string {
      text = "";
      for (const piece of `\x10${line}\n`.match(/.{1,24}/gs) ?? []) {
        uart.receive(Buffer.from(piece, "latin1"));
        pico.runFor(8);
      }
      expect(pico.runUntil(() => text.endsWith(">"), 5000)).toBe(true);
      return text;
    },
  };
}
