/**
 * A serial port with its line: bytes leave and arrive at the speed of the baud rate, ten bits each.
 *
 * Whoever writes into a full transmit buffer waits for it, and meanwhile the hardware goes on while no JavaScript
 * runs. On an RP2040 received bytes wait in the chip's FIFO until the idle loop fetches them, and are lost when it
 * does not come in time; on other chips an interrupt takes each of them.
 *
 * Source: src/jsdevices.c, jshTransmit; targets/rp2xxx/jshardware.c, jshUSARTKick and jshIdle; RP2040 datasheet 4.2.
 */
import type { Transmit } from "../../firmware/board.ts";
import type { VirtualClock } from "./clock.ts";
import type { TransmitBuffer } from "./transmit-buffer.ts";

/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10;
/** RP2040 datasheet 4.2.2.2: the receive FIFO. */
const RECEIVE_FIFO_BYTES = 32;
/** PL011 UARTFR, RP2040 datasheet 4.2.8. */
const FLAG_TX_EMPTY = 0x80;
const FLAG_TX_FULL = 0x20;
const FLAG_BUSY = 0x08;
/** USART_SR, RM0368 19.6.1: the data register is empty; the last byte has left. */
const FLAG_TXE = 0x80;
const FLAG_TC = 0x40;

/** Told when the last bit of a byte has left. */
export type ByteListener = (byte: number, endTimeUs: number) => void;

/** Told when bytes are put on the receive line, behind those that are still arriving. */
export type ReceiveListener = (bytes: Uint8Array, fromUs: number) => void;

export class SimulatedUart {
  /** Bits per second; 0 until the port is set up. Before that, what is written or arrives is discarded. */
  baud = 0;
  bytesSent = 0;
  /** How long the line was transmitting. */
  busyUs = 0;
  /** Bytes that arrived, and those of them that were lost before Espruino had them. */
  received = 0;
  overrun = 0;
  private readonly queue: number[] = [];
  /** What machine code has written behind the byte that is being sent, where the interpreter has a buffer in software. */
  private dataRegister?: number;
  private isSending = false;
  private receiveFifo: number[] = [];
  /** When the last byte that was put on the receive line has arrived. */
  private receiveFreeUs = 0;
  private readonly listeners = new Set<ByteListener>();
  private readonly receiveListeners = new Set<ReceiveListener>();

  constructor(
    readonly device: string,
    private readonly clock: VirtualClock,
    private readonly transmit: Transmit,
    private readonly buffer: TransmitBuffer,
    private readonly onReceived: (byte: number) => void,
  ) {}

  get byteUs(): number {
    return (BITS_PER_BYTE * 1e6) / this.baud;
  }

  /** The RP2040's: bytes wait in the chip, and received ones are fetched by polling, not by an interrupt. */
  get isPolled(): boolean {
    return this.transmit.kind === "fifo";
  }

  get hasUnpolled(): boolean {
    return this.receiveFifo.length > 0;
  }

  get isIdle(): boolean {
    return !this.isSending && this.queue.length === 0 && this.dataRegister === undefined;
  }

  /** @returns what ends the listening. */
  onByte(listener: ByteListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Hears of what is put on the receive line. @returns what ends the listening. */
  onReceive(listener: ReceiveListener): () => void {
    this.receiveListeners.add(listener);
    return () => this.receiveListeners.delete(listener);
  }

  /** Writes a byte as Espruino does: waits, busily, while the buffer is full. */
  write(byte: number): void {
    if (this.baud === 0) return;
    this.clock.runDue();
    while (this.buffer.isFull) this.clock.advanceToNext();
    this.queue.push(byte);
    this.buffer.used++;
    if (!this.isSending) this.sendNext(this.clock.nowUs);
  }

  /** Waits, busily, until everything has left. */
  flush(): void {
    while (!this.isIdle) this.clock.advanceToNext();
  }

  /** The flag register, for `peek32`: a PL011's, or an STM32's. */
  get flags(): number {
    if (!this.isPolled) return (this.hasDataRoom ? FLAG_TXE : 0) | (this.isIdle ? FLAG_TC : 0);
    return (
      (this.queue.length === 0 ? FLAG_TX_EMPTY : 0) |
      (this.buffer.isFull ? FLAG_TX_FULL : 0) |
      (this.isIdle ? 0 : FLAG_BUSY)
    );
  }

  /** While the interpreter has bytes, its interrupt fills the data register before anybody sees it empty. */
  private get hasDataRoom(): boolean {
    return this.dataRegister === undefined && this.queue.length === 0;
  }

  /** Writes a byte into the hardware itself, as machine code does. Without room for it, one is lost. */
  writeRegister(byte: number, nowUs: number): void {
    if (this.baud === 0 || (this.isPolled && this.buffer.isFull)) return;
    if (this.isPolled) {
      this.queue.push(byte);
      this.buffer.used++;
    } else this.dataRegister = byte;
    if (!this.isSending) this.sendNext(nowUs);
  }

  /** Puts bytes on the receive line, behind those that are still arriving. */
  receive(bytes: Uint8Array | string, fromUs = this.clock.nowUs): void {
    const data = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
    for (const listener of this.receiveListeners) listener(data, fromUs);
    if (this.baud === 0) return;
    this.receiveFreeUs = Math.max(this.receiveFreeUs, fromUs);
    for (const byte of data) {
      this.receiveFreeUs += this.byteUs;
      this.clock.at(this.receiveFreeUs, () => this.arrive(byte));
    }
  }

  /** Hands on what waits in the receive FIFO. Context: the idle loop. */
  poll(): void {
    const bytes = this.receiveFifo;
    if (bytes.length === 0) return;
    this.receiveFifo = [];
    for (const byte of bytes) this.onReceived(byte);
  }

  /** The port is as after power-on; a byte that is on the line leaves. */
  reset(): void {
    this.buffer.used -= this.queue.length;
    this.queue.length = 0;
    this.dataRegister = undefined;
    this.receiveFifo = [];
    this.baud = 0;
  }

  private arrive(byte: number): void {
    this.received++;
    if (!this.isPolled) this.onReceived(byte);
    else if (this.receiveFifo.length < RECEIVE_FIFO_BYTES) this.receiveFifo.push(byte);
    else this.overrun++;
  }

  private sendNext(nowUs: number): void {
    const byte = this.takeNext();
    this.isSending = byte !== undefined;
    if (byte === undefined) return;
    const { byteUs } = this;
    this.clock.at(nowUs + byteUs, (endUs) => {
      this.bytesSent++;
      this.busyUs += byteUs;
      for (const listener of this.listeners) listener(byte, endUs);
      this.sendNext(endUs);
    });
  }

  private takeNext(): number | undefined {
    const { dataRegister } = this;
    this.dataRegister = undefined;
    if (dataRegister !== undefined) return dataRegister;
    if (this.queue.length > 0) this.buffer.used--;
    return this.queue.shift();
  }
}
