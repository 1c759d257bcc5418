import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Output } from "../../host/cli/command.ts";
import { emu } from "../../host/cli/emu.ts";

describe("baton emu", () => {
  test("without a firmware it says where to download one, before it builds anything", async () => {
    const before = process.env.BATON_PICO_FIRMWARE;
    delete process.env.BATON_PICO_FIRMWARE;
    try {
      await expect(run("no/such/app", {})).rejects.toMatchObject({
        code: "NO_PICO_FIRMWARE",
        fix: expect.stringContaining("espruino.com/binaries"),
      });
    } finally {
      if (before !== undefined) process.env.BATON_PICO_FIRMWARE = before;
    }
  });

  test("refuses a file that is no firmware, and one that is not there", async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "baton-")), "notes.uf2");
    writeFileSync(file, "not a firmware");
    await expect(run("examples/blink", { firmware: file })).rejects.toMatchObject({
      code: "NOT_PICO_FIRMWARE",
    });
    await expect(run("examples/blink", { firmware: `${file}.gone` })).rejects.toMatchObject({
      code: "FIRMWARE_UNREADABLE",
    });
  });
});

function run(app: string, options: Record<string, unknown>): Promise<void> {
  const output: Output = {
    print: () => {},
    note: () => {},
    isTerminal: false,
    signal: new AbortController().signal,
  };
  return emu.run([app], options, output);
}
