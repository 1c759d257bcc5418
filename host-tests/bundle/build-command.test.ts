import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "../../host/cli/build.ts";
import type { Options } from "../../host/cli/command.ts";
import { writeApplication } from "./write-application.ts";

test("writes the code, its map and its manifest side by side, and prints the manifest with --json", async () => {
  const app = writeApplication({ "main.ts": "print(getTime());" });
  const [printed = ""] = await run(app, {
    board: "rp2040-pico",
    out: join(app, "new", "out.js"),
    json: true,
  });
  expect(readdirSync(join(app, "new")).sort()).toEqual(["out.js", "out.js.map", "out.manifest.json"]);
  expect(JSON.parse(readFileSync(join(app, "new", "out.manifest.json"), "utf8"))).toEqual(
    JSON.parse(printed),
  );
  expect(JSON.parse(printed)).toMatchObject({
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    bytes: readFileSync(join(app, "new", "out.js")).length,
  });
});

test("says without --json where it wrote and how much", async () => {
  const app = writeApplication({ "main.ts": "print(getTime());" });
  expect(await run(app, { board: "puckjs", out: join(app, "out.js") })).toEqual([
    expect.stringMatching(/out\.js: \d+ bytes for PUCKJS at 9600 baud, sha256 [0-9a-f]+/),
  ]);
});

test("refuses to build for no board in particular", async () => {
  await expect(run("examples/blink", {})).rejects.toMatchObject({ code: "BOARD_NOT_NAMED" });
});

test("says which file it could not write", async () => {
  const app = writeApplication({ "main.ts": "print(getTime());" });
  mkdirSync(join(app, "out.js"));
  await expect(run(app, { board: "rp2040-pico", out: join(app, "out.js") })).rejects.toMatchObject({
    code: "CANNOT_WRITE",
    message: expect.stringContaining("out.js"),
  });
});

test.each(["fast", "1e6", "-9600", "299", "5000000"])("refuses a speed of %s", (text) => {
  const baud = build.options?.find(({ flags }) => flags.startsWith("--baud"));
  expect(() => baud?.parse?.(text)).toThrow(expect.objectContaining({ code: "BAD_BAUD" }));
});

/** @returns what the command printed. */
async function run(app: string, options: Options): Promise<string[]> {
  const printed: string[] = [];
  const print = (text: string) => void printed.push(text);
  const signal = new AbortController().signal;
  await build.run([app], options, { print, note: print, isTerminal: false, signal });
  return printed;
}
