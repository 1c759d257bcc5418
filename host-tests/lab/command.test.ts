import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Output } from "../../host/cli/command.ts";
import { runCli } from "../../host/cli/run-cli.ts";

let folder: string;
let printed: string[];
let noted: string[];
const output: Output = {
  print: (text) => void printed.push(text),
  note: (text) => void noted.push(text),
  isTerminal: false,
  signal: new AbortController().signal,
};
const lab = (...words: string[]): Promise<number> => runCli(["lab", ...words], output);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "baton-lab-"));
  printed = [];
  noted = [];
});
afterEach(() => rm(folder, { recursive: true }));

test("--json has a run per scheme and scenario, with everything that was measured", async () => {
  expect(await lab("--schemes", "legacy,owner-waiter", "--scenarios", "F1,F3", "--for", "2s", "--json")).toBe(
    0,
  );
  const { schema, runs } = JSON.parse(printed.join("\n"));
  expect(schema).toBe(1);
  expect(runs.map((run: { scheme: string }) => run.scheme)).toEqual([
    "legacy",
    "owner-waiter",
    "legacy",
    "owner-waiter",
  ]);
  expect(runs[0]).toMatchObject({ scenario: "F1", cpus: 4, baud: 115_200, seed: 1 });
  expect(Object.keys(runs[0])).toHaveLength(7 + 20);
  expect(runs[2]).toMatchObject({ scenario: "F3", verdict: "n/a" });
});

test("--trace writes a track per CPU, one for the owner, arrows for handoffs and the ring's level", async () => {
  const file = join(folder, "out.json");
  expect(await lab("F2", "--scheme", "hybrid", "--for", "3s", "--trace", file)).toBe(0);
  const { traceEvents } = JSON.parse(await readFile(file, "utf8"));
  const names = traceEvents.filter(({ ph }: { ph: string }) => ph === "M");
  expect(names.map(({ args }: { args: { name: string } }) => args.name)).toEqual([
    "cpu0",
    "cpu1",
    "cpu2",
    "cpu3",
    "console owner",
  ]);
  for (const ph of ["X", "s", "f", "C"])
    expect(traceEvents.some((event: { ph: string }) => event.ph === ph)).toBe(true);
});

test("--report writes one page with the matrix and a picture per run, and nothing from elsewhere", async () => {
  const file = join(folder, "report.html");
  expect(
    await lab("--schemes", "legacy,baton", "--scenarios", "F3,F4", "--for", "2s", "--report", file),
  ).toBe(0);
  const page = await readFile(file, "utf8");
  expect(page.match(/<svg /g)).toHaveLength(3);
  expect(page.match(/<figure /g)).toHaveLength(4);
  expect(page).not.toMatch(/(src|href)="http/);
});

test("explore prints what the schema promises", async () => {
  expect(await lab("explore", "--scheme", "baton", "--cpus", "2", "--records", "1", "--json")).toBe(0);
  expect(JSON.parse(printed.join("\n"))).toMatchObject({
    schema: 1,
    scheme: "baton",
    cpus: 2,
    records: 1,
    exhausted: true,
    violations: [],
  });
});

test("a token replays into a trace", async () => {
  await lab("explore", "--scheme", "owner-waiter:up-on-handoff", "--json");
  const { token, invariant } = JSON.parse(printed.pop()!).violations[0];
  expect(await lab("explore", "--replay", token)).toBe(0);
  expect(printed.join("\n")).toContain(`broken: ${invariant}`);
});

test("a run that would never end is cut, and says so", async () => {
  await lab("F24", "--scheme", "legacy", "--for", "100h");
  expect(noted.join("\n")).toContain("cut to 60 minutes");
});

test.each([
  ["UNKNOWN_SCHEME", ["--scheme", "nope"]],
  ["UNKNOWN_SCHEME", ["explore", "--scheme", "nope"]],
  ["UNKNOWN_SCENARIO", ["F99"]],
  ["BAD_PARAMETER", ["--cpus", "0"]],
  ["BAD_PARAMETER", ["--cpus", "65"]],
  ["BAD_PARAMETER", ["--baud", "-9600"]],
  ["BAD_PARAMETER", ["--wake", "sometimes"]],
  ["ONE_RUN_ONLY", ["--trace", "out.json"]],
  ["NOTHING_TO_TRACE", ["F3", "--scheme", "legacy", "--trace", "out.json"]],
  ["CANNOT_WRITE", ["F24", "--scheme", "legacy", "--report", "/nowhere/report.html"]],
  ["BAD_TOKEN", ["explore", "--replay", "L0~baton"]],
])("%s: lab %s", async (code, words) => {
  expect(await lab(...words)).not.toBe(0);
  expect(noted.join("\n")).toContain(code);
});

test("exploring more CPUs than memory could hold is refused, not cut", async () => {
  expect(await lab("explore", "--scheme", "legacy", "--cpus", "9")).toBe(2);
  expect(noted.join("\n")).toContain("BAD_PARAMETER");
});
