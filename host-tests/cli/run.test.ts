/**
 * Goal: build, flash and monitor in one go, and flashing what was built.
 * Method: an application of one line, on a board simulated in this process.
 */
import { writeFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../host/cli/run-cli.ts";
import { captureOutput } from "../support/captured-output.ts";

let folder = "";
const inFolder = (file: string): string => path.join(folder, file);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "baton-run-"));
  const app = 'let n = 0;\nsetInterval(() => print("<6>[    0.100000] app: number " + ++n), 50);\n';
  await writeFile(inFolder("main.ts"), app);
});
afterAll(() => rm(folder, { recursive: true }));

describe("baton run", () => {
  it("builds an application, flashes it, and shows its first record and all that follow", async () => {
    const output = captureOutput();
    const words = ["run", inFolder("main.ts"), "--board", "rp2040-pico", "--port", "sim:rp2040-pico"];
    const code = await runCli([...words, "--until", "number 3", "--timeout", "30s", "--json"], output);
    expect([code, output.noted]).toEqual([0, []]);
    const items = output.printed.map((line) => JSON.parse(line));
    expect(items.filter(({ kind }) => kind === "record")).toMatchObject(
      [1, 2, 3].map((n) => ({ level: 6, time: 0.1, context: "task", facility: "app", text: `number ${n}` })),
    );
  });
});

describe("baton run --watch", () => {
  const app = (text: string): string => `setInterval(() => print("${text}"), 50);\n`;

  it.each([
    { when: "runs", line: /^first$/ },
    { when: "is flashed for the first time", line: /^flashing / },
  ])("flashes again what was saved while it $when, and goes on watching", async ({ line }) => {
    const project = await mkdtemp(inFolder("project-"));
    const main = path.join(project, "main.ts");
    await writeFile(path.join(project, "package.json"), "{}");
    await writeFile(main, app("first"));
    const output = captureOutput();
    const { print, note } = output;
    const save = once(line, () => writeFileSync(main, app("second")));
    output.print = (text) => [print(text), save(text)];
    output.note = (text) => [note(text), save(text)];
    const words = ["run", project, "--board", "rp2040-pico", "--port", "sim:rp2040-pico", "--watch"];
    expect(await runCli([...words, "--until", "^second$", "--timeout", "50s"], output)).toBe(0);
    expect(output.printed).toContainEqual(expect.stringMatching(/^-- flashed \d+ bytes, sha256 \w+ --$/));
  });
});

describe("baton flash", () => {
  it("flashes what was built, and nothing on a board of another kind", async () => {
    const file = inFolder("out.js");
    expect(
      await runCli(["build", inFolder("main.ts"), "--board", "esp32", "-o", file], captureOutput()),
    ).toBe(0);
    const output = captureOutput();
    expect(await runCli(["flash", file, "--port", "sim:esp32", "--json"], output)).toBe(0);
    expect(JSON.parse(output.printed.join())).toMatchObject({ board: "ESP32", port: "sim:esp32" });
    expect(await runCli(["flash", file, "--port", "sim:esp8266"], output)).toBe(1);
    expect(output.noted.at(-1)).toContain("error BOARD_MISMATCH: the board is a ESP8266_4MB");
  });

  it("refuses code that its manifest does not describe, and code without a manifest", async () => {
    await writeFile(inFolder("out.js"), "print('something else')");
    await writeFile(inFolder("alone.js"), "print('nothing vouches for me')");
    const output = captureOutput();
    expect(await runCli(["flash", inFolder("out.js"), "--port", "sim:esp32"], output)).toBe(1);
    expect(await runCli(["flash", inFolder("alone.js"), "--port", "sim:esp32"], output)).toBe(2);
    expect(output.noted.join("\n")).toMatch(/error BROKEN_BUNDLE:[\s\S]*error NO_MANIFEST:/);
  });
});

/** @returns a function that acts on the first line that matches. */
function once(pattern: RegExp, act: () => void): (line: string) => void {
  let isDone = false;
  return (line) => {
    if (isDone || !pattern.test(line)) return;
    isDone = true;
    act();
  };
}
