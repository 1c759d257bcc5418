import type { Command } from "./command.ts";
import { type Check, checks, type Finding } from "./doctor-checks.ts";
import { unhealthy } from "./errors.ts";

export const doctor: Command = {
  name: "doctor",
  summary: "check that this computer can build, flash and watch",
  options: [{ flags: "--json", summary: "print the findings as JSON" }],
  examples: ["baton doctor"],
  async run(_args, options, output) {
    const findings = await Promise.all(checks.map(examine));
    if (options.json) output.print(JSON.stringify({ schema: 1, checks: findings }, null, 2));
    else for (const finding of findings) output.print(asText(finding));
    const failed = findings.filter(({ status }) => status === "fail").map(({ name }) => name);
    if (failed.length > 0) throw unhealthy(failed);
  },
};

type NamedFinding = Finding & { readonly name: string };

async function examine({ name, fixWhenThrown, run }: Check): Promise<NamedFinding> {
  try {
    return { name, ...(await run()) };
  } catch (error) {
    return {
      name,
      status: "fail",
      found: error instanceof Error ? error.message : String(error),
      fix: fixWhenThrown,
    };
  }
}

function asText({ name, status, found, fix }: NamedFinding): string {
  return `${status.padEnd(4)}  ${name.padEnd(12)}  ${found}${fix === undefined ? "" : `\n${" ".repeat(20)}fix: ${fix}`}`;
}
