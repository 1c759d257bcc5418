// Goal: a capture is put into words as the board's own text would have been, and a wrong dictionary is refused by name.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../../host/cli/run-cli.ts";
import { captureOutput } from "../support/captured-output.ts";
import { TwinWires } from "./twin-wires.ts";

const twin = () =>
  new TwinWires([{ level: 4, facility: "net", format: "%s: %d of %.1f V", args: ["name", "n", "volts"] }]);
const said = (seq: number) => ({ call: 0, values: ["link", seq, 3.3], seq, time: seq / 8 });
const banner = (hash: string) => `<5>[    0.000000] baton: ESPR_RP2040_PICO ${hash}\r\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "baton-decode-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("baton decode", () => {
  it("prints records and text in their order", async () => {
    const wires = twin();
    const capture = [banner("0123abcd"), wires.tokens(said(1)), "plain\r\n", wires.tokens(said(2))].join("");
    expect(await decode(capture)).toEqual({
      code: 0,
      printed: [
        "[    0.000000] notice baton: ESPR_RP2040_PICO 0123abcd",
        "[    0.125000] warn   net: link: 1 of 3.3 V",
        "plain",
        "[    0.250000] warn   net: link: 2 of 3.3 V",
      ],
      noted: [],
    });
  });

  it("prints JSON with named, typed arguments", async () => {
    const { printed } = await decode(twin().tokens(said(1)), "--json");
    expect(JSON.parse(printed[0]!)).toMatchObject({
      kind: "record",
      seq: 1,
      args: { name: "link", n: 1, volts: 3.3 },
      position: { file: "app.ts", line: 10, column: 3 },
    });
  });

  it("counts what was damaged", async () => {
    const wires = twin();
    const capture = [1, 2, 3].map((seq) => wires.tokens(said(seq)));
    capture[1] = `${capture[1]!.slice(0, -4)}\n`;
    const { printed } = await decode(capture.join(""));
    expect(printed[1]).toBe("-- dropped 1: damaged --");
    expect(printed).toHaveLength(3);
  });

  it("holds no more of an endless line than of a long one", async () => {
    const { code, printed } = await decode("!0".repeat(100_000) + twin().tokens(said(1)));
    expect(code).toBe(0);
    expect(printed.at(-1)).toContain("link: 1 of");
  });

  it.each([
    ["WRONG_DICTIONARY", banner("ffffffff"), undefined, "the board speaks dictionary ffffffff"],
    ["NO_DICTIONARY", "", { schema: 1, logSites: [] }, "without tokens"],
    ["BROKEN_DICTIONARY", "", { dictionary: "0123abcd", logSites: [{ token: -1 }] }, "cannot be used"],
    ["BROKEN_DICTIONARY", "", collision(), "a token stands for two calls"],
    ["DICTIONARY_UNREADABLE", "", "no JSON", "cannot be read as a manifest"],
  ])("refuses with %s", async (code, capture, manifest, message) => {
    const { noted } = await decode(capture, "--manifest", manifestFile(manifest ?? twin().manifest));
    expect(noted[0]).toContain(`error ${code}: `);
    expect(noted[0]).toContain(message);
  });

  it("refuses a capture that cannot be read, and to guess at a dictionary", async () => {
    expect((await baton("decode", path.join(folder, "none"))).noted[0]).toContain("error MANIFEST_NOT_NAMED");
    const missing = await baton(
      "decode",
      path.join(folder, "none"),
      "--manifest",
      manifestFile(twin().manifest),
    );
    expect(missing.noted[0]).toContain("error CAPTURE_UNREADABLE");
  });
});

function decode(capture: string, ...options: string[]) {
  const file = path.join(folder, "capture.bin");
  writeFileSync(file, capture);
  const named = options.includes("--manifest") ? [] : ["--manifest", manifestFile(twin().manifest)];
  return baton("decode", file, ...named, ...options);
}

async function baton(...words: string[]) {
  const output = captureOutput();
  const code = await runCli(words, output);
  return { code, printed: output.printed, noted: output.noted };
}

function manifestFile(facts: unknown): string {
  const file = path.join(folder, "out.manifest.json");
  writeFileSync(file, typeof facts === "string" ? facts : JSON.stringify(facts));
  return file;
}

function collision(): object {
  const { logSites } = twin().manifest as { logSites: object[] };
  return { dictionary: "0123abcd", logSites: [logSites[0], logSites[0]] };
}
