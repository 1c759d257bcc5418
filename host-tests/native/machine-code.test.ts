/**
 * The machine code in the bundle is what its source says. The files with the words are snapshots of this test: after a
 * change of a source, `npx vitest run host-tests/native -u` writes them anew.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { assemble } from "./assemble.ts";

const PIECES = [
  {
    name: "pump",
    about: "The machine code of `pump.s`, assembled, and where its entries are, in bytes from the start.",
    entries: ["timer", "script"],
  },
  {
    name: "events",
    about: "The machine code of `events.s`, assembled, and where its entries are, in bytes from the start.",
    entries: ["edge0", "edge1", "script", "oldest", "made", "free"],
  },
  {
    name: "frames",
    about: "The machine code of `frames.s`, assembled, and where its entries are, in bytes from the start.",
    entries: ["frame"],
  },
  {
    name: "lines",
    about: "The machine code of `lines.s`, assembled, and where its entries are, in bytes from the start.",
    entries: ["line"],
  },
];
const folder = join(import.meta.dirname, "../../firmware/native");
const hasGnu = spawnSync("arm-none-eabi-as", ["--version"]).status === 0;

describe.each(PIECES)("$name.s", ({ name, about, entries }) => {
  const source = readFileSync(join(folder, `${name}.s`), "utf8");
  const { code, labels } = assemble(source);

  test("is what the firmware ships", async () => {
    const constants = entries.map(
      (entry) => `export const ${constant(name)}_${constant(entry)} = ${labels[entry]};`,
    );
    const text = `/** ${about} */
${constants.join("\n")}
export const ${constant(name)}_BYTES = ${code.length};
/** In base 64. */
export const ${constant(name)}_CODE =
${lines(code.toString("base64"))};
`;
    await expect(text).toMatchFileSnapshot(join(folder, `${name}-code.ts`));
  });

  test("ends where its words begin, on a whole word", () => {
    expect(labels.words).toBe(code.length);
    expect(code.length % 4).toBe(0);
  });

  test.skipIf(!hasGnu)("is the same to the GNU assembler (skipped without arm-none-eabi-as)", () => {
    expect(gnuAssembled(source).equals(code)).toBe(true);
  });
});

const constant = (name: string) => name.toUpperCase();

function lines(text: string): string {
  return (text.match(/.{1,96}/g) as string[]).map((line) => `  "${line}"`).join(" +\n");
}

function gnuAssembled(source: string): Buffer {
  const at = mkdtempSync(join(tmpdir(), "baton-as-"));
  try {
    const [input, object, output] = ["x.s", "x.o", "x.bin"].map((file) => join(at, file)) as [
      string,
      string,
      string,
    ];
    writeFileSync(input, `.syntax divided\n.thumb\n.align 2\n${source}`);
    execFileSync("arm-none-eabi-as", ["-mcpu=cortex-m0plus", "-o", object, input]);
    execFileSync("arm-none-eabi-objcopy", ["-O", "binary", "-j", ".text", object, output]);
    return readFileSync(output);
  } finally {
    rmSync(at, { recursive: true });
  }
}
