import { bitFunctions } from "./bit-functions.ts";
import { bootFunctions } from "./boot-functions.ts";
import { flashFunctions } from "./flash-functions.ts";
import { memoryFunctions } from "./memory-functions.ts";
import { doublePrecision, singlePrecision } from "./precision.ts";
import type { RomFunction } from "./rom-function.ts";
import { softFloatFunctions } from "./soft-float.ts";

/**
 * The image of our boot ROM: vectors, the header at 0x10 that the SDK knows, the lookup function in Thumb code, one
 * entry per function that traps to the host, and the tables of functions and data.
 *
 * Source: RP2040 datasheet 2.8.3 (header, tables, codes of two characters) and 2.8.3.2 (the two soft-float tables).
 */
export function buildRomImage(): Uint32Array {
  const rom = new RomWriter();
  rom.goTo(lookUpAt).halves(...lookUp);
  rom.goTo(entriesAt);
  for (const _ of entries) rom.halves(...trap);
  const data = {
    SF: softFloatTable(rom, single),
    SD: softFloatTable(rom, double),
    CR: rom.text("espruino-baton"),
  };
  const dataAt = pointerTable(rom, Object.entries(data));
  const functionsAt = pointerTable(
    rom,
    Object.entries(byCode).map(([code, it]) => [code, entryOf(it)]),
  );
  rom
    .goTo(0x00)
    .words(initialStack, entryOf(bootFunctions.boot), ...[1, 2].map(() => entryOf(bootFunctions.fault)));
  rom.goTo(0x10).halves(magic, revision, functionsAt, dataAt, lookUpAt | thumb);
  return rom.image;
}

/** @returns the function whose entry lies at `address`. */
export function lookUpRomFunction(address: number): RomFunction | undefined {
  return entries[(address - entriesAt) / entryBytes];
}

const single = softFloatFunctions(singlePrecision);
const double = softFloatFunctions(doublePrecision);
const byCode: Readonly<Record<string, RomFunction>> = {
  ...bitFunctions,
  ...memoryFunctions,
  ...flashFunctions,
  UB: bootFunctions.resetToUsbBoot,
};
const entries: readonly RomFunction[] = [
  bootFunctions.boot,
  bootFunctions.fault,
  ...Object.values(byCode),
  ...single,
  ...double,
];

/**
 * Walks a table of (code, pointer) pairs of 16 bits each to the pair with the code.
 *
 *     void *lookup(uint16_t *table, uint32_t code)
 */
const lookUp = [
  0x8802, // next:  ldrh r2, [r0]
  0x2a00, //        cmp  r2, #0
  0xd005, //        beq  none
  0x428a, //        cmp  r2, r1
  0xd001, //        beq  found
  0x3004, //        adds r0, #4
  0xe7f8, //        b    next
  0x8840, // found: ldrh r0, [r0, #2]
  0x4770, //        bx   lr
  0x2000, // none:  movs r0, #0
  0x4770, //        bx   lr
];
/** What an entry consists of. */
const trap = [
  0xbe00, // bkpt #0
  0x4770, // bx   lr
];
const thumb = 1;
const entryBytes = 4;
const lookUpAt = 0x1c;
const entriesAt = 0x34;
/** The stack of the real ROM: the end of the SRAM, less what it keeps there. */
const initialStack = 0x20041f00;
const magic = 0x754d;
/** Format 1, revision 3: the last one, with all functions; earlier ones make the SDK bring its own. */
const revision = 0x0301;

/** A pointer to the function's entry, as it is called. */
function entryOf(wanted: RomFunction): number {
  return (entriesAt + entries.indexOf(wanted) * entryBytes) | thumb;
}

/** Pairs of a code and a pointer, closed by 0. @returns where it begins. */
function pointerTable(rom: RomWriter, pairs: readonly (readonly [string, number])[]): number {
  const { at } = rom;
  for (const [code, pointer] of pairs) rom.halves(code.charCodeAt(0) | (code.charCodeAt(1) << 8), pointer);
  rom.halves(0);
  return at;
}

/** The byte before the last one in front of the table holds the number of its functions. @returns where it begins. */
function softFloatTable(rom: RomWriter, functions: readonly RomFunction[]): number {
  rom.align().halves(0, functions.length);
  const { at } = rom;
  rom.words(...functions.map(entryOf));
  return at;
}

/** Lays the image out, front to back. */
class RomWriter {
  readonly image = new Uint32Array(4 * 1024);
  at = 0;
  private readonly view = new DataView(this.image.buffer);

  goTo(at: number): this {
    this.at = at;
    return this;
  }

  align(): this {
    return this.goTo((this.at + 3) & ~3);
  }

  halves(...values: readonly number[]): this {
    for (const value of values) {
      this.view.setUint16(this.at, value, true);
      this.at += 2;
    }
    return this;
  }

  words(...values: readonly number[]): this {
    return this.halves(...values.flatMap((value) => [value & 0xffff, value >>> 16]));
  }

  /** @returns where it begins. */
  text(text: string): number {
    const { at } = this;
    new Uint8Array(this.image.buffer).set(Buffer.from(`${text}\0`, "latin1"), at);
    this.at = (at + text.length + 2) & ~1;
    return at;
  }
}
