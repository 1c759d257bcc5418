import { readFile } from "node:fs/promises";
import { noFirmware, notFirmware, unreadableFirmware } from "./errors.ts";

/** What the flash holds from its first byte on, wherever the firmware came from. */
export type FirmwareImage = Uint8Array;

/**
 * Reads the firmware that `path` or else the environment names: a `.uf2`, or the bare bytes of the flash.
 *
 * @throws CliError - where no file is named, where it cannot be read, and where it would not boot.
 */
export async function loadFirmware(path = process.env.BATON_PICO_FIRMWARE): Promise<FirmwareImage> {
  if (!path) throw noFirmware();
  const bytes = await readFile(path).catch((cause) => {
    throw unreadableFirmware(path, cause);
  });
  return parseFirmware(bytes, path);
}

/** @param path - for the message of the error. */
export function parseFirmware(bytes: Uint8Array, path: string): FirmwareImage {
  const image = isUf2(bytes) ? unpackUf2(bytes, path) : bytes;
  if (image.length > flashBytes) throw notFirmware(path, `${image.length} bytes do not fit a flash of 2 MB`);
  if (!hasSecondStage(image)) throw notFirmware(path, "it does not begin with a valid second-stage loader");
  return image;
}

/** Raspberry Pi Pico datasheet 2.1: 2 MB of flash, which the RP2040 shows at 0x10000000. */
export const flashBytes = 2 * 1024 * 1024;
export const flashAddress = 0x10000000;

/**
 * The boot ROM runs the first 256 bytes of the flash if their last word is the checksum of the others.
 *
 * Source: RP2040 datasheet 2.8.1.3.1, CRC-32 with polynomial 0x04c11db7, seed 0xffffffff, nothing reflected.
 */
export function hasSecondStage(image: Uint8Array): boolean {
  if (image.length < 256) return false;
  return wordAt(image, 252) === crc32Mpeg(image.subarray(0, 252));
}

export function crc32Mpeg(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

/** Source: github.com/microsoft/uf2, "File format" and "Flags"; family from its utils/uf2families.json. */
const uf2 = {
  blockBytes: 512,
  magics: [
    [0, 0x0a324655],
    [4, 0x9e5d5157],
    [508, 0x0ab16f30],
  ] as const,
  notMainFlash: 0x1,
  hasFamily: 0x2000,
  rp2040: 0xe48bff56,
  payloadMax: 476,
};

function isUf2(bytes: Uint8Array): boolean {
  return bytes.length >= uf2.blockBytes && wordAt(bytes, 0) === uf2.magics[0][1];
}

function unpackUf2(bytes: Uint8Array, path: string): FirmwareImage {
  const image = new Uint8Array(flashBytes).fill(0xff);
  let end = 0;
  for (let at = 0; at < bytes.length; at += uf2.blockBytes) {
    const block = bytes.subarray(at, at + uf2.blockBytes);
    checkBlock(block, at, path);
    if (wordAt(block, 8) & uf2.notMainFlash) continue;
    const offset = wordAt(block, 12) - flashAddress;
    const size = wordAt(block, 16);
    if (offset < 0 || offset + size > flashBytes)
      throw notFirmware(path, `block at ${at} lies outside the flash`);
    image.set(block.subarray(32, 32 + size), offset);
    end = Math.max(end, offset + size);
  }
  return image.subarray(0, end);
}

function checkBlock(block: Uint8Array, at: number, path: string): void {
  if (block.length < uf2.blockBytes) throw notFirmware(path, "the file is cut short");
  if (uf2.magics.some(([offset, magic]) => wordAt(block, offset) !== magic)) {
    throw notFirmware(path, `the block at ${at} is damaged`);
  }
  if (wordAt(block, 16) > uf2.payloadMax) throw notFirmware(path, `the block at ${at} is damaged`);
  if (wordAt(block, 8) & uf2.hasFamily && wordAt(block, 28) !== uf2.rp2040) {
    throw notFirmware(path, `it is for another chip (UF2 family 0x${wordAt(block, 28).toString(16)})`);
  }
}

function wordAt(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset, true);
}
