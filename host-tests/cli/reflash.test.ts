/** Goal: what is flashed when, and what mistakes do. Method: a board that loads what it is given, and builds made up. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Firmware } from "../../host/cli/load-firmware.ts";
import { reflasher } from "../../host/cli/reflash.ts";
import { CliError } from "../../host/errors.ts";
import { ItemSource } from "../../host/monitor/item-source.ts";
import { captureOutput } from "../support/captured-output.ts";
import { FakeEspruino, type Faults } from "../support/fake-espruino.ts";

describe("reflasher", () => {
  it("flashes what was built again, starts it, and shows none of the upload's talk", async () => {
    const { board, reflash, items, next } = setUp("old()");
    next("new()");
    await reflash(true);
    expect(board.started.at(-1)).toBe("new()");
    expect(items).toMatchObject([{ kind: "event", event: "flashed" }]);
  });

  it("leaves the board alone when the code is the same, unless it is asked all the same", async () => {
    const { board, reflash, output, next } = setUp("same()");
    next("same()");
    await reflash(true);
    expect([board.started, output.noted]).toEqual([[], ["built again; the code is the same"]]);
    await reflash(false);
    expect(board.started.at(-1)).toBe("same()");
  });

  it("shows a mistake in the application, and flashes once it is mended", async () => {
    const { board, reflash, output, next } = setUp("old()");
    next(new CliError("TYPE_ERROR", "main.ts:1: no", { fix: "mend it" }));
    await reflash(true);
    expect(output.noted).toEqual(["error TYPE_ERROR: main.ts:1: no\n  fix: mend it"]);
    next("new()");
    await reflash(true);
    expect(board.started.at(-1)).toBe("new()");
  });

  it("says that the cable was pulled while it flashed, and flashes again when it is back", async () => {
    const { board, reflash, output, next } = setUp("old()", { vanishesAtWrite: 4 });
    next("new()");
    await reflash(true);
    expect(output.noted.at(-1)).toMatch(/^error (PORT_VANISHED|UPLOAD_FAILED): .*fake: has gone away/s);
    board.isOpen = true;
    await reflash(true);
    expect(board.started.at(-1)).toBe("new()");
  });

  it("does once more what was asked for while it was busy, however often that was", async () => {
    const { reflash, builds, next } = setUp("old()");
    next("old()");
    const first = reflash(true);
    await Promise.all([reflash(true), reflash(true), first]);
    expect(builds()).toBe(2);
  });
});

function setUp(code: string, faults: Faults = {}) {
  const board = new FakeEspruino({}, faults);
  const output = captureOutput();
  const source = new ItemSource(board, { signal: output.signal });
  const items: unknown[] = [];
  source.onArrival(({ item }) => {
    if (item.kind !== "text" || !/^>?$/.test(item.text)) items.push(item);
  });
  let coming: string | Error = code;
  let count = 0;
  const build = async (): Promise<Firmware> => {
    count++;
    if (coming instanceof Error) throw coming;
    return firmwareOf(coming);
  };
  const reflash = reflasher({ build, flashed: firmwareOf(code), source, output, isQuiet: false });
  const next = (what: string | Error): void => {
    coming = what;
  };
  return { board, output, items, reflash, next, builds: () => count };
}

function firmwareOf(code: string): Firmware {
  const sha256 = createHash("sha256").update(code).digest("hex");
  const manifest = { sha256, bytes: code.length, crc32: crc32(code), board: "PUCKJS", baud: 9600 };
  return { code, manifest: manifest as Firmware["manifest"] };
}
