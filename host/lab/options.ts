import type { Option, Options } from "../cli/command.ts";
import { parseDuration } from "../cli/parse-duration.ts";
import { badLabParameter, unknownScenario, unknownScheme } from "./errors.ts";
import { WAKE_POLICIES } from "./machine/wake-policy.ts";
import type { LabParams } from "./params.ts";
import type { Scenario } from "./scenario.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import type { SchemeEntry } from "./scheme.ts";
import { SCHEMES } from "./schemes/index.ts";

/** Longest run. Memory does not grow with it, but patience does; one hour is 60 times the usual run. */
export const FOR_MS_MAX = 3_600_000;

/** The options of `baton lab` that change what is run, and how to read them. */
export const RUN_OPTIONS: readonly Option[] = [
  { flags: "--schemes <list>", summary: "only these schemes, separated by commas", parse: parseSchemes },
  { flags: "--scheme <name>", summary: "only this scheme, or these" },
  {
    flags: "--scenarios <list>",
    summary: "only these scenarios, separated by commas",
    parse: parseScenarios,
  },
  wholeNumber("--cpus", "CPUs", 1, 64),
  wholeNumber("--baud", "speed of the console", 110, 12_000_000),
  wholeNumber("--record-chars", "characters per record", 1, 1024),
  wholeNumber("--store-us", "microseconds to store a record", 0, 1_000_000),
  wholeNumber("--budget-ms", "milliseconds a context prints before it asks for help", 1, 600_000),
  { flags: "--for <time>", summary: "simulated time: 60s, 1500ms, 2m (at most 60m)", parse: parseDuration },
  wholeNumber("--seed", "where chance begins", 0, 0xffff_ffff),
  {
    flags: "--wake <policy>",
    summary: `where woken tasks go: ${WAKE_POLICIES.join(", ")}`,
    parse: parsePolicy,
  },
  { flags: "--fair", summary: "no handoff past a task that sleeps for the console lock" },
  { flags: "--chain-budget", summary: "the budget counts from when the lock was last free" },
  { flags: "--affinity", summary: "keep woken threads off the run queue of their waker" },
  { flags: "--no-spin-in-panic", summary: "do not wait for an owner once a panic has begun" },
  { flags: "--no-preempt-off", summary: "leave preemption on in printk" },
  { flags: "--pet-watchdog", summary: "the driver pets the lockup detectors, as the 8250's does" },
];

/** What the user asked for, with only those parameters that were given. */
export interface LabRequest {
  readonly schemes: readonly SchemeEntry[];
  readonly scenarios: readonly Scenario[];
  readonly overrides: Partial<LabParams>;
  /** Set when `--for` had to be cut. */
  readonly note?: string;
}

export function readRequest(what: string | undefined, options: Options): LabRequest {
  const forMs = options.for as number | undefined;
  const overrides: Partial<Record<keyof LabParams, unknown>> = {
    cpus: options.cpus,
    baud: options.baud,
    recordChars: options.recordChars,
    storeUs: options.storeUs,
    budgetMs: options.budgetMs,
    forMs: forMs === undefined ? undefined : Math.min(forMs, FOR_MS_MAX),
    seed: options.seed,
    wakePolicy: options.wake,
    fair: options.fair,
    chainBudget: options.chainBudget,
    affinity: options.affinity,
    petsWatchdog: options.petWatchdog,
    spinInPanic: options.spinInPanic === false ? false : undefined,
    preemptOffInPrintk: options.preemptOff === false ? false : undefined,
  };
  return {
    schemes: schemesFrom(options),
    scenarios:
      what === undefined ? ((options.scenarios ?? SCENARIOS) as readonly Scenario[]) : parseScenarios(what),
    overrides: Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)),
    note:
      forMs !== undefined && forMs > FOR_MS_MAX
        ? "--for is cut to 60 minutes, so that the run stays bounded"
        : undefined,
  };
}

function schemesFrom(options: Options): readonly SchemeEntry[] {
  if (typeof options.scheme === "string") return parseSchemes(options.scheme);
  return (options.schemes as readonly SchemeEntry[] | undefined) ?? SCHEMES;
}

function parseSchemes(text: string): readonly SchemeEntry[] {
  return text.split(",").map((name) => {
    const found = SCHEMES.find((scheme) => scheme.name === name.trim().toLowerCase());
    if (found === undefined)
      throw unknownScheme(
        name,
        SCHEMES.map((scheme) => scheme.name),
      );
    return found;
  });
}

function parseScenarios(text: string): readonly Scenario[] {
  return text.split(",").map((id) => {
    const found = SCENARIOS.find((scenario) => scenario.id === id.trim().toUpperCase());
    if (found === undefined)
      throw unknownScenario(
        id,
        SCENARIOS.map((scenario) => scenario.id),
      );
    return found;
  });
}

function parsePolicy(text: string): string {
  if (!(WAKE_POLICIES as readonly string[]).includes(text))
    throw badLabParameter("--wake", text, `one of: ${WAKE_POLICIES.join(", ")}`);
  return text;
}

/** An option that takes a whole number within limits. */
export function wholeNumber(name: string, summary: string, min: number, max: number): Option {
  return {
    flags: `${name} <n>`,
    summary: `${summary} (${min} to ${max})`,
    parse: (text) => {
      const value = Number(text);
      if (!/^\d+$/.test(text) || value < min || value > max)
        throw badLabParameter(name, text, `a whole number from ${min} to ${max}`);
      return value;
    },
  };
}
