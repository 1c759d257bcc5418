/** Refuses single values that no board could hold. */
import type { Scope } from "../realm.ts";

const BUFFERS = [
  "ArrayBuffer",
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
];
/** Each reaches a length that its first argument names. */
const LENGTHENING = ["repeat", "padStart", "padEnd"];

/** @param outOfMemory - aborts the program. */
export function limitMemory(intrinsics: Scope, bytesMax: number, outOfMemory: () => never): void {
  for (const name of BUFFERS) limitConstructor(intrinsics, name, bytesMax, outOfMemory);
  for (const name of LENGTHENING) limitLength(intrinsics.String.prototype, name, bytesMax, outOfMemory);
  limitConcat(intrinsics.String.prototype, bytesMax, outOfMemory);
  limitPush(intrinsics.Array.prototype, bytesMax, outOfMemory);
}

function limitConstructor(intrinsics: Scope, name: string, bytesMax: number, outOfMemory: () => never): void {
  const type = intrinsics[name];
  const limited = new Proxy(type, {
    construct(target, args, newTarget) {
      const bytes = Number(args[0]) * (target.BYTES_PER_ELEMENT ?? 1);
      if (typeof args[0] === "number" && bytes > bytesMax) outOfMemory();
      return Reflect.construct(target, args, newTarget);
    },
  });
  type.prototype.constructor = limited;
  Object.defineProperty(intrinsics.globalThis, name, { value: limited, writable: true, configurable: true });
}

function limitLength(prototype: Scope, name: string, bytesMax: number, outOfMemory: () => never): void {
  const original = prototype[name];
  override(prototype, name, function (this: string, count: number, ...more: unknown[]) {
    const length = name === "repeat" ? this.length * count : count;
    if (length > bytesMax) outOfMemory();
    return original.call(this, count, ...more);
  });
}

function limitConcat(prototype: Scope, bytesMax: number, outOfMemory: () => never): void {
  const { concat } = prototype;
  override(prototype, "concat", function (this: string, ...parts: unknown[]) {
    const text = concat.apply(this, parts);
    if (text.length > bytesMax) outOfMemory();
    return text;
  });
}

function limitPush(prototype: Scope, bytesMax: number, outOfMemory: () => never): void {
  const { push } = prototype;
  override(prototype, "push", function (this: unknown[], ...items: unknown[]) {
    if (this.length + items.length > bytesMax) outOfMemory();
    return push.apply(this, items);
  });
}

function override(target: Scope, name: string, value: (...args: never[]) => unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}
