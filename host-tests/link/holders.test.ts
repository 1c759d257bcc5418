import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { holdersOf } from "../../host/link/holders.ts";

const file = fileURLToPath(import.meta.url);
const nobody = -1;

describe.runIf(process.platform === "linux")("holdersOf", () => {
  it("names who has a file open, and leaves out who asks", async () => {
    const opened = openSync(file, "r");
    try {
      expect(await holdersOf(file, nobody)).toEqual([expect.stringMatching(`^.+ \\(${process.pid}\\)$`)]);
      expect(await holdersOf(file)).toEqual([]);
    } finally {
      closeSync(opened);
    }
    expect(await holdersOf(file, nobody)).toEqual([]);
  });

  it("names nobody for a file that is not there", async () => {
    expect(await holdersOf("/dev/nosuch")).toEqual([]);
  });
});
