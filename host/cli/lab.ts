import { runMatrix } from "../lab/matrix.ts";
import { RUN_OPTIONS, readRequest } from "../lab/options.ts";
import type { Run } from "../lab/run.ts";
import type { Command } from "./command.ts";
import { formatTable } from "./table.ts";

export const lab: Command = {
  name: "lab",
  summary: "run the printing schemes of the kernel's history, and baton, on simulated CPUs",
  args: [{ name: "[what]", summary: "a scenario such as F2; all of them when absent" }],
  options: [...RUN_OPTIONS, { flags: "--json", summary: "print all runs with what was measured, as JSON" }],
  examples: ["baton lab", "baton lab --schemes legacy,owner-waiter --scenarios F1,F2 --cpus 4 --json"],
  async run([what], options, output) {
    const request = readRequest(what, options);
    if (request.note !== undefined) output.note(request.note);
    const runs = await runMatrix(request, output.signal);
    output.print(options.json ? JSON.stringify({ schema: 1, runs }) : formatTable(HEADER, runs.map(asRow)));
  },
};

const HEADER = ["scenario", "scheme", "verdict", "why"];

const asRow = ({ scenario, scheme, verdict, why }: Run): string[] => [scenario, scheme, verdict, why];
