/** `baton scenario` as it is called, with the example that comes with the package. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../host/cli/run-cli.ts";
import { captureOutput } from "../support/captured-output.ts";

const example = "examples/storm/scenario.yaml";
const firmware = process.env.BATON_PICO_FIRMWARE;
let folder = "";
const inFolder = (file: string): string => path.join(folder, file);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "baton-scenario-"));
  const app = 'let n = 0;\nsetInterval(() => print("<6>[    0.100000] app: number " + ++n), 50);\n';
  await writeFile(inFolder("main.ts"), app);
});
afterAll(() => rm(folder, { recursive: true }));

async function baton(...words: string[]) {
  const output = captureOutput();
  return { code: await runCli(["scenario", ...words], output), ...output };
}

async function withSteps(...steps: string[]): Promise<string> {
  const file = inFolder("scenario.yaml");
  await writeFile(file, ["board: rp2040-pico", "steps:", ...steps.map((step) => `  - ${step}`)].join("\n"));
  return file;
}

describe("the example", () => {
  test("passes on the simulated board, and its reports say so", async () => {
    const file = inFolder("out.xml");
    const { code, printed, noted } = await baton(example, "--on", "sim", "--junit", file, "--json");
    expect([code, noted]).toEqual([0, []]);
    expect(JSON.parse(printed.join())).toMatchObject({
      schema: 1,
      scenario: "storm",
      target: "sim",
      passed: true,
    });
    expect(await readFile(file, "utf8")).toMatch(
      /<testsuite name="storm on sim" tests="1\d" failures="0" errors="0"/,
    );
  });

  test.runIf(firmware)(
    "passes on the real firmware in the emulated Pico",
    async () => {
      const { code, printed } = await baton(example, "--on", "emu", "--json");
      expect(JSON.parse(printed.join())).toMatchObject({ target: "emu", passed: true });
      expect(code).toBe(0);
    },
    400_000,
  );
});

test("a step that fails is shown with what the board said, and its line is in the error", async () => {
  const file = await withSteps("expect: number 2", "expect: { text: never, within: 200ms }");
  const { code, printed, noted } = await baton(file);
  expect(code).toBe(1);
  expect(printed).toContainEqual(expect.stringMatching(/^FAILED +4 {2}expect: \{ text: never/));
  expect(printed).toContain("[    0.100000] info   app: number 2");
  expect(noted[0]).toContain(
    `error SCENARIO_FAILED: ${file}:4: expect: { text: never, within: 200ms }: it did not`,
  );
});

test("the same file runs on a board at a port, which is flashed first", async () => {
  const file = await withSteps("expect: number 2", "unplug: 1ms", "expect-loss: 0");
  const { code, printed, noted } = await baton(file, "--on", "sim:rp2040-pico", "--json");
  expect(noted).toEqual([]);
  expect([code, JSON.parse(printed.join()).passed]).toEqual([0, true]);
});

test("what a target cannot do is refused before anything is built or opened", async () => {
  const { code, noted } = await baton(example, "--on", "serial:/dev/no-such-port");
  expect(code).toBe(2);
  expect(noted[0]).toContain("error STEP_NOT_POSSIBLE: serial:/dev/no-such-port cannot do");
  expect(noted[0]).toContain(`${example}:8: press: D2`);
});

test.each([
  [["no/such.yaml"], "SCENARIO_UNREADABLE", 2],
  [[example, "--on", "moon"], "UNKNOWN_TARGET", 2],
  [[example, "--on", "emu", "--board", "puckjs"], "NOT_EMULATED", 2],
  [[example, "--board", "moon"], "UNKNOWN_BOARD", 2],
])("baton scenario %j ends with %s", async (words, error, exitCode) => {
  const { code, noted } = await baton(...words);
  expect([code, noted[0]]).toEqual([exitCode, expect.stringContaining(`error ${error}: `)]);
});

test("a report that cannot be written is an error, after what was found has been shown", async () => {
  const file = await withSteps("expect: number 2");
  const { code, printed, noted } = await baton(file, "--junit", inFolder("no/such/out.xml"));
  expect([code, noted[0]]).toEqual([1, expect.stringContaining("error REPORT_FAILED: ")]);
  expect(printed.at(-1)).toContain("1 of 1 steps passed");
});
