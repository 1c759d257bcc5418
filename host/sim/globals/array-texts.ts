import { nativeCosts } from "../costs.ts";
import type { Runtime } from "../runtime.ts";

/** Has `set` of the typed arrays take a text for the codes of its characters. Source: src/jswrap_arraybuffer.c. */
export function acceptTexts({ hardware, interpreter }: Runtime): void {
  const prototype = Object.getPrototypeOf(interpreter.realm.intrinsics.Uint8Array.prototype);
  const { set } = prototype;
  const withTexts = function (this: Uint8Array, values: ArrayLike<number> | string, offset = 0): void {
    if (typeof values === "string") hardware.spend(values.length * nativeCosts.setChar);
    set.call(this, typeof values === "string" ? Array.from(values, charCode) : values, offset);
  };
  Object.defineProperty(prototype, "set", { value: withTexts, writable: true, configurable: true });
}

const charCode = (char: string): number => char.charCodeAt(0);
