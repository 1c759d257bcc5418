/** Goal: a person at a terminal. Method: the process as a user starts it, at a real pty, with a board behind a socket. */
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { spawn } from "@lydell/node-pty";
import { describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../../dist/host/cli/main.js", import.meta.url));

describe("baton monitor at a terminal", () => {
  it("shows records in colour, sends a line to the board, and quits on q with 0", async () => {
    const heard: string[] = [];
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.write("<3>[    1.000000] net: down\n");
      socket.on("data", (data) => {
        heard.push(String(data));
        if (heard.join("").endsWith("\n")) socket.write("answered\n");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const env = { ...process.env, FORCE_COLOR: "1" };
    const child = spawn(process.execPath, [main, "monitor", "--port", `tcp:127.0.0.1:${port}`], { env });
    const steps = [
      { when: "down", keys: "s1+1" },
      { when: "send: 1+1", keys: "\r" },
      { when: "answered", keys: "q" },
    ];
    let seen = "";
    child.onData((text) => {
      seen += text;
      if (steps[0] && seen.includes(steps[0].when)) child.write(steps.shift()?.keys ?? "");
    });
    const code = await new Promise((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)));
    server.close();
    expect([code, heard.join("")]).toEqual([0, "\x101+1\n"]);
    expect(seen).toContain("\x1b[31mdown\x1b[39m");
  });
});
