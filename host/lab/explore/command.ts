import type { Option, Options, Output } from "../../cli/command.ts";
import { badLabParameter } from "../errors.ts";
import { wholeNumber } from "../options.ts";
import { replayToken } from "./replay.ts";
import { type ExploreReport, runExplore } from "./run-explore.ts";
import { findVariant, type Size, VARIANTS } from "./variants.ts";

/** The options of `baton lab explore`, beside `--scheme`, `--cpus`, `--seed` and `--json`. */
export const EXPLORE_OPTIONS: readonly Option[] = [
  wholeNumber("--records", "explore: messages each CPU logs", 1, 20),
  wholeNumber("--irqs", "explore: interrupts that log", 0, 8),
  { flags: "--nmi", summary: "explore: with an NMI that logs" },
  { flags: "--panic", summary: "explore: with a panic on CPU0" },
  wholeNumber("--seconds", "explore: random schedules for that long, not all of them", 1, 86_400),
  { flags: "--replay <token>", summary: "explore: run one schedule again, step by step" },
];

export function exploreOrReplay(options: Options, output: Output): void {
  if (typeof options.replay === "string") printReplay(options.replay, options, output);
  else printExploration(options, output);
}

function printExploration(options: Options, output: Output): void {
  const names = (options.scheme as string | undefined)?.split(",") ?? VARIANTS.map(({ name }) => name);
  const reports = names.map((name) => {
    const variant = findVariant(name);
    return runExplore(variant, sizeFrom(options, variant.sizeMin), randomFrom(options));
  });
  if (options.json)
    output.print(JSON.stringify(reports.length === 1 ? reports[0] : { schema: 1, explorations: reports }));
  else output.print(reports.map(describe).join("\n"));
}

function sizeFrom(options: Options, min: Partial<Size> = {}): Size {
  return {
    cpus: cpusFrom(options),
    records: Math.max(min.records ?? 1, (options.records as number | undefined) ?? 2),
    irqs: Math.max(min.irqs ?? 0, (options.irqs as number | undefined) ?? 0),
    hasNmi: options.nmi === true || min.hasNmi === true,
    hasPanic: options.panic === true || min.hasPanic === true,
  };
}

/** More CPUs than this and the states no longer fit in memory, nor the schedules in a day. */
const CPUS_MAX = 8;

function cpusFrom(options: Options): number {
  const cpus = (options.cpus as number | undefined) ?? 2;
  if (cpus > CPUS_MAX) throw badLabParameter("--cpus", `${cpus}`, `explore 1 to ${CPUS_MAX}`);
  return cpus;
}

function randomFrom(options: Options): { seconds: number; seed: number } | undefined {
  const seconds = options.seconds as number | undefined;
  return seconds === undefined ? undefined : { seconds, seed: (options.seed as number | undefined) ?? 1 };
}

function describe(report: ExploreReport): string {
  const { scheme, cpus, records, exhausted, schedules, naiveSchedules, states, steps, seconds } = report;
  const rate = Math.round(steps / Math.max(seconds, 0.001)).toLocaleString("en");
  const all = exhausted ? "all schedules" : "schedules";
  const naive =
    naiveSchedules === undefined ? "" : `, standing for ${naiveSchedules.toExponential(1)} without reduction`;
  const perSecond =
    states === 0
      ? `${rate} steps/s`
      : `${Math.round(states / Math.max(seconds, 0.001)).toLocaleString("en")} states/s`;
  const head = `${scheme}, ${cpus} CPUs × ${records} records: ${all}, ${schedules} run${naive}; ${states} states, ${steps} steps, ${seconds} s, ${perSecond}`;
  const found = report.violations.map(
    ({ invariant, token, steps: length }) =>
      `  broken after ${length} steps: ${invariant}\n  baton lab explore --replay '${token}'`,
  );
  return [head, ...(found.length > 0 ? found : ["  no invariant is broken"])].join("\n");
}

function printReplay(token: string, options: Options, output: Output): void {
  const { variant, trace, invariant } = replayToken(token);
  const lines = trace.map(
    ({ actor, does }, step) => `${String(step + 1).padStart(4)}  ${actor.padEnd(10)} ${does}`,
  );
  const verdict = invariant === undefined ? "no invariant is broken" : `broken: ${invariant}`;
  const json = { schema: 1, scheme: variant, trace, invariant };
  output.print(options.json ? JSON.stringify(json) : [...lines, verdict].join("\n"));
}
