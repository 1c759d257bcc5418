/** Goal: the process behaves in pipes, under signals, and on a full disk. Method: it is started as a user starts it. */
import { spawn } from "node:child_process";
import { type AddressInfo, createServer, type Server } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../../dist/host/cli/main.js", import.meta.url));

describe("the baton process", () => {
  it("prints its result to stdout, nothing to stderr, and exits with 0", async () => {
    const { code, out, err } = await shell(`node ${main} boards`);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^name .*\n/);
  });

  it("is quiet when its reader has gone", async () => {
    const child = spawn(process.execPath, [main, "boards"]);
    child.stdout.destroy();
    const said: string[] = [];
    child.stderr.on("data", (data) => said.push(String(data)));
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([code, said]).toEqual([0, []]);
  });

  it("says that a full disk took no more, and fails", async () => {
    const { code, err } = await shell(`node ${main} boards > /dev/full`);
    expect([code, err]).toEqual([1, expect.stringMatching(/^error OUTPUT_FAILED: .*\n {2}fix: .*\n$/)]);
  });

  it("ends by --timeout when nobody reads a flood, and has held the board back", async () => {
    let sentBytes = 0;
    const server = createServer((socket) => {
      const flood = (): void => {
        do sentBytes += pieceBytes;
        while (socket.write(piece));
      };
      socket.on("drain", flood).on("error", () => {});
      flood();
    });
    const words = ["monitor", "--port", await addressOf(server), "--until", "never", "--timeout", "2s"];
    const child = spawn(process.execPath, [main, ...words]);
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(4);
    server.close();
    // What the program and the system keep of it: without a bound it is tens of megabytes.
    expect(sentBytes).toBeLessThan(16_000_000);
    expect(sentBytes).toBeGreaterThan(1_000_000);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("closes the port and exits on %s with %d", async (signal, expected) => {
    const server = createServer();
    const child = spawn(process.execPath, [main, "monitor", "--port", await addressOf(server)]);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const closed = new Promise<void>((resolve) => {
      server.once("connection", (socket) => {
        socket.resume().once("close", () => resolve());
        child.kill(signal);
      });
    });
    expect(await ended).toBe(expected);
    await closed;
    server.close();
  });
});

const piece = "<6>[    1.000000] flood: water\n".repeat(2000);
const pieceBytes = piece.length;

async function addressOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return `tcp:127.0.0.1:${port}`;
}

function shell(command: string): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn("bash", ["-c", command]);
    let out = "";
    let err = "";
    child.stdout.on("data", (data) => {
      out += data;
    });
    child.stderr.on("data", (data) => {
      err += data;
    });
    child.once("close", (code) => resolve({ code, out, err }));
  });
}
