/** A recording: a header, and then everything that crossed a board's ports and pins, one JSON object a line. */
import { z } from "zod";
import { tokenManifest } from "../tokens/dictionary.ts";
import { badRecording } from "./errors.ts";

/** A day: nobody waits for more of it to be replayed. */
const usMax = 86_400e6;

const header = z.strictObject({
  recording: z.literal(1).describe("the version of this format"),
  target: z.string().describe("where it was recorded: sim, emu, or a port's address"),
  board: z.string().optional().describe("process.env.BOARD of the board, where it is known"),
  seed: z.int().min(0).optional().describe("of all chance in the simulated board"),
  code: z.string().optional().describe("the bundle that ran, where it is known"),
  tokens: tokenManifest.optional().describe("what puts its tokens into words, where it was built with them"),
});

const atUs = z
  .number()
  .min(0)
  .max(usMax)
  .describe("microseconds since the power was last switched on, or since the recording began");

const event = z.discriminatedUnion("event", [
  z.strictObject({
    event: z.literal("out").describe("bytes left the board: a line at most, at the end of its last byte"),
    atUs,
    port: z.string(),
    data: z.string().describe("a character for each byte"),
  }),
  z.strictObject({
    event: z
      .literal("in")
      .describe("bytes were put on the line to the board, one after the other from then on"),
    atUs,
    port: z.string(),
    data: z.string().describe("a character for each byte"),
  }),
  z.strictObject({
    event: z.literal("pin").describe("a pin changed its level"),
    atUs,
    pin: z.string(),
    isHigh: z.boolean(),
    by: z.enum(["program", "outside"]),
  }),
  z.strictObject({
    event: z.literal("power-cut"),
    atUs,
    forMs: z
      .number()
      .min(0)
      .max(usMax / 1000),
  }),
  z.strictObject({ event: z.literal("end").describe("the recording was ended"), atUs }),
]);

export type RecordingHeader = z.infer<typeof header>;
export type RecordedEvent = z.infer<typeof event>;

export interface Recording {
  readonly header: RecordingHeader;
  readonly events: readonly RecordedEvent[];
}

/** Takes the lines of a recording as they come, the header first. */
export type RecordingSink = (line: RecordingHeader | RecordedEvent) => void;

/**
 * @param file - for messages.
 * @throws CliError `BAD_RECORDING` with the line, and what was expected there.
 */
export function parseRecording(text: string, file: string): Recording {
  const [first = "", ...others] = text.split("\n");
  const lines = others.filter((line) => line !== "");
  return {
    header: parseLine(first, header, `${file}:1`),
    events: lines.map((line, index) => parseLine(line, event, `${file}:${index + 2}`)),
  };
}

function parseLine<T>(line: string, schema: z.ZodType<T>, place: string): T {
  const { success, data, error } = schema.safeParse(jsonOf(line));
  if (success) return data;
  const [issue] = error.issues;
  throw badRecording(`${place}: ${issue?.path.join(".") || "the line"}: ${issue?.message}`);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
