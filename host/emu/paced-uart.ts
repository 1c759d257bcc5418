import type { RP2040 } from "rp2040js";
import type { ChipAlarm, ChipClock } from "./chip-clock.ts";

/** What stands at the other end of a UART's two wires, and survives a reset of the chip. */
export interface UartStats {
  /** Bytes whose stop bit has left. */
  sent: number;
  /** Bytes that came in and found room. */
  received: number;
  /** Bytes that came in while the receive FIFO was full, and are lost. */
  overruns: number;
  /** Bytes that came in while the receiver was off, and are lost. */
  unheard: number;
  /** Nanoseconds in which a byte was on the transmit wire. */
  busyNanos: number;
}

/** @param endNanos - the end of the stop bit, in nanoseconds since the machine was switched on. */
export type ByteListener = (byte: number, endNanos: number) => void;

/**
 * A PL011 that takes its time.
 *
 * The emulator's UART sends at once and never says that it is full, so nothing on it ever has to wait. This one puts
 * two FIFOs of 32 bytes and a shift register each way in between, moves a byte per (start + data + parity + stop) / baud
 * and raises the flags and interrupts that follow. It is laid over an `RPUART` from outside, by replacing
 * `readUint32`, `writeUint32` and `checkInterrupts` of that one instance; divider and line settings stay where they are.
 *
 * Source: ARM DDI 0183 (PL011) 2.4 and 3.3; RP2040 datasheet 4.2.
 */
export class PacedUart {
  readonly stats: UartStats = { sent: 0, received: 0, overruns: 0, unheard: 0, busyNanos: 0 };
  private readonly listeners = new Set<ByteListener>();
  private readonly receiveListeners = new Set<(bytes: ArrayLike<number>) => void>();
  private readonly flagsListeners = new Set<(pc: number) => void>();
  private readonly incoming: number[] = [];
  private chip!: Chip;

  private readonly transmitFifo: number[] = [];
  private shifting: number | undefined;
  private readonly receiveFifo: number[] = [];
  private hasOverrun = false;
  private raised = 0;
  private fifoLevels = fifoLevelsAtReset;
  private lastFullRead = { pc: 0, nanos: Number.NEGATIVE_INFINITY };

  /** Lays this UART over that of a chip that was just switched on. The bytes still on their way in stay there. */
  attach(chip: Omit<Chip, "sendAlarm" | "receiveAlarm" | "timeoutAlarm">): void {
    this.chip = {
      ...chip,
      sendAlarm: chip.clock.createAlarm(() => this.finishSending()),
      receiveAlarm: chip.clock.createAlarm(() => this.finishReceiving()),
      timeoutAlarm: chip.clock.createAlarm(() => this.raise(receiveTimeout)),
    };
    this.layOver(chip.uart);
    this.reset();
    if (this.incoming.length > 0) this.chip.receiveAlarm.schedule(this.byteNanos);
  }

  /** What the chip's reset controller does to a UART: both FIFOs are empty, the byte on the wire is cut off. */
  reset(): void {
    this.transmitFifo.length = 0;
    this.receiveFifo.length = 0;
    this.shifting = undefined;
    this.hasOverrun = false;
    this.raised = 0;
    this.fifoLevels = fifoLevelsAtReset;
    this.chip.sendAlarm.cancel();
    this.chip.timeoutAlarm.cancel();
    this.updateInterrupt();
  }

