import type { RP2040 } from "rp2040js";
import { noSuchPin, noSuchUart } from "../sim/errors.ts";
import { Agenda } from "./agenda.ts";
import { type BootRom, ourBootRom } from "./boot-rom/boot-rom.ts";
import { newChip, passResetsOn } from "./chip.ts";
import { ChipClock } from "./chip-clock.ts";
import { type FirmwareImage, flashAddress, flashBytes } from "./firmware-image.ts";
import { connectFlash } from "./flash-bus.ts";
import { NorFlash } from "./nor-flash.ts";
import { PacedUart } from "./paced-uart.ts";
import { EmulatedPin } from "./pin-levels.ts";
import { StorageImage } from "./storage-image.ts";
import { UsbSerial } from "./usb-serial.ts";
import { armWatchdog, powerUp, type ResetRecord } from "./watchdog.ts";

export interface PicoOptions {
  /** What the flash holds from its first byte on. */
  readonly firmware: FirmwareImage;
  /** Ours unless another is given. */
  readonly bootRom?: BootRom;
  /** Where Espruino keeps `Storage`, as the board file says. */
  readonly storage?: { readonly address: number; readonly bytes: number };
}

/**
 * A Raspberry Pi Pico that runs unmodified firmware, in time that is its own: nothing moves but inside `runFor` and
 * `runUntil`, and the same calls give the same bytes at the same nanosecond.
 *
 * The chip is `rp2040js`; what it lacks is laid around it part by part, in the files that this one imports. A
 * reset makes a new chip on the same flash, with the same wires.
 */
export class EmulatedPico {
  readonly uarts: readonly PacedUart[] = [new PacedUart(), new PacedUart()];
  readonly pins: readonly EmulatedPin[] = Array.from({ length: 30 }, () => new EmulatedPin());
  readonly usb = new UsbSerial();
  /** What happens to the wires from outside, later. */
  readonly agenda = new Agenda();
  readonly flash: NorFlash;
  /** Resets since the machine was switched on. */
  resets = 0;
  /** How long the processor slept, in all. */
  sleptNanos = 0;

  private readonly options: PicoOptions;
  private readonly bootRom: BootRom;
  private chip!: RP2040;
  private clock!: ChipClock;
  /** When the chip that runs was switched on. */
  private chipSinceNanos = 0;
  private pendingReset: ResetRecord | undefined;

  constructor(options: PicoOptions) {
    this.options = options;
    this.bootRom = options.bootRom ?? ourBootRom;
    this.flash = new NorFlash(new Uint8Array(flashBytes).fill(0xff), () => this.nanos);
    this.flash.bytes.set(options.firmware);
    this.switchOn(powerUp);
  }

  /** Time since the machine was switched on. */
  get nanos(): number {
    return this.chipSinceNanos + this.clock.nanos;
  }

  /** The chip itself, for whoever looks deeper: registers, memory, programs without a firmware. */
  get rp2040(): RP2040 {
    return this.chip;
  }

  /** @param device - Espruino's name: `Serial1` is the first. */
  uart(device: string): PacedUart {
    const uart = this.uarts[Number(/^Serial(\d)$/.exec(device)?.[1]) - 1];
    if (uart === undefined) throw noSuchUart(device, ["Serial1", "Serial2"]);
    return uart;
  }

  /** @param name - Espruino's: `D0` to `D29`. */
  pin(name: string): EmulatedPin {
    const pin = this.pins[Number(/^D(\d+)$/.exec(name)?.[1])];
    if (pin === undefined) throw noSuchPin(name, "Raspberry Pi Pico");
    return pin;
  }

  /** Espruino's files in the flash. They may be written while the chip does not: before the first instruction. */
  get storage(): StorageImage {
    const { address, bytes } = this.options.storage ?? {
      address: flashAddress + flashBytes - 0x40000,
      bytes: 0x40000,
    };
    const start = address - flashAddress;
    return new StorageImage(this.flash.bytes.subarray(start, start + bytes));
  }

  /** Switches the chip off and on. The flash keeps what it holds, and so do the wires. */
  restart(): void {
    this.startOver(powerUp);
  }

  runFor(millis: number): void {
    this.run(this.nanos + millis * 1e6);
  }

  /**
   * Runs until `isDone` says so. It is asked once per `stepMs`, so that is how late the answer may be.
   *
   * @returns whether it became true before `limitMs` had passed.
   */
  runUntil(isDone: () => boolean, limitMs: number, stepMs = 1): boolean {
    for (let ms = 0; ms < limitMs; ms += stepMs) {
      if (isDone()) return true;
      this.runFor(Math.min(stepMs, limitMs - ms));
    }
    return isDone();
  }

  private run(endNanos: number): void {
    while (this.clock.nanos < endNanos - this.chipSinceNanos) {
      if (this.chip.core.waiting) this.sleep(endNanos - this.chipSinceNanos);
      else this.work(endNanos - this.chipSinceNanos);
      if (this.pendingReset !== undefined) this.startOver(this.pendingReset);
    }
  }

  /** The processor waits for an interrupt: time passes at once until something happens. */
  private sleep(endNanos: number): void {
    const { clock } = this;
    const since = clock.nanos;
    while (this.chip.core.waiting && clock.nanos < endNanos && this.pendingReset === undefined) {
      clock.advanceTo(Math.min(clock.nextAlarmNanos, endNanos));
    }
    this.sleptNanos += clock.nanos - since;
  }

  /** The hottest loop of the emulator: instructions until an alarm is due, and then the alarm. */
  private work(endNanos: number): void {
    const { clock } = this;
    const { core } = this.chip;
    while (!core.waiting && clock.nanos < endNanos && this.pendingReset === undefined) {
      const until = Math.min(clock.nextAlarmNanos, endNanos);
      const nanosPerCycle = 1e9 / this.chip.clkSys;
      do {
        const cycles = core.executeInstruction();
        clock.nanos += cycles * nanosPerCycle;
      } while (clock.nanos < until && clock.nextAlarmNanos >= until && !core.waiting);
      clock.fireDue();
    }
  }

  /** Ends the run of instructions in `work` after the current one, so that it looks around. */
  private interruptWork(): void {
    this.clock.createAlarm(() => {}).schedule(0);
  }

  private startOver(record: ResetRecord): void {
    this.pendingReset = undefined;
    this.resets++;
    this.chipSinceNanos = this.nanos;
    this.switchOn(record);
  }

  private switchOn(record: ResetRecord): void {
    this.clock = new ChipClock();
    this.chip = newChip(this.clock);
    this.attachParts(record);
    this.bootRom.install({ rp2040: this.chip, clock: this.clock, flash: this.flash });
  }

  private attachParts(record: ResetRecord): void {
    const { chip: rp2040, clock } = this;
    const sinceSwitchedOn = () => this.nanos;
    this.agenda.attach(clock, sinceSwitchedOn);
    connectFlash(rp2040, clock, this.flash);
    rp2040.addClockListener(() => this.interruptWork());
    this.uarts.forEach((uart, index) => {
      uart.attach({ rp2040, uart: rp2040.uart[index]!, clock, sinceSwitchedOn });
    });
    this.pins.forEach((pin, index) => {
      pin.attach(rp2040.gpio[index]!, sinceSwitchedOn);
    });
    this.usb.attach(rp2040.usbCtrl);
    passResetsOn(rp2040, this.uarts);
    armWatchdog(rp2040, record, (next) => {
      this.pendingReset = next;
      this.interruptWork();
    });
  }
}
