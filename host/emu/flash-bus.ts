import { BasePeripheral, type RP2040 } from "rp2040js";
import type { ChipClock } from "./chip-clock.ts";
import type { NorFlash } from "./nor-flash.ts";

/**
 * Puts a flash chip behind the controller of which the emulator has only the registers, and shows its bytes to the
 * processor. Replaces three peripherals: the controller that shifts the bytes (0x18000000), the pins of the flash, by
 * which the boot ROM drives chip select (0x40018000), and the cache in between (0x14000000).
 */
export function connectFlash(rp2040: RP2040, clock: ChipClock, flash: NorFlash): void {
  const { buffer } = flash.bytes;
  Object.assign(rp2040, {
    flash: flash.bytes,
    flash16: new Uint16Array(buffer),
    flashView: new DataView(buffer),
  });
  const controller = new FlashController(rp2040, clock, flash);
  rp2040.peripherals[0x18000] = controller;
  rp2040.peripherals[0x40018] = new FlashPins(rp2040, controller);
  rp2040.peripherals[0x14000] = new FlashCache(rp2040, "XIP_CTRL");
}

type ChipSelect = "auto" | "low" | "high";

/**
 * The SSI in its plain serial mode, eight bits a frame: the mode in which code talks to the flash itself. What is
 * sent in any other mode sets up the reading of code in place, which the emulator does without a bus.
 *
 * Source: RP2040 datasheet 4.10.13.
 */
class FlashController extends BasePeripheral {
  private readonly clock: ChipClock;
  private readonly flash: NorFlash;
  private readonly registers = new Map<number, number>();
  private received: { byte: number; atNanos: number }[] = [];
  private frameEndNanos = 0;
  private chipSelect: ChipSelect = "auto";
  private isSelected = false;

  constructor(rp2040: RP2040, clock: ChipClock, flash: NorFlash) {
    super(rp2040, "SSI");
    this.clock = clock;
    this.flash = flash;
  }

  force(chipSelect: ChipSelect): void {
    if (chipSelect === this.chipSelect) return;
    this.chipSelect = chipSelect;
    this.select(chipSelect === "low");
  }

  override readUint32(offset: number): number {
    this.releaseWhenIdle();
    switch (offset) {
      case register.status:
        return this.status;
      case register.received:
        return this.arrived;
      case register.sendLevel:
        return 0;
      case register.version:
        return componentVersion;
      case register.id:
        return componentId;
      default:
        if (offset >= register.data && offset < register.sampleDelay) return this.take();
        return this.registers.get(offset) ?? 0;
    }
  }

  override writeUint32(offset: number, value: number): void {
    this.releaseWhenIdle();
    if (offset >= register.data && offset < register.sampleDelay) this.send(value);
    else this.registers.set(offset, value);
    if (offset === register.enable && (value & 1) === 0) this.received = [];
  }

  private send(value: number): void {
    const isSerial = (this.control & quadFrames) === 0 && ((this.control >> 16) & 0x1f) === 7;
    const start = Math.max(this.clock.nanos, this.frameEndNanos);
    this.frameEndNanos = start + this.frameNanos;
    if (isSerial && this.chipSelect === "auto") this.select(true);
    const byte = isSerial && this.isSelected ? this.flash.transfer(value & 0xff) : 0xff;
    this.received.push({ byte, atNanos: this.frameEndNanos });
  }

  private take(): number {
    if (this.arrived === 0) return 0;
    return this.received.shift()!.byte;
  }

  private get arrived(): number {
    return this.received.filter(({ atNanos }) => atNanos <= this.clock.nanos).length;
  }

  private get status(): number {
    const isBusy = this.clock.nanos < this.frameEndNanos;
    return (
      flag.sendNotFull |
      (isBusy ? flag.busy : flag.sendEmpty) |
      (this.arrived > 0 ? flag.receivedNotEmpty : 0) |
      (this.received.length >= 16 ? flag.receivedFull : 0)
    );
  }

  /** Left to itself, the controller holds chip select low for as long as there is something to send. */
  private releaseWhenIdle(): void {
    if (this.chipSelect === "auto" && this.clock.nanos >= this.frameEndNanos) this.select(false);
  }

  private select(isSelected: boolean): void {
    if (isSelected === this.isSelected) return;
    this.isSelected = isSelected;
    if (isSelected) this.flash.select();
    else this.flash.deselect();
  }

  private get control(): number {
    return this.registers.get(register.control) ?? 0;
  }

  private get frameNanos(): number {
    const divider = this.registers.get(register.baud) || 2;
    const bits = ((this.control >> 16) & 0x1f) + 1;
    return (bits * divider * 1e9) / this.rp2040.clkSys;
  }
}

const register = {
  control: 0x00,
  enable: 0x08,
  baud: 0x14,
  sendLevel: 0x20,
  received: 0x24,
  status: 0x28,
  id: 0x58,
  version: 0x5c,
  data: 0x60,
  sampleDelay: 0xf0,
};
const flag = {
  busy: 1 << 0,
  sendNotFull: 1 << 1,
  sendEmpty: 1 << 2,
  receivedNotEmpty: 1 << 3,
  receivedFull: 1 << 4,
};
const quadFrames = 3 << 21;
const componentId = 0x51535049;
const componentVersion = 0x3430312a;

/** RP2040 datasheet 2.19.6.2: six pins with a status and a control register each; the second is chip select. */
class FlashPins extends BasePeripheral {
  private readonly controller: FlashController;
  private readonly registers = new Map<number, number>();

  constructor(rp2040: RP2040, controller: FlashController) {
    super(rp2040, "IO_QSPI_BASE");
    this.controller = controller;
  }

  override readUint32(offset: number): number {
    return this.registers.get(offset) ?? (offset <= 0x2c && offset & 4 ? functionNone : 0);
  }

  override writeUint32(offset: number, value: number): void {
    this.registers.set(offset, value);
    if (offset === selectControl) this.controller.force(overrides[(value >> 8) & 3]!);
  }
}

const selectControl = 0x0c;
const functionNone = 0x1f;
/** OUTOVER; nobody inverts chip select. */
const overrides: readonly ChipSelect[] = ["auto", "auto", "low", "high"];

/** RP2040 datasheet 2.6.3: flushing is done at once, and the streaming FIFO stays empty. */
class FlashCache extends BasePeripheral {
  override readUint32(offset: number): number {
    return offset === 0x08 ? cacheReady : 0;
  }

  override writeUint32(): void {}
}

const cacheReady = 0b011;
