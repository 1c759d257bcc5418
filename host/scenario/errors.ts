import { CliError } from "../errors.ts";

export const scenarioUnreadable = (file: string, cause: unknown): CliError =>
  new CliError("SCENARIO_UNREADABLE", `cannot read ${file}: ${reasonOf(cause)}`, {
    fix: "name a scenario file, such as examples/storm/scenario.yaml",
    exitCode: 2,
    cause,
  });

/** @param problems - each with its place, and what was expected there. */
export const badScenario = (problems: readonly string[], cause?: unknown): CliError =>
  new CliError("BAD_SCENARIO", problems.join("\n"), {
    fix: "correct it; schemas/scenario.schema.json has editors say what is known",
    exitCode: 2,
    cause,
  });

export const unknownTarget = (wanted: string): CliError =>
  new CliError("UNKNOWN_TARGET", `"${wanted}" is nothing to run a scenario on`, {
    fix: "choose --on sim, --on emu, or a port such as --on serial:/dev/ttyACM0",
    exitCode: 2,
  });

/** @param places - the steps, each as `file:line: step`. */
export const stepsNotPossible = (target: string, places: readonly string[]): CliError =>
  new CliError("STEP_NOT_POSSIBLE", `${target} cannot do what is asked for here:\n${places.join("\n")}`, {
    fix: "run the scenario with --on sim or --on emu, or put these steps into a file of their own",
    exitCode: 2,
  });

/** @param place - of the step, as `file:line: step`. */
export const scenarioFailed = (place: string, message: string): CliError =>
  new CliError("SCENARIO_FAILED", `${place}: ${message}`, {
    fix: "what the board said last stands above, or in the report",
  });

export const reportFailed = (file: string, cause: unknown): CliError =>
  new CliError("REPORT_FAILED", `cannot write ${file}: ${reasonOf(cause)}`, {
    fix: "make room on the disk, or name another file",
    cause,
  });

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
