/** `baton record` and `baton replay` as they are called. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../../host/cli/run-cli.ts";
import { readRecording } from "../../host/record/recording-file.ts";
import { captureOutput } from "../support/captured-output.ts";

let folder = "";
const inFolder = (file: string): string => path.join(folder, file);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "baton-record-"));
  await writeFile(
    inFolder("main.ts"),
    'Serial1.setup(115200);\nsetWatch((e) => Serial1.write("edge " + e.time + "\\r\\n"), D2, { repeat: true });\n',
  );
  await writeFile(
    inFolder("press.yaml"),
    "board: rp2040-pico\nsteps: [wait: 100ms, press: D2, expect: edge]\n",
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function baton(...words: string[]) {
  const output = captureOutput();
  return { code: await runCli(words, output), ...output };
}

test("a scenario that was recorded is replayed the same, and a recording that was changed is not", async () => {
  const file = inFolder("press.jsonl");
  expect(await baton("record", inFolder("press.yaml"), "--out", file)).toMatchObject({ code: 0 });
  const { code, printed, noted } = await baton("replay", file);
  expect(code).toBe(0);
  expect(printed.some((line) => line.includes("edge 0.1"))).toBe(true);
  expect(noted[0]).toMatch(/^\d+ events, each the same as recorded, to the microsecond$/);

  await writeFile(file, (await readFile(file, "utf8")).replace("edge 0.1", "edge 0.2"));
  expect((await baton("replay", file)).noted[0]).toContain("error REPLAY_DIFFERS: ");
});

test("a recording of a board at a port is replayed with the application that it names", async () => {
  const file = inFolder("port.jsonl");
  expect(await baton("record", "--port", "sim:rp2040-pico", "--for", "50ms", "-o", file)).toMatchObject({
    code: 0,
  });
  expect(await readFile(file, "utf8")).toMatch(
    /^\{"recording":1,"target":"sim:rp2040-pico"\}\n[\s\S]*"event":"end"/,
  );
  expect((await baton("replay", file)).noted[0]).toContain("error NOTHING_TO_REPLAY: ");
  const named = ["--app", inFolder("main.ts"), "--board", "rp2040-pico"];
  expect(await baton("replay", file, ...named)).toMatchObject({ code: 0, noted: [] });
});

test("a recording of a build with tokens is replayed in words", async () => {
  const file = inFolder("tokens.jsonl");
  const blink = ["examples/blink", "--board", "rp2040-pico", "--for", "1s", "--tokens"];
  expect(await baton("record", ...blink, "-o", file)).toMatchObject({ code: 0 });
  const { code, printed } = await baton("replay", file);
  expect(code).toBe(0);
  expect(printed.join("\n")).toContain("led on");
});

test("a recording that cannot begin leaves the one that is there", async () => {
  const file = inFolder("kept.jsonl");
  await writeFile(file, "precious");
  expect(await baton("record", inFolder("main.ts"), "--board", "moon", "-o", file)).toMatchObject({
    code: 2,
  });
  expect(await readFile(file, "utf8")).toBe("precious");
});

test("what was done to another kind of board is done to the simulated one, and times are not compared", async () => {
  const file = inFolder("press.jsonl");
  expect(await baton("record", inFolder("press.yaml"), "--out", file)).toMatchObject({ code: 0 });
  const recording = await readFile(file, "utf8");
  await writeFile(
    file,
    recording.replace('"target":"sim"', '"target":"emu"').replaceAll("edge 0.1", "edge 0.2"),
  );
  const { code, printed, noted } = await baton("replay", file);
  expect([code, noted[0]]).toEqual([0, expect.stringContaining("its times are not compared")]);
  expect(printed.some((line) => line.includes("edge 0.1"))).toBe(true);
});

test.runIf(process.env.BATON_PICO_FIRMWARE)(
  "the emulated Pico is recorded as the simulated one is, over a power cut too",
  async () => {
    const file = inFolder("emulated.jsonl");
    const steps = "[wait: 300ms, press: D2, expect: edge, power-cut: 1s, wait: 300ms]";
    await writeFile(inFolder("emulated.yaml"), `board: rp2040-pico\nsteps: ${steps}\n`);
    expect(await baton("record", inFolder("emulated.yaml"), "--on", "emu", "-o", file)).toMatchObject({
      code: 0,
    });
    const { header, events } = await readRecording(file);
    expect(header).toMatchObject({ target: "emu", board: "ESPR_RP2040_PICO" });
    const presses = events.filter(
      (each) => each.event === "pin" && each.pin === "D2" && each.by === "outside",
    );
    expect(presses).toMatchObject([{ isHigh: true }, { isHigh: false }]);
    expect(events.filter(({ event }) => event === "power-cut")).toMatchObject([{ forMs: 1000 }]);
    expect(JSON.stringify(events)).toMatch(/"out".*"port":"Serial1","data":"edge 0\.\d+/);
    expect(events.at(-1)!.atUs).toBeLessThan(400_000);
  },
  100_000,
);

test.each([
  [["record", "examples/blink", "--on", "moon"], "UNKNOWN_MACHINE", 2],
  [["record", "examples/blink", "--on", "emu", "--board", "puckjs"], "NOT_EMULATED", 2],
  [["record"], "NOTHING_TO_RECORD", 2],
  [["replay", "no/such.jsonl"], "RECORDING_UNREADABLE", 2],
  [["record", "--port", "sim:rp2040-pico", "--for", "1ms", "--out", "no/such/file"], "RECORDING_FAILED", 1],
])("baton %j ends with %s", async (words, error, exitCode) => {
  const { code, noted } = await baton(...words);
  expect([code, noted[0]]).toEqual([exitCode, expect.stringContaining(`error ${error}: `)]);
});
