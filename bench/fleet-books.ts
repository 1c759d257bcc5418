import { connectAsync } from "mqtt";
import { messageFromJson } from "../host/bridge/message-json.ts";
import { recordsPerBoard, runMs } from "./simulated-fleet.ts";

export interface FleetBooks {
  areClosed(): boolean;
  row(clockHz: number): string[];
  close(): void;
}

/** A subscriber that keeps the books of each board. */
export async function subscribe(url: string, count: number): Promise<FleetBooks> {
  const seen = Array.from({ length: count }, () => new Set<number>());
  const dropped: number[] = seen.map(() => 0);
  const delaysMs: number[] = [];
  const client = await connectAsync(url);
  client.on("message", (_topic, payload) => {
    const message = messageFromJson(payload.toString());
    const index = Number(message?.board.slice(1));
    if (message?.item.kind === "loss") dropped[index]! += message.item.dropped;
    if (message?.item.kind !== "record") return;
    const [, number] = /^record (\d+) of the fleet$/.exec(message.item.text) ?? [];
    if (number === undefined) return;
    seen[index]?.add(Number(number));
    delaysMs.push(Date.now() - message.arrivedMs);
  });
  await client.subscribeAsync("baton/#", { qos: 1 });
  const seenTotal = () => seen.reduce((sum, { size }) => sum + size, 0);
  const droppedTotal = () => dropped.reduce((sum, each) => sum + each, 0);
  const closed = () => seen.filter(({ size }, index) => size + dropped[index]! === recordsPerBoard).length;
  return {
    areClosed: () => closed() === count,
    row: (clockHz) => {
      delaysMs.sort((a, b) => a - b);
      const missing = count * recordsPerBoard - seenTotal() - droppedTotal();
      return [
        `${clockHz / 1e6} MHz`,
        `${count * recordsPerBoard}`,
        `${seenTotal()}`,
        `${droppedTotal()}`,
        `${missing}`,
        `${closed()} of ${count}`,
        `${((1000 * seenTotal()) / runMs).toFixed(0)}`,
        `${delaysMs[Math.floor(delaysMs.length * 0.5)]} ms`,
        `${delaysMs[Math.floor(delaysMs.length * 0.99)]} ms`,
      ];
    },
    close: () => void client.end(true),
  };
}