  /** @returns a function that ends the listening. */
  onByte(listener: ByteListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Hears of what is put on the receive wire. */
  onReceive(listener: (bytes: ArrayLike<number>) => void): void {
    this.receiveListeners.add(listener);
  }

  /** Calls back whenever the program asks for the flags, with the address of the instruction behind the one that asks. */
  onFlagsRead(listener: (pc: number) => void): void {
    this.flagsListeners.add(listener);
  }

  /** Puts bytes on the receive wire, behind those that are on it already, at the speed that the chip has set. */
  receive(bytes: ArrayLike<number>): void {
    for (const listener of this.receiveListeners) listener(bytes);
    const isIdle = this.incoming.length === 0;
    for (let i = 0; i < bytes.length; i++) this.incoming.push(bytes[i]!);
    if (isIdle && this.incoming.length > 0) this.chip.receiveAlarm.schedule(this.byteNanos);
  }

  /** Whether its receiver is on. */
  get isListening(): boolean {
    return this.chip.uart.enabled && this.chip.uart.rxEnabled;
  }

  /** One byte on the wire: start bit, data, parity, stop bits. Before the chip sets a speed, that of 115200 baud. */
  get byteNanos(): number {
    const { uart, rp2040 } = this.chip;
    const bitNanos = uart.baudDivider > 0 ? (16 * uart.baudDivider * 1e9) / rp2040.clkPeri : 1e9 / 115_200;
    const line = uart.readUint32(register.lineControl);
    const parityBits = line & lineControl.parity ? 1 : 0;
    const stopBits = line & lineControl.twoStop ? 2 : 1;
    return (1 + (uart.wordLength ?? 8) + parityBits + stopBits) * bitNanos;
  }

  private layOver(uart: Chip["uart"]): void {
    const read = uart.readUint32.bind(uart);
    const write = uart.writeUint32.bind(uart);
    uart.readUint32 = (offset) => this.read(offset) ?? read(offset);
    uart.writeUint32 = (offset, value) => {
      if (!this.write(offset, value)) write(offset, value);
    };
    uart.checkInterrupts = () => this.updateInterrupt();
  }

  private read(offset: number): number | undefined {
    switch (offset) {
      case register.data:
        return this.take();
      case register.receiveStatus:
        return this.hasOverrun ? receiveStatusOverrun : 0;
      case register.flags:
        return this.readFlags();
      case register.fifoLevels:
        return this.fifoLevels;
      case register.rawInterrupts:
        return this.raised;
      case register.maskedInterrupts:
        return this.raised & this.interruptMask;
      // Write-only. Reading 0 lets the chip's "set bits" alias write the very bits.
      case register.clearInterrupts:
        return 0;
      default:
        return undefined;
    }
  }

  /** @returns whether the register is one of ours. */
  private write(offset: number, value: number): boolean {
    switch (offset) {
      case register.data:
        this.send(value & 0xff);
        return true;
      case register.receiveStatus:
        this.hasOverrun = false;
        return true;
      case register.fifoLevels:
        this.fifoLevels = value & 0x3f;
        return true;
      case register.clearInterrupts:
        this.raised &= ~value;
        this.updateInterrupt();
        return true;
      default:
        return false;
    }
  }

  private send(byte: number): void {
    const { uart } = this.chip;
    if (!uart.enabled || !uart.txEnabled || this.transmitFifo.length >= this.depth) return;
    this.transmitFifo.push(byte);
    if (this.transmitFifo.length > this.transmitLevel) this.raised &= ~transmitReady;
    if (this.shifting === undefined) this.startSending();
    this.updateInterrupt();
  }

  private startSending(): void {
    this.shifting = this.transmitFifo.shift();
    if (this.shifting === undefined) return;
    this.chip.sendAlarm.schedule(this.byteNanos);
    if (this.transmitFifo.length === this.transmitLevel) this.raise(transmitReady);
  }

  private finishSending(): void {
    const byte = this.shifting!;
    this.stats.sent++;
    this.stats.busyNanos += this.byteNanos;
    this.startSending();
    const endNanos = this.chip.sinceSwitchedOn();
    for (const listener of this.listeners) listener(byte, endNanos);
  }

  private finishReceiving(): void {
    this.store(this.incoming.shift()!);
    if (this.incoming.length > 0) this.chip.receiveAlarm.schedule(this.byteNanos);
  }

  private store(byte: number): void {
    if (!this.isListening) {
      this.stats.unheard++;
    } else if (this.receiveFifo.length >= this.depth) {
      this.stats.overruns++;
      this.hasOverrun = true;
      this.raise(overrun);
    } else {
      this.stats.received++;
      this.receiveFifo.push(byte | (this.hasOverrun ? dataOverrun : 0));
      this.hasOverrun = false;
      if (this.receiveFifo.length >= this.receiveLevel) this.raise(receiveReady);
      this.chip.timeoutAlarm.schedule(receiveTimeoutBits * (this.byteNanos / 10));
    }
  }

  private take(): number {
    const value = this.receiveFifo.shift() ?? 0;
    if (this.receiveFifo.length < this.receiveLevel) this.raised &= ~receiveReady;
    if (this.receiveFifo.length === 0) {
      this.raised &= ~receiveTimeout;
      this.chip.timeoutAlarm.cancel();
    }
    this.updateInterrupt();
    return value;
  }

  /** A loop that waits for room would cost more real time than all the rest: it is cut short. */
  private readFlags(): number {
    for (const listener of this.flagsListeners) listener(this.chip.rp2040.core.PC);
    if (this.isSpinning()) this.chip.clock.advanceTo(this.chip.clock.nextAlarmNanos);
    return this.flags;
  }

  private get flags(): number {
    const sent = this.transmitFifo.length;
    const received = this.receiveFifo.length;
    return (
      (sent === 0 ? flag.transmitEmpty : 0) |
      (sent >= this.depth ? flag.transmitFull : 0) |
      (received === 0 ? flag.receiveEmpty : 0) |
      (received >= this.depth ? flag.receiveFull : 0) |
      (sent > 0 || this.shifting !== undefined ? flag.busy : 0)
    );
  }

  /**
   * Whether the same instruction finds the FIFO full for the second time within `spinNanos`: then nothing but an
   * alarm can change what it reads, and the moment of that alarm may come at once. Whoever asks once is not held up.
   */
  private isSpinning(): boolean {
    if (this.transmitFifo.length < this.depth) return false;
    const { clock, rp2040 } = this.chip;
    const { pc, nanos } = this.lastFullRead;
    this.lastFullRead = { pc: rp2040.core.PC, nanos: clock.nanos };
    return pc === rp2040.core.PC && clock.nanos - nanos < spinNanos;
  }

  private raise(interrupt: number): void {
    this.raised |= interrupt;
    this.updateInterrupt();
  }

  private updateInterrupt(): void {
    const { rp2040, uart } = this.chip;
    rp2040.setInterrupt(uart.irq, (this.raised & this.interruptMask) !== 0);
  }

  private get interruptMask(): number {
    return this.chip.uart.readUint32(register.interruptMask);
  }

  /** With the FIFOs off there is one holding register each way. */
  private get depth(): number {
    return this.chip.uart.fifosEnabled ? 32 : 1;
  }

  private get transmitLevel(): number {
    return this.chip.uart.fifosEnabled ? levels[this.fifoLevels & 7]! : 0;
  }

  private get receiveLevel(): number {
    return this.chip.uart.fifosEnabled ? levels[(this.fifoLevels >> 3) & 7]! : 1;
  }
}

interface Chip {
  readonly rp2040: RP2040;
  readonly uart: RP2040["uart"][number];
  readonly clock: ChipClock;
  readonly sinceSwitchedOn: () => number;
  readonly sendAlarm: ChipAlarm;
  readonly receiveAlarm: ChipAlarm;
  readonly timeoutAlarm: ChipAlarm;
}

const register = {
  data: 0x00,
  receiveStatus: 0x04,
  flags: 0x18,
  lineControl: 0x2c,
  fifoLevels: 0x34,
  interruptMask: 0x38,
  rawInterrupts: 0x3c,
  maskedInterrupts: 0x40,
  clearInterrupts: 0x44,
};
const lineControl = { parity: 1 << 1, twoStop: 1 << 3 };
const flag = {
  busy: 1 << 3,
  receiveEmpty: 1 << 4,
  transmitFull: 1 << 5,
  receiveFull: 1 << 6,
  transmitEmpty: 1 << 7,
};

const receiveReady = 1 << 4;
const transmitReady = 1 << 5;
const receiveTimeout = 1 << 6;
const overrun = 1 << 10;
const dataOverrun = 1 << 11;
const receiveStatusOverrun = 1 << 3;

/** Bytes at which an interrupt is raised, by the three-bit fields of UARTIFLS; at reset both are one half. */
const levels = [4, 8, 16, 24, 28, 28, 28, 28];
const fifoLevelsAtReset = 0b010_010;
/** PL011 2.4.5: bit times without a byte until the receive timeout. */
const receiveTimeoutBits = 32;
/** Longer than one turn of any polling loop of the SDK (under 20 cycles), shorter than one of JavaScript's. */
const spinNanos = 400;
