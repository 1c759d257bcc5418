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
  const image = new DataView(new ArrayBuffer(16 * 1024));
  const halves = (at: number, values: readonly number[]): number => {
    values.forEach((value, index) => {
      image.setUint16(at + 2 * index, value, true);
    });
    return at + 2 * values.length;
  };
  const words = (at: number, values: readonly number[]): number =>
    halves(
      at,
      values.flatMap((value) => [value & 0xffff, value >>> 16]),
    );

  halves(lookUpAt, lookUp);
  const functionsAt = entries.reduce((at) => halves(at, trap), entriesAt);
  const functionPairs = Object.entries(byCode).flatMap(([name, it]) => [code(name), entryOf(it) | thumb]);
  const dataAt = halves(functionsAt, [...functionPairs, 0]);
  // The word before a soft-float table holds the number of its functions, in its third byte.
  const singleAt = align(dataAt + 2 * 7) + 4;
  const doubleAt =
    words(
      singleAt,
      single.map((it) => entryOf(it) | thumb),
    ) + 4;
  const copyrightAt = words(
    doubleAt,
    double.map((it) => entryOf(it) | thumb),
  );
  image.setUint8(singleAt - 2, single.length);
  image.setUint8(doubleAt - 2, double.length);
  halves(dataAt, [code("SF"), singleAt, code("SD"), doubleAt, code("CR"), copyrightAt, 0]);
  Buffer.from("espruino-baton\0", "latin1").forEach((byte, index) => {
    image.setUint8(copyrightAt + index, byte);
  });

  const fault = entryOf(bootFunctions.fault) | thumb;
  words(0x00, [initialStack, entryOf(bootFunctions.boot) | thumb, fault, fault]);
  words(0x10, [0x4d | (0x75 << 8) | (1 << 16) | (revision << 24)]);
  halves(0x14, [functionsAt, dataAt, lookUpAt | thumb]);
  return new Uint32Array(image.buffer);
}

/** @returns the function whose entry lies at `address`. */
export function lookUpRomFunction(address: number): RomFunction | undefined {
  return entries[(address - entriesAt) / entryBytes];
}

/** Where a function of the ROM is called, for programs that do without its tables. */
export function romEntry(name: string): number {
  return entryOf(entries.find((candidate) => candidate.name === name)!) | thumb;
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
  0xd004, //        beq  none
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
/** Revision 3 is the last one, with all functions; earlier ones make the SDK bring its own. */
const revision = 3;

function entryOf(wanted: RomFunction): number {
  return entriesAt + entries.indexOf(wanted) * entryBytes;
}

const code = (text: string): number => text.charCodeAt(0) | (text.charCodeAt(1) << 8);
const align = (offset: number): number => (offset + 3) & ~3;
