/**
 * Goal: a simulated board passes for a real one: a tty that is flashed and watched, a socket for Espruino's own tool.
 * Method: real ttys, sockets and processes, and the wall clock, which the simulated board follows.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { banglejs2 } from "../../boards/banglejs2.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { openPort, type Port } from "../../host/link/port.ts";
import { ask } from "../../host/link/prompt.ts";
import { type ServeOptions, serveSim } from "../../host/link/serve-sim.ts";
import { startFirmware, upload } from "../../host/link/upload.ts";
import { plainText } from "../../host/monitor/item.ts";
import { ItemSource } from "../../host/monitor/item-source.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { captureOutput } from "../support/captured-output.ts";

/** Small enough to be flashed in a second, and long enough to need more than one packet. */
const code = `setInterval(function(){print("<6>[    0.100000] test: alive "+${JSON.stringify("x".repeat(300))}.length)},100)`;
/** Espruino's own tool waits for a prompt that nothing is written over. */
const quietCode = `var quiet=${JSON.stringify("y".repeat(1500))};`;
const espruino = fileURLToPath(new URL("../../node_modules/espruino/bin/espruino-cli.js", import.meta.url));

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe("serveSim", () => {
  it("offers a tty through which the board is flashed and watched, by one user after the other", async () => {
    const { addresses, board } = await serve({ pty: true });
    const port = await open(`serial:${addresses[0]}`);
    await upload(port, code, manifestOf(code));
    await startFirmware(port);
    await port.close();
    expect(board.hardware.storage.read(".bootcde")).toBe(code);
    expect(await isSeen(await open(`serial:${addresses[0]}`), /test: alive 300/)).toBe(true);
  });

  it("is flashed by Espruino's own command line, unmodified, over TCP", async () => {
    const { addresses, board } = await serve({ tcp: 0 });
    const folder = await mkdtemp(path.join(tmpdir(), "baton-espruino-"));
    cleanups.push(() => rm(folder, { recursive: true }));
    const facts = { info: { builtin_modules: ["Storage", "timer"], binary_version: "2v29" } };
    await writeFile(path.join(folder, "board.json"), JSON.stringify(facts));
    await writeFile(path.join(folder, "out.js"), quietCode);
    const tcp = addresses[0]?.replace("tcp:", "tcp://") ?? "";
    const words = ["--no-ble", "-p", tcp, "--board", "board.json", "--config", "SAVE_ON_SEND=1", "out.js"];
    const { stdout } = await promisify(execFile)(process.execPath, [espruino, ...words], { cwd: folder });
    expect(stdout).toContain("Upload Complete");
    expect(board.hardware.storage.read(".bootcde")?.trimEnd()).toBe(quietCode);
  });

  it("answers at a prompt where half a statement stands", async () => {
    const { addresses } = await serve({ tcp: 0 });
    const port = await open(addresses[0]);
    await port.write(Buffer.from("f({[\n"));
    expect(await ask(port, "a sum", "1+41", 1000)).toBe(42);
  });

  it("gives the line to one TCP client at a time, and to the next when it leaves", async () => {
    const { addresses } = await serve({ tcp: 0 });
    const first = await open(addresses[0]);
    const second = await open(addresses[0]);
    expect(await new Promise((resolve) => second.onClose(resolve))).toMatchObject({ code: "PORT_VANISHED" });
    await first.close();
    const third = await open(addresses[0]);
    await third.write(Buffer.from("1+41\n"));
    expect(await isSeen(third, /=42/)).toBe(true);
  });

  it("refuses a TCP port that is taken", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanups.push(() => server.close());
    const { port } = server.address() as { port: number };
    const serving = serveSim(new SimulatedBoard(rp2040Pico), { tcp: port }, captureOutput());
    await expect(serving).rejects.toMatchObject({ code: "TCP_PORT_TAKEN" });
  });

  it("refuses a board whose prompt is on no line", async () => {
    const serving = serveSim(new SimulatedBoard(banglejs2), { pty: true }, captureOutput());
    await expect(serving).rejects.toMatchObject({ code: "NO_PROMPT" });
  });
});

async function serve(options: ServeOptions): Promise<{ addresses: string[]; board: SimulatedBoard }> {
  const board = new SimulatedBoard(rp2040Pico);
  const output = captureOutput();
  const serving = serveSim(board, options, output);
  cleanups.push(async () => {
    output.interrupt();
    await serving;
  });
  while (output.printed.length === 0) await new Promise((resolve) => setImmediate(resolve));
  return { addresses: output.printed, board };
}

async function open(address: string | undefined): Promise<Port> {
  const port = await openPort(address, { baud: 115_200 });
  cleanups.push(() => port.close());
  return port;
}

function isSeen(port: Port, until: RegExp): Promise<boolean> {
  return new Promise((resolve) => {
    const source = new ItemSource(port, { signal: AbortSignal.timeout(5000) });
    source.onArrival(({ item }) => {
      if (until.test(plainText(item))) resolve(true);
    });
    source.run().then(() => resolve(false));
  });
}

function manifestOf(text: string): Parameters<typeof upload>[2] {
  return {
    schema: 1,
    sha256: "",
    bytes: text.length,
    crc32: crc32(text),
    board: rp2040Pico.id,
    baud: 115_200,
    entry: "test",
    logSites: [],
    versions: { baton: "0", typescript: "0" },
  };
}
