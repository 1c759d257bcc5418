import { z } from "zod";
import { parseDuration } from "../cli/parse-duration.ts";
import type { Ability, Target } from "./target.ts";

/** What a step runs on. Before it runs, the target is known to have the abilities that the step needs. */
export interface Bench {
  readonly target: Required<Target>;
  /** The position in the log from which `expect` looks: behind what the last one found. */
  position: number;
}

/** A step of a file, ready to run. */
export interface PlannedStep {
  readonly needs?: Ability;
  /** @throws Unmet when the board did not do what was expected. */
  run(bench: Bench): Promise<void>;
}

/** A kind of step, as data: what may be written in a file, and what it does. `fields` says what each field is for. */
export interface StepKindDefinition<Shape extends z.ZodRawShape> {
  /** One line, for the published schema. */
  readonly summary: string;
  readonly fields: Shape;
  /** The field that a bare value stands for: `wait: 2s` is `wait: { for: 2s }`. */
  readonly shorthand: keyof Shape & string;
  readonly needs?: Ability | ((fields: z.output<z.ZodObject<Shape>>) => Ability | undefined);
  run(fields: z.output<z.ZodObject<Shape>>, bench: Bench): Promise<void>;
}

export interface StepKind {
  /** What may be written, for the published schema. */
  readonly schema: z.ZodType;
  /** Reads a value from a file. */
  parse(value: unknown): z.ZodSafeParseResult<PlannedStep>;
}

export function stepKind<Shape extends z.ZodRawShape>(kind: StepKindDefinition<Shape>): StepKind {
  const { summary, fields, shorthand, needs } = kind;
  const full = z.strictObject(fields);
  const planned = full.transform((read) => ({
    needs: typeof needs === "function" ? needs(read) : needs,
    run: (bench: Bench) => kind.run(read, bench),
  }));
  const bare = full.shape[shorthand] as unknown as z.ZodType;
  return {
    schema: z.union([bare, full]).describe(summary),
    parse: (value) => planned.safeParse(isObject(value) ? value : { [shorthand]: value }),
  };
}

/** `500ms`, `2s`, `1.5m`: read as milliseconds. */
export const duration = z
  .string("expected a length of time, such as 500ms or 2s")
  .regex(/^(?=[\d.]*[1-9])\d+(\.\d+)?(ms|s|m|h)$/, "expected a length of time, such as 500ms or 2s")
  .transform(parseDuration);

/** A regular expression. */
export const pattern = z
  .string("expected a regular expression, quoted if YAML would take it for something else")
  .min(1)
  .refine(isPattern, "expected a regular expression")
  .transform((text) => new RegExp(text));

/** What was expected of the board did not happen. The message says what did. */
export class Unmet extends Error {}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
