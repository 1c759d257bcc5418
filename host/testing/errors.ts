import { CliError } from "../errors.ts";

/** @param uncaught - what the application threw, if anything. */
export const notSaid = (
  pattern: RegExp,
  withinMs: number,
  lastLines: readonly string[],
  uncaught: string | undefined,
): CliError =>
  new CliError(
    "NOT_SAID",
    [
      `the board did not say ${pattern} within ${withinMs / 1000} s of its time`,
      ...(uncaught === undefined ? [] : [`the application failed: ${uncaught}`]),
      "what it said last:",
      ...lastLines,
    ].join("\n"),
    { fix: "allow more with withinMs, or look at what the board does say" },
  );
