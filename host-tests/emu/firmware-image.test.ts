import { expect, test } from "vitest";
import { crc32Mpeg, loadFirmware, parseFirmware } from "../../host/emu/firmware-image.ts";
import { bootable } from "./machine.ts";

const image = Uint8Array.from([...bootable(Uint8Array.of(1, 2, 3)), ...Array(300).fill(7)]);

test("the checksum is the one of the boot ROM: CRC-32/MPEG-2 of its check string", () => {
  expect(crc32Mpeg(Buffer.from("123456789"))).toBe(0x0376e6e7);
});

test("bare bytes are the flash as it is", () => {
  expect(parseFirmware(image, "x.bin")).toEqual(image);
});

test("a UF2 is unpacked to its addresses, whatever the order, and blocks that are not for the flash are left out", () => {
  const comment = block(0x10000000, Uint8Array.of(9), { flags: 1 });
  const unpacked = parseFirmware(concat(...blocks(image).reverse(), comment), "x.uf2");
  expect(unpacked).toEqual(image);
});

test.each([
  ["is empty", new Uint8Array(0), /second-stage/],
  ["does not boot", image.map((byte, index) => (index === 5 ? 99 : byte)), /second-stage/],
  ["is larger than the flash", new Uint8Array(2 * 1024 * 1024 + 1), /do not fit/],
  ["is cut short", concat(...blocks(image)).subarray(0, 700), /cut short/],
  ["is damaged", concat(...blocks(image)).map((byte, index) => (index === 1020 ? 0 : byte)), /damaged/],
  [
    "is for another chip",
    concat(block(0x10000000, image.subarray(0, 256), { family: 0xe48bff59 })),
    /another chip/,
  ],
  ["lies outside the flash", concat(block(0x20000000, image.subarray(0, 256))), /outside the flash/],
])("a file that %s is refused, with the reason", (_, bytes, reason) => {
  expect(() => parseFirmware(bytes, "some/file")).toThrow(reason);
  expect(() => parseFirmware(bytes, "some/file")).toThrow(
    expect.objectContaining({ code: "NOT_PICO_FIRMWARE" }),
  );
});

test("without a file the error says where it can be downloaded", async () => {
  await expect(loadFirmware("")).rejects.toMatchObject({
    code: "NO_PICO_FIRMWARE",
    fix: expect.stringContaining("https://www.espruino.com/binaries"),
  });
});

test("a file that is not there is named", async () => {
  await expect(loadFirmware("/nowhere/espruino.uf2")).rejects.toMatchObject({
    code: "FIRMWARE_UNREADABLE",
    message: expect.stringContaining("/nowhere/espruino.uf2"),
  });
});

function blocks(bytes: Uint8Array): Uint8Array[] {
  const starts = Array.from({ length: Math.ceil(bytes.length / 256) }, (_, index) => 256 * index);
  return starts.map((start) => block(0x10000000 + start, bytes.subarray(start, start + 256)));
}

function block(address: number, data: Uint8Array, { flags = 0x2000, family = 0xe48bff56 } = {}): Uint8Array {
  const bytes = new Uint8Array(512);
  const view = new DataView(bytes.buffer);
  [0x0a324655, 0x9e5d5157, flags, address, data.length, 0, 1, family].forEach((word, index) => {
    view.setUint32(4 * index, word, true);
  });
  bytes.set(data, 32);
  view.setUint32(508, 0x0ab16f30, true);
  return bytes;
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
