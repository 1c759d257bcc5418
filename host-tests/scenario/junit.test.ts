import { expect, test } from "vitest";
import { junitXml } from "../../host/scenario/junit.ts";
import type { ScenarioReport } from "../../host/scenario/scenario-report.ts";

const report: ScenarioReport = {
  schema: 1,
  scenario: "door & <bell>",
  file: "test/door.yaml",
  target: "sim",
  board: "PUCKJS",
  bundle: { sha256: "abc", bytes: 3 },
  seed: 1,
  passed: false,
  elapsedMs: 1234.5678,
  steps: [
    { line: 3, step: 'expect: "up"', status: "passed", elapsedMs: 12.5 },
    { line: 4, step: "expect: ding", status: "failed", elapsedMs: 1000, message: "it did\nnot come" },
    { line: 5, step: "wait: 1s", status: "skipped", elapsedMs: 0 },
  ],
  lastLines: ["[    0.1] info ]]> \x1b \ud800 ü"],
};

test("a report is XML that CI systems read, with nothing in it that XML cannot have", () => {
  expect(junitXml(report)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="3" failures="1" errors="0" skipped="1" time="1.234568">
      <testsuite name="door &#38; &#60;bell&#62; on sim" tests="3" failures="1" errors="0" skipped="1" time="1.234568">
        <testcase name="3: expect: &#34;up&#34;" classname="test/door.yaml" file="test/door.yaml" line="3" time="0.012500"/>
        <testcase name="4: expect: ding" classname="test/door.yaml" file="test/door.yaml" line="4" time="1.000000"><failure message="it did&#10;not come"/></testcase>
        <testcase name="5: wait: 1s" classname="test/door.yaml" file="test/door.yaml" line="5" time="0.000000"><skipped/></testcase>
        <system-out>[    0.1] info ]]&#62; � � ü</system-out>
      </testsuite>
    </testsuites>
    "
  `);
});

test("a step that could not be run is an error and no failure", () => {
  const [step] = report.steps;
  const xml = junitXml({ ...report, steps: [{ ...step!, status: "error", message: "no pin" }] });
  expect(xml).toContain('<error message="no pin"/>');
  expect(xml).toContain('failures="0" errors="1"');
});
