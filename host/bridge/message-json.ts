import { z } from "zod";
import type { Item } from "../monitor/item.ts";
import { jsonLineSchema } from "../monitor/item-schema.ts";
import { neutralise } from "../monitor/neutralise.ts";
import type { Message } from "./message.ts";

/** A message as subscribers get it: a line of `baton monitor --json` with the board's name and the message's number. */
export function messageToJson({ item, board, port, arrivedMs, run, number }: Message): string {
  return JSON.stringify({ ...item, board, port, host: new Date(arrivedMs).toISOString(), run, number });
}

/** @returns nothing when it is no message: anybody may publish anything. What it holds can act on no terminal. */
export function messageFromJson(json: string): Message | undefined {
  try {
    const flat = JSON.parse(json, (_key, value) => (typeof value === "string" ? neutralise(value) : value));
    const { port, host, ...item } = jsonLineSchema.parse(flat);
    return { item: item as Item, port, arrivedMs: Date.parse(host), ...envelopeSchema.parse(flat) };
  } catch {
    return undefined;
  }
}

const envelopeSchema = z.object({ board: z.string(), run: z.string(), number: z.int().min(0) });
