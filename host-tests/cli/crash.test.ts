/**
 * Goal: what a board kept of its last panic is told once by the board, and fetched by the tool for as long as it is kept.
 * Method: a simulated board that panics in virtual time, and is then served on a socket of this computer.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware, type FirmwareBundle } from "../../host/bundle/firmware-bundle.ts";
import { manifestFile } from "../../host/bundle/manifest.ts";
import { runCli } from "../../host/cli/run-cli.ts";
import { serveSim } from "../../host/link/serve-sim.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { inWords } from "../../host/tokens/bundle-lines.ts";
import { CRASH_FILE } from "../../plugins/crash-log.ts";
import { listen } from "../sim/board.ts";
import { captureOutput } from "../support/captured-output.ts";

const main = `import { boot, panic, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { crashLog, uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole(), crashLog()]);
global["crashNow"] = () => {
  pr.warning("the last %d words", 3);
  panic("bad luck");
};
`;

const folder = mkdtempSync(path.join(tmpdir(), "baton-crash-"));
/** A firmware without the plugin. */
const plain = "var plain=1;";
let text: FirmwareBundle;
let tokens: FirmwareBundle;
beforeAll(async () => {
  writeFileSync(path.join(folder, "main.ts"), main);
  text = await buildFirmware({ entry: folder, board: rp2040Pico });
});
beforeAll(async () => {
  tokens = await buildFirmware({ entry: folder, board: rp2040Pico, tokens: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("baton crash", () => {
  it("shows reason, uptime, code and the last records, again and again, until it clears them", async () => {
    const board = crashed(text);
    const code = text.manifest.crc32.toString(16);
    for (const words of [[], ["--clear"]]) {
      const { printed, exitCode } = await crash(board, ...words);
      expect(exitCode).toBe(0);
      expect(printed[0]).toMatch(RegExp(`^panic: bad luck, 3\\.\\d{3} s after boot, code ${code}$`));
      expect(printed.slice(1).map(withoutTime)).toEqual([
        expect.stringMatching(/^notice baton: ESPR_RP2040_PICO$/),
        "warn   the last 3 words",
        "[C] emerg  panic: bad luck",
      ]);
    }
    expect(await refused(board)).toEqual({ code: "NO_CRASH_LOG", exitCode: 1 });
  });

  it("says the same to programs", async () => {
    const { printed } = await crash(crashed(text), "--json");
    expect(JSON.parse(printed.join())).toMatchObject({
      schema: 1,
      reason: "bad luck",
      uptime: expect.closeTo(3.05, 1),
      code: text.manifest.crc32.toString(16),
      records: [{ level: 5 }, { kind: "record", level: 4, text: "the last 3 words" }, { level: 0 }],
    });
  });

  it("puts tokens into words with the dictionary of the build that crashed, and refuses any other by name", async () => {
    const board = crashed(tokens);
    const { printed } = await crash(board, "--manifest", written(tokens));
    expect(printed.map(withoutTime)).toContain("warn   the last 3 words");

    const { dictionary } = tokens.manifest;
    const none = await crash(board);
    expect(none.exitCode).toBe(1);
    expect(none.noted.join()).toMatch(RegExp(`WRONG_DICTIONARY.*bad luck.*${dictionary}, and none is known`));
    const other = { ...tokens, manifest: { ...tokens.manifest, dictionary: "00000000" } };
    expect(await refused(board, "--manifest", written(other))).toEqual({
      code: "WRONG_DICTIONARY",
      exitCode: 1,
    });
  });

  it("says when the manifest is that of another build", async () => {
    const { noted } = await crash(crashed(text), "--manifest", written(tokens));
    expect(noted.join()).toContain("is not the build that crashed");
  });

  it("finds what a firmware kept that has been replaced by one without the plugin", async () => {
    const board = crashed(text);
    board.load(plain);
    const { printed } = await crash(board);
    expect(printed[0]).toContain("bad luck");
  });

  it("says what is missing: the plugin, a crash, or an answer", async () => {
    expect(await refused(booted(plain))).toMatchObject({ code: "NO_CRASH_LOG_PLUGIN" });
    expect(await refused(booted(text.code))).toMatchObject({ code: "NO_CRASH_LOG" });
  });

  it("shows what is left of a text that is damaged, and nothing of it acts on a terminal", async () => {
    const board = booted(text.code);
    board.hardware.storage.write(CRASH_FILE, "half a rea\x1b[2Json\r\n<6>[    1.000000] a\x07b\r\n", 0, 60);
    const { printed, exitCode } = await crash(board);
    expect(exitCode).toBe(0);
    expect(printed.slice(0, 2)).toEqual(["panic: half a rea\\x1b[2Json", "[    1.000000] info   a\\x07b"]);
  });
});

describe("the board", () => {
  it("tells of the crash at its next boot, and not at the one after", () => {
    const board = booted(text.code);
    expect(saidAfter(board, "crashNow()")).toMatch(/previous boot: bad luck, up 3\.\d{3} s, code/);
    expect(saidAfter(board, "E.reboot()")).not.toContain("previous boot");
  });

  it("tells of records in tokens only that there was a crash", () => {
    const told = saidAfter(booted(tokens.code), "crashNow()").split("\n").flatMap(inWords(tokens.manifest));
    expect(told.filter((line) => line.includes("previous"))).toEqual([
      expect.stringMatching(/previous boot: bad luck, .*, dictionary [\da-f]{8}$/),
    ]);
  });
});

function booted(code: string): SimulatedBoard {
  const board = new SimulatedBoard(rp2040Pico);
  board.load(code);
  board.runFor(3000);
  return board;
}

/** A board that has panicked and told of it. */
function crashed(firmware: FirmwareBundle): SimulatedBoard {
  const board = booted(firmware.code);
  board.evaluate("crashNow()");
  board.runFor(2000);
  return board;
}

function saidAfter(board: SimulatedBoard, statement: string): string {
  const heard = listen(board);
  board.evaluate(statement);
  board.runFor(2000);
  return heard.text;
}

/** Serves the board for as long as the command runs. */
async function crash(board: SimulatedBoard, ...words: string[]) {
  const line = captureOutput();
  const serving = serveSim(board, { tcp: 0 }, line);
  while (line.printed.length === 0) await Promise.race([serving, new Promise(setImmediate)]);
  const output = captureOutput();
  const exitCode = await runCli(["crash", "--port", line.printed[0] as string, ...words], output);
  line.interrupt();
  await serving;
  return { ...output, exitCode };
}

async function refused(board: SimulatedBoard, ...words: string[]) {
  const { noted, exitCode } = await crash(board, "--json", ...words);
  return { code: JSON.parse(noted.join()).error.code, exitCode };
}

/** @returns the manifest of what `baton build` would have written. */
function written({ code, manifest }: FirmwareBundle): string {
  const file = path.join(mkdtempSync(path.join(folder, "build-")), "out.js");
  writeFileSync(file, code);
  writeFileSync(manifestFile(file), JSON.stringify(manifest));
  return manifestFile(file);
}

const withoutTime = (line: string): string => line.replace(/^\[ *\d+\.\d+\] ?/, "");
