/**
 * Builds every example for the Raspberry Pi Pico into dist/firmware/. The pipeline is host/bundle/, the one that
 * `baton build` runs; `npm run build` compiles it to dist/ first.
 */
import { readdirSync } from "node:fs";
import { findBoard } from "./dist/host/boards/find-board.js";
import { rollupOptions } from "./dist/host/bundle/rollup-options.js";

const board = await findBoard("rp2040-pico", import.meta.dirname);

export default readdirSync("examples")
  .sort()
  .map((name) => rollupOptions({ entry: `examples/${name}`, board }, `dist/firmware/${name}.js`));
