import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";

export interface Assembled {
  readonly code: Buffer;
  /** The addresses of the labels. */
  readonly labels: Readonly<Record<string, number>>;
}

/** Assembles with what the `espruino` package has for its users' `E.asm`. Its function is not exported: a copy lets it out. */
export function assemble(source: string): Assembled {
  const halves: number[] = [];
  let labels = {};
  const world = {
    Buffer,
    console: { log: (_title: string, found: object) => (labels = found) },
    Espruino: { addProcessor() {}, Core: {}, Plugins: {} },
  };
  vm.runInNewContext(
    pluginText.replace("function init()", "globalThis.assemble = assemble; function init()"),
    world,
  );
  (world as unknown as Assembler).assemble(source.split("\n"), (half) => halves.push(half));
  const code = Buffer.alloc(2 * halves.length);
  halves.forEach((half, index) => void code.writeUInt16LE(half, 2 * index));
  return { code, labels };
}

interface Assembler {
  assemble(lines: readonly string[], emit: (half: number) => void): void;
}

const pluginText = readFileSync(
  createRequire(import.meta.url).resolve("espruino/plugins/assembler.js"),
  "utf8",
);
