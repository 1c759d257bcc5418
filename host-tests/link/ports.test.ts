/**
 * Goal: every kind of port carries all bytes both ways, and says what is wrong when it cannot.
 * Method: real ttys and sockets of this computer.
 */
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPort, type Port } from "../../host/link/port.ts";
import { openPty, type Pty } from "../../host/link/pty.ts";

/** All byte values, those that a terminal would act on among them. */
const allBytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe("a serial port on a pty", () => {
  it("carries every byte both ways", async () => {
    const pty = newPty();
    const port = await open(`serial:${pty.path}`);
    expect(await heardBy(pty, () => port.write(allBytes))).toEqual(allBytes);
    expect(await heardBy(port, () => pty.write(allBytes))).toEqual(allBytes);
  });

  it("works again for the next who opens the tty", async () => {
    const pty = newPty();
    await (await open(pty.path)).close();
    const port = await open(pty.path);
    expect(await heardBy(port, () => pty.write(allBytes))).toEqual(allBytes);
  });

  it("belongs to one program at a time", async () => {
    const pty = newPty();
    await open(pty.path);
    await expect(openPort(pty.path)).rejects.toMatchObject({ code: "PORT_IN_USE" });
  });

  it("has no modem lines, and is opened all the same by who asks for them", async () => {
    const pty = newPty();
    const port = await openPort(pty.path, { modemLines: { dtr: false } });
    cleanups.push(() => port.close());
    expect(await port.setModemLines?.({ rts: true })).toBe(false);
    expect(await heardBy(pty, () => port.write(allBytes))).toEqual(allBytes);
  });

  it("holds the sender back while it is paused, and loses nothing", async () => {
    const pty = newPty();
    const port = await open(pty.path);
    port.pause?.();
    // The port's stream takes up to 64 KiB in advance; what comes then stays with the sender.
    pty.write(Buffer.alloc(60_000, "x"));
    await vi.waitFor(() => expect(pty.unreadBytes).toBe(0), 30_000);
    pty.write(Buffer.alloc(60_000, "x"));
    await sleep(50);
    expect(pty.unreadBytes).toBeGreaterThan(0);
    let count = 0;
    const all = new Promise<void>((resolve) => {
      port.onData((data) => {
        count += data.length;
        if (count === 120_000) resolve();
      });
    });
    port.resume?.();
    await all;
  });

  it("tells when it vanishes, and refuses what is written then", async () => {
    const pty = newPty();
    const port = await open(pty.path);
    const reason = new Promise((resolve) => port.onClose(resolve));
    pty.close();
    expect(await reason).toMatchObject({ code: "PORT_VANISHED" });
    await expect(port.write(allBytes)).rejects.toMatchObject({ code: "PORT_VANISHED" });
  });

  it("closes without a reason when it is asked to", async () => {
    const port = await open(newPty().path);
    const reason = new Promise((resolve) => port.onClose(resolve));
    await port.close();
    expect(await reason).toBeUndefined();
  });
});

describe("a TCP port", () => {
  it("carries every byte both ways", async () => {
    const { address, peer } = await listen();
    const port = await open(address);
    const socket = await peer;
    expect(
      await heardBy({ onData: (listener) => socket.on("data", listener) }, () => port.write(allBytes)),
    ).toEqual(allBytes);
    expect(await heardBy(port, () => socket.write(allBytes))).toEqual(allBytes);
  });

  it("tells when the other side goes away", async () => {
    const { address, peer } = await listen();
    const port = await open(address);
    const reason = new Promise((resolve) => port.onClose(resolve));
    (await peer).destroy();
    expect(await reason).toMatchObject({ code: "PORT_VANISHED" });
  });
});

describe("a port that cannot be opened", () => {
  it.each([
    ["serial:/dev/nosuch", "PORT_NOT_FOUND"],
    ["serial:/dev/null", "PORT_FAILED"],
    ["tcp:127.0.0.1:1", "PORT_REFUSED"],
    ["tcp:127.0.0.1", "BAD_PORT"],
    ["tcp:127.0.0.1:99999", "BAD_PORT"],
    ["COM3", "BAD_PORT"],
    ["usb:12", "BAD_PORT"],
    ["", "BAD_PORT"],
  ])("%s is refused as %s, with a next step", async (address, code) => {
    await expect(openPort(address)).rejects.toMatchObject({ code, fix: expect.stringMatching(/\w/) });
  });
});

describe("openPty", () => {
  it("neither waits for somebody to read nor hoards what nobody does", () => {
    const pty = newPty();
    for (let i = 0; i < 1000; i++) pty.write(allBytes);
    expect(pty.unreadBytes).toBe(65_536);
  });

  it("loses nothing to a reader that is there, however much comes at once", async () => {
    const pty = newPty();
    const port = await open(pty.path);
    let count = 0;
    const all = new Promise<void>((resolve) => {
      port.onData((data) => {
        count += data.length;
        if (count === 50_000) resolve();
      });
    });
    pty.write(Buffer.alloc(50_000, "x"));
    await all;
  });
});

function newPty(): Pty {
  const pty = openPty();
  cleanups.push(() => pty.close());
  return pty;
}

async function open(address: string): Promise<Port> {
  const port = await openPort(address, { baud: 115_200 });
  cleanups.push(() => port.close());
  return port;
}

async function listen(): Promise<{ address: string; peer: Promise<Socket> }> {
  const server: Server = createServer();
  const peer = new Promise<Socket>((resolve) => server.once("connection", resolve));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(async () => {
    (await Promise.race([peer, undefined]))?.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { address: `tcp:127.0.0.1:${port}`, peer };
}

/** Collects as many bytes as `allBytes` has. */
async function heardBy(
  end: { onData(listener: (data: Uint8Array) => void): unknown },
  send: () => unknown,
): Promise<Buffer> {
  let heard = Buffer.alloc(0);
  const all = new Promise<void>((resolve) => {
    end.onData((data) => {
      heard = Buffer.concat([heard, data]);
      if (heard.length >= allBytes.length) resolve();
    });
  });
  // The last byte is heard before the write knows that it has left.
  await Promise.all([send(), all]);
  return heard;
}
