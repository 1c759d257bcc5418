/**
 * Goal: what `baton monitor` shows, saves and ends with.
 * Method: boards that are sockets of this computer, which say what the test has them say.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runCli } from "../../host/cli/run-cli.ts";
import { captureOutput } from "../support/captured-output.ts";

let folder = "";
const cleanups: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "baton-monitor-"));
});
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
  rmSync(folder, { recursive: true });
});

const three =
  "<3>[    1.000000] net: down\n<6>[    2.000000] gps: fix\n** 4 records dropped (overrun) **\nthe end\n";

describe("baton monitor", () => {
  it.each([
    [["--until", "^the end$"], 0, undefined],
    [["--until", "net: down"], 0, undefined],
    [["--fail", "down", "--until", "end"], 3, "FAILURE_SEEN"],
    [["--until", "never", "--timeout", "300ms"], 4, "NOT_SEEN"],
    [["--count", "2"], 0, undefined],
    [["--count", "9", "--timeout", "300ms"], 4, "NOT_SEEN"],
    [["--timeout", "300ms"], 0, undefined],
  ])("ends with %j as exit code %d", async (words, expected, error) => {
    const output = captureOutput();
    const code = await runCli(["monitor", "--port", await board(three), ...words, "--json"], output);
    expect(code).toBe(expected);
    expect(output.noted.map((note) => JSON.parse(note).error.code)).toEqual(error ? [error] : []);
  });

  it("shows what its filters let through", async () => {
    const { printed } = await monitored(await board(three), "--level", "err", "--grep", "down|drop");
    expect(printed).toEqual(["[    1.000000] err    net: down", "-- dropped 4: overrun --"]);
  });

  it("counts what is shown", async () => {
    const { printed } = await monitored(await board(three), "--facility", "gps", "--count", "1");
    expect(printed).toEqual(["[    2.000000] info   gps: fix"]);
  });

  it("saves everything of several boards in one file, with host times and ports, and no colours", async () => {
    const [one, two] = [await board("one\n"), await board("two\n")];
    const file = path.join(folder, "both.log");
    const words = ["monitor", "--port", one, "--port", two, "--save", file, "--grep", "none", "--count", "1"];
    const output = captureOutput();
    const ended = runCli(words, output);
    const saved = () => readFileSync(file, "utf8").trim().split("\n").sort(byEnd);
    await vi.waitFor(() => expect(saved()).toHaveLength(2), 30_000);
    output.interrupt();
    await ended;
    expect(output.printed).toEqual([]);
    const lines = saved();
    expect(lines).toEqual([
      expect.stringMatching(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ${one} one$`),
      expect.stringMatching(` ${two} two$`),
    ]);
  });

  it("saves JSON in a file whose name says so", async () => {
    const file = path.join(folder, "run.jsonl");
    await monitored(await board(three), "--save", file, "--until", "the end");
    const kinds = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).kind);
    expect(kinds).toEqual(["record", "record", "loss", "text"]);
  });

  it("fails, and lets go of the boards, when the disk is full", async () => {
    // The shell's limit stands for a disk of 4 kB.
    const main = fileURLToPath(new URL("../../dist/host/cli/main.js", import.meta.url));
    const address = await board("y\n".repeat(1000), Number.POSITIVE_INFINITY);
    const command = `trap '' XFSZ; ulimit -f 4; exec ${process.execPath} ${main} monitor --port ${address} --save ${folder}/x.log`;
    const child = spawn("bash", ["-c", command]);
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
    });
    child.stdout.resume();
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(said).toMatch(/^error LOG_FILE_FAILED: cannot write .*x\.log: EFBIG/);
    expect(code).toBe(1);
  });

  it("opens every port or none", async () => {
    const held = await board("");
    const output = captureOutput();
    expect(await runCli(["monitor", "--port", held, "--port", "serial:/dev/nosuch"], output)).toBe(1);
    expect(output.noted[0]).toContain("PORT_NOT_FOUND");
  });
});

const byEnd = (a: string, b: string): number => a.slice(-3).localeCompare(b.slice(-3));

/** Watches until the board's last line, unless the words say otherwise. */
async function monitored(address: string, ...words: string[]) {
  const output = captureOutput();
  const ends = ["--count", "--until", "--timeout"].some((flag) => words.includes(flag));
  await runCli(["monitor", "--port", address, ...words, ...(ends ? [] : ["--until", "the end"])], output);
  return output;
}

/** A board that says this, so many times, to whoever connects. @returns its address. */
async function board(says: string, times = 1): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    const say = (left: number): void => {
      if (left > 0 && !socket.destroyed) socket.write(says, () => setImmediate(say, left - 1));
    };
    say(times);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `tcp:127.0.0.1:${(server.address() as { port: number }).port}`;
}
