import type { Plugin } from "rollup";
import type { Board } from "../../firmware/board.ts";
import { bundleTooBig, rejected } from "./errors.ts";

/** Refuses a bundle that the board's flash cannot store. A character of the code is a byte. */
export function sizeGuard({ name, flash }: Board): Plugin {
  return {
    name: "size-guard",
    renderChunk(code) {
      if (code.length > flash.storage.bytes)
        throw rejected(bundleTooBig(code.length, flash.storage.bytes, name));
      return null;
    },
  };
}
