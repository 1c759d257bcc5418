import type { Item } from "./item.ts";
import type { Stage } from "./stage.ts";

/** Makes an item of each line of the wire's text. */
export const textLines = (): Stage<string, Item> => ({ push: (line) => [parseLine(line)] });

/**
 * Reads one line of the wire's text.
 *
 * A record that names no facility and begins with a word and a colon cannot be told from one that does.
 */
export function parseLine(line: string): Item {
  return parseRecord(line) ?? parseLoss(line) ?? { kind: "text", text: line };
}

/** `<6>[    1.234567][C] storm: text` */
const record = /^<([0-7])>\[ *(\d+\.\d{6})\](\[C\])? (?:([\w.-]+): )?(.*)$/;

function parseRecord(line: string): Item | undefined {
  const match = record.exec(line);
  if (match === null) return undefined;
  const [, level, time, inIrq, facility, text = ""] = match;
  const context = inIrq === undefined ? "task" : "interrupt";
  return { kind: "record", level: Number(level), time: Number(time), context, facility, text };
}

/** `** 12 records dropped (overrun) **` */
const loss = /^\*\* (\d+) records? dropped \((.+)\) \*\*$/;

function parseLoss(line: string): Item | undefined {
  const [, dropped, reason] = loss.exec(line) ?? [];
  return reason === undefined ? undefined : { kind: "loss", dropped: Number(dropped), reason };
}
