import { z } from "zod";
import type { Item } from "./item.ts";

/** A line of `--json`: an item, where it came from and when. */
export type JsonLine = Item & { readonly port: string; readonly host: string };

const position = z
  .object({ file: z.string(), line: z.int().min(1), column: z.int().min(1) })
  .optional()
  .describe("the place in the sources that the text names, where it is a line of a stack trace");

const shared = {
  port: z.string().describe("the address of the port that it came from"),
  host: z.iso.datetime().describe("when its first byte came, by the host's clock"),
};

/**
 * What `--json` prints, line by line. Programs may rely on what is here, and on nothing being taken away; kinds and
 * fields may be added. `schemas/monitor-line.schema.json` is the same for other languages.
 */
export const jsonLineSchema: z.ZodType<JsonLine> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("record"),
    level: z.int().min(0).max(7).describe("0 is the worst, 7 the least, as in syslog"),
    time: z.number().min(0).describe("seconds since the board's boot"),
    context: z.enum(["task", "interrupt"]).describe("what the board was running when it was logged"),
    facility: z.string().optional().describe("the module that logged it"),
    text: z.string(),
    seq: z.int().min(0).optional().describe("its number since boot, where the wire carries it"),
    writer: z
      .literal("machine")
      .optional()
      .describe("set where machine code wrote it: such records have numbers of their own"),
    position,
    args: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("its arguments, where the wire carries tokens"),
    timeIsLowerBound: z
      .literal(true)
      .optional()
      .describe("set where something was lost on the way from which the time was to be counted"),
    ...shared,
  }),
  z.object({
    kind: z.literal("loss"),
    dropped: z.int().min(1).describe("how many records are missing here"),
    reason: z
      .string()
      .describe(
        'why: the board\'s own word, or "not received", "damaged", "unknown token", "another dictionary", "no dictionary"',
      ),
    ...shared,
  }),
  z.object({
    kind: z.literal("text"),
    text: z.string().describe("a line that is no record, with its control characters spelled out"),
    position,
    ...shared,
  }),
  z.object({
    kind: z.literal("event"),
    event: z.enum(["vanished", "returned", "reset", "flashed", "refused"]),
    text: z.string().describe("the same for people"),
    ...shared,
  }),
]);
