/**
 * Goal: every command that watches boards puts tokens into words, by the dictionary of the build that it is given, and
 * refuses that of another.
 * Method: boards behind sockets that say frames made by the device's own code, and the simulated board.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { runCli } from "../../host/cli/run-cli.ts";
import { FakeBoard } from "../bridge/support/fake-board.ts";
import { temporaryFolder } from "../bridge/support/temporary-folder.ts";
import { type CapturedOutput, captureOutput } from "../support/captured-output.ts";
import { TwinWires } from "./twin-wires.ts";

const hash = "0123abcd";

describe("baton monitor", () => {
  it("shows what tokens say", async () => {
    const { printed } = await monitored(manifestFile(hash));
    expect(printed).toEqual([greeting, "[    0.500000] warn   net: link: 3", "the end"]);
  });

  it("refuses the dictionary of another build, by name, and counts what it cannot read", async () => {
    const { printed } = await monitored(manifestFile("deadbeef"));
    expect(printed).toEqual([
      greeting,
      `-- the board speaks dictionary ${hash}, kitchen has deadbeef --`,
      "-- dropped 1: no dictionary --",
      "the end",
    ]);
  });

  async function monitored(manifest: string): Promise<CapturedOutput> {
    const board = await FakeBoard.start();
    const output = captureOutput();
    const words = ["monitor", "--port", board.address, "--manifest", manifest, "--until", "the end"];
    const ended = runCli(words, output);
    await sayAll(board);
    expect(await ended).toBe(0);
    return output;
  }
});

describe("baton bridge", () => {
  it("has a dictionary for each board, and says of which board it is another's", async () => {
    const [kitchen, hall] = [await FakeBoard.start(), await FakeBoard.start()];
    const bridge = startBridge(
      ["--port", `kitchen=${kitchen.address}`, "--port", `hall=${hall.address}`],
      ["--manifest", manifestFile("deadbeef"), "--manifest", `kitchen=${manifestFile(hash)}`],
    );
    await sayAll(kitchen);
    await sayAll(hall);
    await vi.waitUntil(() => bridge.hasMetric('records_total{board="kitchen",level="warn"} 1'), patience);
    const unread = 'records_dropped_total{board="hall",reason="no dictionary"} 1';
    await vi.waitUntil(() => bridge.hasMetric(unread), patience);
    expect(await bridge.hasMetric('records_total{board="hall",level="warn"} 0')).toBe(true);
    expect(bridge.output.noted).toContain(`hall: the board speaks dictionary ${hash}, kitchen has deadbeef`);
    expect(await bridge.end()).toBe(130);
  });

  it("refuses a manifest for a board that it does not have", async () => {
    const output = captureOutput();
    const words = ["--port", "hall=tcp:127.0.0.1:1", "--manifest", `attic=${manifestFile(hash)}`];
    expect(await runCli(["bridge", ...words, "--metrics", "0"], output)).toBe(2);
    expect(output.noted.join()).toContain("error NO_BOARD_FOR_MANIFEST: ");
  });
});

describe("baton run --tokens", () => {
  it("puts into words what it has flashed", async () => {
    const output = captureOutput();
    const words = [
      "run",
      "examples/blink",
      "--board",
      "rp2040-pico",
      "--port",
      "sim:rp2040-pico",
      "--tokens",
    ];
    expect(await runCli([...words, "--until", "^led off", "--timeout", "40s", "--json"], output)).toBe(0);
    expect(JSON.parse(output.printed.at(-1)!)).toMatchObject({
      text: "led off",
      seq: expect.any(Number),
      position: { file: "main.ts" },
    });
  });
});

describe("baton scenario --tokens", () => {
  it.each(["sim", "sim:rp2040-pico"])("expects of tokens what it expects of text, on %s", async (target) => {
    const folder = temporaryFolder();
    const file = path.join(folder, "scenario.yaml");
    const app = path.relative(folder, "examples/blink");
    const step = '{ text: "^led off", level: info, within: 20s }';
    writeFileSync(file, `app: ${app}\nboard: rp2040-pico\nsteps:\n  - expect: ${step}\n  - expect-loss: 0\n`);
    const output = captureOutput();
    const code = await runCli(["scenario", file, "--on", target, "--tokens", "--json"], output);
    expect([code, output.noted]).toEqual([0, []]);
    expect(JSON.parse(output.printed.join()).lastLines.join()).toContain("led off");
  });
});

const greeting = `[    0.000000] notice baton: ESPR_RP2040_PICO ${hash}`;
const patience = { timeout: 30_000 };
const call = { level: 4, facility: "net", format: "%s: %d", args: ["name", "n"] } as const;

/** A board that starts, logs once and says something else. */
async function sayAll(board: FakeBoard): Promise<void> {
  await vi.waitUntil(() => board.isWatched, patience);
  const frame = new TwinWires([call]).tokens({ call: 0, values: ["link", 3], seq: 1, time: 0.5 });
  await board.say(`<5>[    0.000000] baton: ESPR_RP2040_PICO ${hash}\r\n${frame}the end\r\n`);
}

/** A build of these log calls, as `baton build --tokens` leaves it. */
function manifestFile(dictionary: string): string {
  const folder = temporaryFolder();
  const code = "// what the board runs";
  const manifest = {
    ...new TwinWires([call], 0, dictionary).manifest,
    schema: 1,
    sha256: createHash("sha256").update(code).digest("hex"),
    bytes: code.length,
    crc32: 0,
    board: "ESPR_RP2040_PICO",
    baud: 115_200,
    entry: "kitchen",
    versions: { baton: "0", typescript: "0" },
  };
  writeFileSync(path.join(folder, "out.js"), code);
  writeFileSync(path.join(folder, "out.manifest.json"), JSON.stringify(manifest));
  return path.join(folder, "out.manifest.json");
}

function startBridge(ports: readonly string[], manifests: readonly string[]) {
  const output = captureOutput();
  const words = ["bridge", ...ports, ...manifests, "--metrics", "0", "--spool", temporaryFolder()];
  const ended = runCli(words, output);
  return {
    output,
    hasMetric: async (line: string) => {
      const [, url] = /metrics at (\S+)/.exec(output.noted.join("\n")) ?? [];
      return url !== undefined && (await (await fetch(url)).text()).includes(`baton_${line}`);
    },
    end: () => {
      output.interrupt();
      return ended;
    },
  };
}
