/**
 * The Pico's flash chip, a Winbond W25Q16JV, as it looks through its four wires: one byte in and one byte out at a
 * time, between chip select low and high.
 *
 * Erasing sets bits, programming only clears them, and both take time in which the chip answers nothing but its
 * status. `bytes` is what it holds; it belongs to whoever made it, and so survives the chip around it.
 *
 * Source: Winbond W25Q16JV-DTR datasheet, 8.1.2 (instruction set), 9.6 (typical times).
 */
export class NorFlash {
  readonly bytes: Uint8Array;
  /** How often each kind of work was done. */
  readonly stats = { erases: 0, programs: 0 };
  private readonly now: () => number;
  private command = idle;
  private position = 0;
  private address = 0;
  private page: number[] = [];
  private isWriteEnabled = false;
  private busyUntil = 0;
  private readonly status = [0, quadEnabled, 0];

  /** @param now - nanoseconds, on a scale of the caller's. */
  constructor(bytes: Uint8Array, now: () => number) {
    this.bytes = bytes;
    this.now = now;
  }

  /** Chip select goes low: an instruction begins. */
  select(): void {
    this.command = idle;
    this.position = 0;
    this.address = 0;
    this.page = [];
  }

  /** Chip select goes high: what was asked for is done, if it was complete and allowed. */
  deselect(): void {
    const work = this.isBusy || this.position === 0 ? undefined : workOf[this.command];
    this.command = idle;
    work?.(this);
  }

  /** Moves one byte each way. */
  transfer(byte: number): number {
    const position = this.position++;
    if (position === 0) {
      this.command = byte;
      return 0xff;
    }
    if (this.isBusy && !(this.command in statusIndex)) return 0xff;
    return this.exchange(position, byte);
  }

  get isBusy(): boolean {
    return this.now() < this.busyUntil;
  }

  setWriteEnabled(isEnabled: boolean): void {
    this.isWriteEnabled = isEnabled;
  }

  /** Sets `size` bytes, aligned to their own size, to 0xff. */
  erase(size: number, timeNanos: number): void {
    if (!this.beginWork(timeNanos, 4)) return;
    const start = this.address - (this.address % size);
    this.bytes.fill(0xff, start, start + size);
    this.stats.erases++;
  }

  /** Clears bits of one page of 256 bytes; the address wraps inside it. */
  program(): void {
    if (!this.beginWork(programNanos, 5)) return;
    const page = this.address & ~0xff;
    this.page.slice(-256).forEach((byte, index) => {
      const at = this.wrap(page | ((this.address + index) & 0xff));
      this.bytes[at] = this.bytes[at]! & byte;
    });
    this.stats.programs++;
  }

  writeStatus(first: number): void {
    if (!this.beginWork(statusNanos, 2)) return;
    this.page.slice(0, 2).forEach((byte, index) => {
      this.status[first + index] = byte & ~busy;
    });
  }

  private beginWork(timeNanos: number, bytesNeeded: number): boolean {
    if (!this.isWriteEnabled || this.position < bytesNeeded) return false;
    this.isWriteEnabled = false;
    this.busyUntil = this.now() + timeNanos;
    return true;
  }

  private exchange(position: number, byte: number): number {
    const index = statusIndex[this.command];
    if (index !== undefined) return this.readStatus(index);
    if (this.command === instruction.writeStatus1 || this.command === instruction.writeStatus2)
      this.page.push(byte);
    if (this.command === instruction.jedecId) return jedecId[position - 1] ?? 0xff;
    if (this.command === instruction.uniqueId) return position > 4 ? (uniqueId[position - 5] ?? 0xff) : 0xff;
    if (this.command in dummyBytes) return this.readData(position, byte);
    if (position <= 3) this.address = this.wrap((this.address << 8) | byte);
    else this.page.push(byte);
    return 0xff;
  }

  private readStatus(index: number): number {
    const live = index === 0 ? (this.isBusy ? busy : 0) | (this.isWriteEnabled ? writeEnabled : 0) : 0;
    return this.status[index]! | live;
  }

  private readData(position: number, byte: number): number {
    if (position <= 3) this.address = ((this.address << 8) | byte) >>> 0;
    const index = position - 4 - dummyBytes[this.command]!;
    return index < 0 ? 0xff : this.bytes[this.wrap(this.address + index)]!;
  }

  private wrap(address: number): number {
    return (address & 0xffffff) % this.bytes.length;
  }
}

const instruction = {
  writeStatus1: 0x01,
  pageProgram: 0x02,
  writeDisable: 0x04,
  writeEnable: 0x06,
  sectorErase: 0x20,
  writeStatus2: 0x31,
  uniqueId: 0x4b,
  blockErase32: 0x52,
  jedecId: 0x9f,
  blockErase64: 0xd8,
};
/** Which status register an instruction reads. */
const statusIndex: Record<number, number> = { 5: 0, 53: 1, 21: 2 };
/** Bytes between the address and the data of "read" (0x03) and "fast read" (0x0b). */
const dummyBytes: Record<number, number> = { 3: 0, 11: 1 };
const idle = -1;

const busy = 1 << 0;
const writeEnabled = 1 << 1;
/** Bit 1 of the second status register. The Pico's part, W25Q16JVUXIQ, leaves the factory with it set. */
const quadEnabled = 1 << 1;
/** Winbond, type, 2^21 bytes. */
const jedecId = [0xef, 0x40, 0x15];
/** Every chip has another; this one says what it is. */
const uniqueId = [...Buffer.from("emulated", "latin1")];

const millis = 1e6;
const programNanos = 0.4 * millis;
const statusNanos = 10 * millis;
const sector = { bytes: 4 * 1024, nanos: 45 * millis };
const halfBlock = { bytes: 32 * 1024, nanos: 120 * millis };
const block = { bytes: 64 * 1024, nanos: 150 * millis };

/** What chip select going high sets off. */
const workOf: Record<number, (flash: NorFlash) => void> = {
  [instruction.writeEnable]: (flash) => flash.setWriteEnabled(true),
  [instruction.writeDisable]: (flash) => flash.setWriteEnabled(false),
  [instruction.writeStatus1]: (flash) => flash.writeStatus(0),
  [instruction.writeStatus2]: (flash) => flash.writeStatus(1),
  [instruction.pageProgram]: (flash) => flash.program(),
  [instruction.sectorErase]: (flash) => flash.erase(sector.bytes, sector.nanos),
  [instruction.blockErase32]: (flash) => flash.erase(halfBlock.bytes, halfBlock.nanos),
  [instruction.blockErase64]: (flash) => flash.erase(block.bytes, block.nanos),
};
