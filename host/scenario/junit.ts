import type { ScenarioReport, StepReport } from "./scenario-report.ts";

/**
 * Writes a report as JUnit XML: a suite for the scenario, a case for each step.
 *
 * Source: github.com/testmoapp/junitxml, the elements and attributes that CI systems agree on.
 */
export function junitXml({ scenario, file, target, steps, elapsedMs, lastLines }: ScenarioReport): string {
  const count = (status: StepReport["status"]) => steps.filter((step) => step.status === status).length;
  const counts = `tests="${steps.length}" failures="${count("failed")}" errors="${count("error")}" skipped="${count("skipped")}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts} time="${seconds(elapsedMs)}">`,
    `  <testsuite name="${escaped(`${scenario} on ${target}`)}" ${counts} time="${seconds(elapsedMs)}">`,
    ...steps.map((step) => testCase(step, file)),
    `    <system-out>${lastLines.map(escaped).join("\n")}</system-out>`,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase(step: StepReport, file: string): string {
  const name = escaped(`${step.line}: ${step.step}`);
  const attributes = `name="${name}" classname="${escaped(file)}" file="${escaped(file)}" line="${step.line}" time="${seconds(step.elapsedMs)}"`;
  const outcome = outcomeElement(step);
  return outcome === undefined
    ? `    <testcase ${attributes}/>`
    : `    <testcase ${attributes}>${outcome}</testcase>`;
}

function outcomeElement({ status, message = "" }: StepReport): string | undefined {
  if (status === "skipped") return "<skipped/>";
  if (status === "failed") return `<failure message="${escaped(message)}"/>`;
  return status === "error" ? `<error message="${escaped(message)}"/>` : undefined;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(6);

/** XML's own characters, and those that XML 1.0 cannot have at all, written as Unicode's replacement. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"\n]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(forbidden, "\ufffd");
}

/** What XML 1.0 cannot have at all: its 2.2, Characters. Lone surrogates are among them. */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
