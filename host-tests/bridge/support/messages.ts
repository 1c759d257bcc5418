import type { Message } from "../../../host/bridge/message.ts";
import type { Item } from "../../../host/monitor/item.ts";

/** 2026-11-23T08:00:00.250Z */
const arrivedMs = Date.UTC(2026, 10, 23, 8, 0, 0, 250);

export function recordMessage(number: number, facts: Partial<Item & { kind: "record" }> = {}): Message {
  return message(number, {
    kind: "record",
    level: 6,
    time: 1.25,
    context: "task",
    facility: "net",
    text: `record ${number}`,
    ...facts,
  });
}

export function message(number: number, item: Item, board = "kitchen"): Message {
  return { item, port: "tcp:127.0.0.1:2323", board, arrivedMs, run: "0badcafe", number };
}
