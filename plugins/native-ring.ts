import { createEventRing, type EventRing, WATCHES_MAX } from "../firmware/native/event-ring.ts";
import { insertRecord } from "../firmware/native/insert-record.ts";
import type { FirmwarePlugin, Requirements } from "../firmware/plugin.ts";
import { pending } from "../firmware/printk/console.ts";
import { printf } from "../firmware/printk/format.ts";
import { INFO, type Level } from "../firmware/printk/level.ts";
import { Logger } from "../firmware/printk/logger.ts";
import { type Printk, turn } from "../firmware/printk/printk.ts";
import { type LogRecord, type Site, VALUES } from "../firmware/printk/record.ts";

/** @public Read by the build. */
export const requires: Requirements = {
  hasNativeIrq: "interrupts that run machine code, which is for ARM chips",
};

export interface NativeRingOptions {
  /** Events that wait for JavaScript to come back; a power of two. Each takes 16 bytes. */
  slots?: number;
}

export interface EdgeOptions {
  /** "both" unless given. */
  edge?: "rising" | "falling" | "both";
  /** What the record calls the pin. */
  name: string;
}

export interface NativeRing extends FirmwarePlugin {
  /**
   * Logs the edges of a pin from the interrupt itself, to the microsecond, however busy JavaScript is. Nobody else may
   * watch the pin. Context: task, after `boot`.
   */
  watch(pin: EspruinoPin, options: EdgeOptions): void;
  /**
   * Prepares a message with up to two integers. Context: task, after `boot`.
   *
   * @returns what `say` takes.
   */
  message(level: Level, format: string): number;
  /** Logs a prepared message in a quarter of the time that a call of `pr` takes. Context: any, after `boot`. */
  say(message: number, a: number, b: number): void;
}

/** How often it is looked whether there are events, in milliseconds: a GPIO interrupt wakes no task. */
const LOOK_MS = 20;
const LEVEL_BITS = 3;

/**
 * Real interrupts log into a ring that machine code fills: edges with the microsecond in which they came, and messages of
 * JavaScript's that are in a hurry. They become records like any other, in the order of their times.
 *
 * Stands before other offloaders in the list and does their work, because events have to be in the ring before a turn
 * writes what came after them. Where it cannot work it says why, and throws at whoever uses it.
 */
export function nativeRing(options: NativeRingOptions = {}): NativeRing {
  const messages: { readonly site: Site; readonly format: string }[] = [];
  const edges: { readonly site: Site; readonly wanted: EdgeOptions["edge"] }[] = [];
  let ring: EventRing | undefined;
  let toldCount = 0;
  const plugin: NativeRing = { name: "native-ring", boot, watch, message, say: notThere };
  return plugin;

  function boot({ platform, board, printk }: Parameters<FirmwarePlugin["boot"]>[0]) {
    const events = createEventRing(platform, board, options.slots || 256);
    const pr = new Logger(printk, "native-ring");
    ring = events;
    plugin.say = events.say;
    const writer = platform.spawn(() => {
      drain(printk, events);
      return turn(printk);
    });
    platform
      .spawn(() => {
        if (events.hasEvents()) writer.wake();
        const lostCount = events.lostCount();
        if (lostCount !== toldCount) pr.warning("%d events lost", lostCount - toldCount);
        toldCount = lostCount;
        return LOOK_MS;
      })
      .wake();
    return { offload: writer.wake, panic: () => drain(printk, events) };
  }

  /** Makes records of events, as many as the consoles can still be told of. */
  function drain(printk: Printk, events: EventRing): void {
    while (hasRoom(printk) && events.next((time, what, a, b) => take(printk, time, what, a, b)));
  }

  function take({ ring: records }: Printk, time: number, what: number, a: number, b: number): void {
    if (what >= 0) {
      const { site, format } = messages[what >> LEVEL_BITS] as (typeof messages)[number];
      insertRecord(records, time, site, [format, a, b]);
      return;
    }
    const isHigh = ~what & 1;
    const edge = edges[~what >> 1] as (typeof edges)[number];
    if (edge.wanted !== (isHigh ? "falling" : "rising")) insertRecord(records, time, edge.site, isHigh);
  }

  function watch(pin: EspruinoPin, { edge, name }: EdgeOptions): void {
    if (!ring) throw new Error(NOT_THERE);
    if (edges.length === WATCHES_MAX) throw new Error("no more than " + WATCHES_MAX + " pins can be watched");
    edges.push({ site: [INFO, "irq", (record) => edgeText(name, record)], wanted: edge });
    ring.watch(edges.length - 1, pin);
  }

  function message(level: Level, format: string): number {
    messages.push({ site: [level, "", printf], format });
    return ((messages.length - 1) << LEVEL_BITS) | level;
  }
}

const NOT_THERE = "nativeRing() is not in the list of boot(), or could not start";

function notThere(): void {
  throw new Error(NOT_THERE);
}

function edgeText(name: string, record: LogRecord): string {
  return name + (record[VALUES] ? " rises" : " falls");
}

/** A ring that is half full is enough for the consoles; what does not fit waits where it is. */
function hasRoom({ ring, console: first }: Printk): boolean {
  for (let console = first; console; console = console.next)
    if (2 * pending(console) > ring.mask) return false;
  return true;
}
