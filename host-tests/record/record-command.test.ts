/** `baton record` and `baton replay` as they are called. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../../host/cli/run-cli.ts";
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

test.each([
  [["record"], "NOTHING_TO_RECORD", 2],
  [["replay", "no/such.jsonl"], "RECORDING_UNREADABLE", 2],
  [["record", "--port", "sim:rp2040-pico", "--for", "1ms", "--out", "no/such/file"], "RECORDING_FAILED", 1],
])("baton %j ends with %s", async (words, error, exitCode) => {
  const { code, noted } = await baton(...words);
  expect([code, noted[0]]).toEqual([exitCode, expect.stringContaining(`error ${error}: `)]);
});
