/**
 * The files in a board's flash. They outlive a restart of the interpreter and, when a test hands the same map to the
 * next board, of the machine.
 *
 * Source: src/jsflash.c. A file's header takes 32 bytes and its data is padded to 4; a file is written once, in
 * pieces at rising offsets if need be, and can then only be replaced.
 */
export type WriteResult = "written" | "full" | "too-long" | "overwrites" | "bad-name";

const HEADER_BYTES = 32;
const NAME_CHARS_MAX = 28;
/** Flash that was never written. */
const ERASED = "\xff";

export class FlashStorage {
  constructor(
    private readonly capacityBytes: number,
    readonly files: Map<string, string> = new Map(),
  ) {}

  read(name: string): string | undefined {
    return this.files.get(name);
  }

  names(): string[] {
    return [...this.files.keys()];
  }

  erase(name: string): void {
    this.files.delete(name);
  }

  eraseAll(): void {
    this.files.clear();
  }

  get freeBytes(): number {
    let used = 0;
    for (const text of this.files.values()) used += HEADER_BYTES + padded(text.length);
    return this.capacityBytes - used;
  }

  /**
   * @param offset - where the piece goes; with a `size`, an offset of 0 makes a new file of that size.
   * @param size - of the whole file, or 0 for the length of the piece.
   */
  write(name: string, data: string, offset = 0, size = 0): WriteResult {
    if (name.length === 0 || name.length > NAME_CHARS_MAX) return "bad-name";
    if (offset === 0) return this.create(name, data, Math.max(size, data.length));
    return this.fill(name, data, offset);
  }

  private create(name: string, data: string, size: number): WriteResult {
    const before = this.files.get(name);
    const regained = before === undefined ? 0 : HEADER_BYTES + padded(before.length);
    if (HEADER_BYTES + padded(size) > this.freeBytes + regained) return "full";
    this.files.delete(name);
    this.files.set(name, data.padEnd(size, ERASED));
    return "written";
  }

  private fill(name: string, data: string, offset: number): WriteResult {
    const before = this.files.get(name);
    if (before === undefined) return "full";
    if (offset + data.length > before.length) return "too-long";
    const there = before.slice(offset, offset + data.length);
    if (there !== data && there !== ERASED.repeat(data.length)) return "overwrites";
    this.files.set(name, before.slice(0, offset) + data + before.slice(offset + data.length));
    return "written";
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
