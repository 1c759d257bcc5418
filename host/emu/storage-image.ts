import { storageFull } from "./errors.ts";

/**
 * Espruino's `Storage` as it lies in the flash: the host reads and seeds it without the board's help.
 *
 * Files follow each other: a 32-bit size whose top byte is flags, a name of 28 bytes, the data, and then a step to
 * the next multiple of four. A replaced file keeps its place with an empty name. When a page ends without room for
 * the next header's file, the search goes on at the next page.
 *
 * Source: Espruino src/jsflash.h (JsfFileHeader), src/jsflash.c (jsfGetNextFileHeader).
 */
export class StorageImage {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;

  /** @param bytes - the part of the flash that is Storage, all 0xff when it is empty. It is written in place. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(name: string): string | undefined {
    const found = [...this.files()].find((file) => file.name === name);
    return found && fromLatin1(this.bytes.subarray(found.dataAt, found.dataAt + found.size));
  }

  names(): string[] {
    return [...this.files()].map((file) => file.name).filter((name) => name !== "");
  }

  /**
   * Adds a file behind the others; one of the same name is marked as replaced, as Espruino does it.
   *
   * @throws CliError - where it does not fit.
   */
  write(name: string, data: string): void {
    const files = [...this.files()];
    for (const file of files) if (file.name === name) this.view.setUint32(file.at + 4, 0, true);
    const last = files.at(-1);
    const at = last === undefined ? 0 : align(last.dataAt + last.size);
    const free = Math.max(0, this.bytes.length - at - headerBytes);
    if (data.length > free) throw storageFull(name, data.length, free);
    this.view.setUint32(at, data.length, true);
    this.bytes.fill(0, at + 4, at + headerBytes);
    this.bytes.set(toLatin1(name.slice(0, nameBytes)), at + 4);
    this.bytes.set(toLatin1(data), at + headerBytes);
  }

  private *files(): Generator<StoredFile> {
    let at = 0;
    while (at + headerBytes <= this.bytes.length) {
      const file = this.fileAt(at);
      if (file !== undefined) yield file;
      else if (at % pageBytes === 0) return;
      at = file === undefined ? nextPage(at) : align(file.dataAt + file.size);
    }
  }

  private fileAt(at: number): StoredFile | undefined {
    const word = this.view.getUint32(at, true);
    if (word === 0xffffffff) return undefined;
    const name = fromLatin1(this.bytes.subarray(at + 4, at + headerBytes)).replace(/\0.*$/s, "");
    return { at, name, dataAt: at + headerBytes, size: word & 0x00ffffff };
  }
}

interface StoredFile {
  readonly at: number;
  readonly name: string;
  readonly dataAt: number;
  readonly size: number;
}

const nameBytes = 28;
const headerBytes = 4 + nameBytes;
const pageBytes = 4096;

const align = (offset: number): number => (offset + 3) & ~3;
const nextPage = (offset: number): number => (Math.floor(offset / pageBytes) + 1) * pageBytes;
const toLatin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");
const fromLatin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
