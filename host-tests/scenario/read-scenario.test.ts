/** What a file may say, and what it is told otherwise: the place, and what was expected there. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { CliError } from "../../host/errors.ts";
import { parseScenario, readScenario } from "../../host/scenario/read-scenario.ts";
import { publishedSchema } from "../../host/scenario/scenario-schema.ts";

const problem = (text: string): string => {
  try {
    parseScenario(text, "a.yaml");
    return "none";
  } catch (error) {
    expect(error).toMatchObject({ code: "BAD_SCENARIO", exitCode: 2 });
    return (error as Error).message;
  }
};

test("a step knows its line and how it is written", () => {
  const { steps } = parseScenario("name: x\nsteps:\n  - wait: 1s\n\n  - expect:\n      text: up\n", "a.yaml");
  expect(steps.map(({ line, source }) => [line, source])).toEqual([
    [3, "wait: 1s"],
    [5, "expect: text: up"],
  ]);
});

test("the application is seen from the file, and is its folder unless another is named", () => {
  const appOf = (app: string) => parseScenario(`${app}steps:\n- wait: 1s`, "test/smoke/a.yaml").app;
  expect(appOf("")).toBe("test/smoke");
  expect(appOf("app: ../../src\n")).toBe("src");
});

test.each([
  ["is no YAML", "steps: [", "a.yaml:1:9: Flow sequence in block collection must be"],
  ["is empty", "", "a.yaml:1:1: the file: "],
  ["has no steps", "name: x\n", "a.yaml:1:1: steps: expected a list of steps"],
  ["has a setting that is not known", "steps: [wait: 1s]\nbored: 1\n", "a.yaml:2:1: bored: "],
  [
    "has a step that is not known",
    "steps:\n  - wiat: 1s\n",
    'a.yaml:2:5: steps.0: there is no step "wiat", expected one of: press, storm',
  ],
  ["has two steps in one", "steps:\n  - wait: 1s\n    press: D2\n", "a.yaml:2:5: steps.0: expected one step"],
  [
    "has a length of time without a unit",
    "steps:\n  - wait: 12\n",
    "a.yaml:2:5: steps.0.wait.for: expected a length of time, such as 500ms or 2s",
  ],
  [
    "has a length of time of nothing",
    "steps:\n  - wait: 0s\n",
    "a.yaml:2:5: steps.0.wait.for: expected a length of time",
  ],
  [
    "has a broken regular expression",
    "steps:\n  - expect:\n      text: (\n",
    "a.yaml:3:7: steps.0.expect.text: expected a regular expression",
  ],
  [
    "has a field that is not known",
    "steps:\n  - press:\n      pin: D2\n      hodl: 1s\n",
    "a.yaml:4:7: steps.0.press.hodl: ",
  ],
  [
    "names a level that there is not",
    "steps:\n  - expect: { level: loud }\n",
    "a.yaml:2:15: steps.0.expect.level: ",
  ],
  [
    "repeats itself without end",
    `a: &a [1]\n${"bcdefghi"
      .split("")
      .map((key, i) => `${key}: &${key} [${`*${"abcdefghi"[i]},`.repeat(9)}]`)
      .join("\n")}\n`,
    "a.yaml:1:1: Excessive alias count",
  ],
])("a file that %s is told where and what was expected", (_what, text, message) => {
  expect(problem(text)).toContain(message);
});

test("a file that is not there is named", async () => {
  await expect(readScenario("no/such.yaml")).rejects.toMatchObject({ code: "SCENARIO_UNREADABLE" });
});

test("whatever stands in a file, it is read or refused", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json().map((json) => `steps: [${json}]`),
    fc.json().map((json) => `steps: [{expect: ${json}}, {press: ${json}}, {wait: ${json}}]`),
  );
  fc.assert(
    fc.property(anything, (text) => {
      try {
        parseScenario(text, "a.yaml");
      } catch (error) {
        expect(error).toBeInstanceOf(CliError);
      }
    }),
    { seed: 7, numRuns: 40 },
  );
});

describe("the schema", () => {
  test("is published as a file, which `vitest -u` writes", async () => {
    const schema = z.toJSONSchema(publishedSchema, { io: "input" });
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      "../../schemas/scenario.schema.json",
    );
  });

  test("takes what is read, and refuses what is refused", () => {
    const example = parse(readFileSync("examples/storm/scenario.yaml", "utf8"));
    expect(publishedSchema.safeParse(example).success).toBe(true);
    expect(publishedSchema.safeParse({ steps: [{ wait: "1s" }, { wiat: "1s" }] }).success).toBe(false);
    expect(publishedSchema.safeParse({ steps: [{ wait: "12" }] }).success).toBe(false);
  });
});
