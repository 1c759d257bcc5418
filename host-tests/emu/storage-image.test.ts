import { expect, test } from "vitest";
import { StorageImage } from "../../host/emu/storage-image.ts";

const empty = () => new Uint8Array(3 * 4096).fill(0xff);

test("a file lies in the flash as Espruino writes it: size, name of 28 bytes, data, and the next one at a multiple of four", () => {
  const bytes = empty();
  const storage = new StorageImage(bytes);
  storage.write(".bootcde", "abcde");
  storage.write("b", "x");
  const view = new DataView(bytes.buffer);
  expect(view.getUint32(0, true)).toBe(5);
  expect(Buffer.from(bytes.subarray(4, 32)).toString("latin1")).toBe(".bootcde".padEnd(28, "\0"));
  expect(Buffer.from(bytes.subarray(32, 40)).toString("latin1")).toBe("abcde\xff\xff\xff");
  expect(view.getUint32(40, true)).toBe(1);
});

test("reads what it has written, and of two files of one name the later", () => {
  const storage = new StorageImage(empty());
  storage.write("a", "first");
  storage.write("b", "second");
  storage.write("a", "third");
  expect([storage.read("a"), storage.read("b"), storage.read("c")]).toEqual(["third", "second", undefined]);
  expect(storage.names()).toEqual(["b", "a"]);
});

test("files go on in the next page when one ends before its end, and may span pages", () => {
  const bytes = empty();
  const storage = new StorageImage(bytes);
  storage.write("long", "y".repeat(5000));
  const later = new StorageImage(bytes.subarray(8192));
  later.write("later", "z");
  expect(storage.names()).toEqual(["long", "later"]);
  expect(storage.read("long")).toBe("y".repeat(5000));
});

test("flags in the size's top byte are not part of the size", () => {
  const bytes = empty();
  new StorageImage(bytes).write("a", "data");
  bytes[3] = 64;
  expect(new StorageImage(bytes).read("a")).toBe("data");
});

test("what does not fit is refused", () => {
  const storage = new StorageImage(empty());
  expect(() => storage.write("big", "x".repeat(3 * 4096))).toThrow(
    expect.objectContaining({ code: "STORAGE_FULL" }),
  );
});
