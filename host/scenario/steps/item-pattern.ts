import { z } from "zod";
import { type Item, levelNames, plainText } from "../../monitor/item.ts";
import { pattern } from "../step-kind.ts";

/** The fields by which steps say what a board is to say. All that are given must hold; all but `text` mean records. */
export const itemPattern = {
  text: pattern
    .optional()
    .describe("regular expression for the line, with the facility and without time and level"),
  level: z.enum(levelNames).optional(),
  facility: z.string().optional().describe("the module that logged it"),
  context: z.enum(["task", "interrupt"]).optional().describe("where it was logged"),
};

export interface ItemPattern {
  readonly text?: RegExp;
  readonly level?: (typeof levelNames)[number];
  readonly facility?: string;
  readonly context?: "task" | "interrupt";
}

export function matches(wanted: ItemPattern, item: Item | undefined): boolean {
  if (item === undefined || (wanted.text && plainText(item).search(wanted.text) < 0)) return false;
  const { level, facility, context } = wanted;
  if (level === undefined && facility === undefined && context === undefined) return true;
  return (
    item.kind === "record" &&
    (level === undefined || levelNames[item.level] === level) &&
    (facility === undefined || item.facility === facility) &&
    (context === undefined || item.context === context)
  );
}
