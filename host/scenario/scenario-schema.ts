import { z } from "zod";
import { stepKinds } from "./steps/index.ts";

/** What stands around the steps. */
const settings = {
  name: z.string().min(1).optional().describe("for the reports (default: the name of the file's folder)"),
  app: z
    .string()
    .min(1)
    .optional()
    .describe("the application's folder, seen from the file (default: the file's folder)"),
  board: z.string().min(1).optional().describe("the board to build for, unless --board names another"),
  baud: z.int().min(300).max(4_000_000).optional().describe("speed of the console, in bits per second"),
  seed: z.int().min(0).max(999_999_999).optional().describe("of all chance in the run (default: 1)"),
};

/** The file without the meaning of its steps, which each kind reads by itself so that its errors are about it alone. */
export const scenarioSchema = z.strictObject({
  ...settings,
  steps: z.array(z.record(z.string(), z.unknown()), "expected a list of steps").min(1),
});

/** The whole file, for editors: `schemas/scenario.schema.json`. */
export const publishedSchema = z.strictObject({
  ...settings,
  steps: z
    .array(z.union(Object.entries(stepKinds).map(([word, { schema }]) => z.strictObject({ [word]: schema }))))
    .min(1),
});
