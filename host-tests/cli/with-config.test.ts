import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Command } from "../../host/cli/command.ts";
import { withConfig } from "../../host/cli/with-config.ts";

let project: string;
beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), "baton-config-"));
  await writeFile(path.join(project, "package.json"), "{}");
  vi.spyOn(process, "cwd").mockReturnValue(project);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(project, { recursive: true });
});

const write = (text: string) => writeFile(path.join(project, "baton.config.ts"), `export default ${text};`);

const command: Command = {
  name: "any",
  summary: "has two options that a config can give",
  options: [
    { flags: "--board <name>", summary: "" },
    { flags: "-b, --baud <n>", summary: "" },
  ],
  run: async () => {},
};

describe("the config behind the command line", () => {
  it("gives what the command knows and the command line leaves open", async () => {
    await write('{ board: "puckjs", baud: 9600, port: "next", profiles: { ci: { baud: 115200 } } }');
    expect(await withConfig(command, { board: "microbit2" })).toEqual({ board: "microbit2", baud: 9600 });
    expect(await withConfig(command, { profile: "ci" })).toMatchObject({ board: "puckjs", baud: 115200 });
  });

  it("knows ports by the names that it gives them, whoever names them", async () => {
    await write('{ port: "bench", ports: { bench: "usb:2e8a:000a", far: "tcp:10.0.0.2:23" } }');
    const withPort = { ...command, options: [{ flags: "--port <port>", summary: "" }] };
    expect(await withConfig(withPort, {})).toMatchObject({ port: "usb:2e8a:000a" });
    expect(await withConfig(withPort, { port: ["far", "next"] })).toMatchObject({
      port: ["tcp:10.0.0.2:23", "next"],
    });
  });

  it("is not read for a command that asks for nothing of it", async () => {
    await write("undefined");
    expect(await withConfig({ ...command, options: [] }, { json: true })).toEqual({ json: true });
    await expect(withConfig(command, {})).rejects.toMatchObject({ code: "BAD_CONFIG" });
  });
});
