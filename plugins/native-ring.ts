import { afterPrompt } from "../firmware/native/after-prompt.ts";
import { edgeSite } from "../firmware/native/edge-sites.ts";
import {
  createEventRing,
  type EventRing,
  HEAD,
  LOST,
  TAIL,
  TOLD,
  WATCHES_MAX,
} from "../firmware/native/event-ring.ts";
import { createHandover, type Handover } from "../firmware/native/handover.ts";
import { insertRecord } from "../firmware/native/insert-record.ts";
import {
  type CreateLineMaker,
  type EdgeSites,
  LINE_CLOCK_HZ,
  type NamedEdges,
} from "../firmware/native/line-maker.ts";
import { logIntsWith, sayInts, siteOf } from "../firmware/native/log-ints.ts";
import type { PumpPort } from "../firmware/native/pump-port.ts";
import { lossesMessage, RING_NOTE } from "../firmware/native/ring-notes.ts";
import { ASLEEP, CONTEXT_SHIFT, type Context, IRQ } from "../firmware/platform/platform.ts";
import type { Firmware, FirmwarePlugin, Requirements } from "../firmware/plugin.ts";
import { OVERRUN, pending, REASONS } from "../firmware/printk/console.ts";
import type { Level } from "../firmware/printk/level.ts";
import { type Printk, say, turn } from "../firmware/printk/printk.ts";
import type { Site } from "../firmware/printk/record.ts";
import type { Books } from "../firmware/printk/stats.ts";
import { createLineMaker } from "../firmware/wire/wire.ts";

/** @public Read by the build. */
export const requires: Requirements = {
  hasNativeIrq: "interrupts that run machine code, which is for ARM chips",
};

export interface NativeRingOptions {
  /** Events that wait for JavaScript to come back; a power of two. Each takes 16 bytes. */
  slots?: number;
  /**
   * `textLines` has machine code put edges and log calls of integers into words, and write them itself; it does so with tokens
   * anyway. What it has written is in no record: neither `dmesg()` nor the crash log has it.
   */
  lines?: CreateLineMaker | undefined;
  /** What the build has machine code say when events were lost, as `logInts` is told it; without it JavaScript says so. */
  losses?: number;
}

export interface EdgeOptions {
  /** "both" unless given. */
  edge?: "rising" | "falling" | "both";
  /** What the record calls the pin. A literal costs nothing in a build with tokens, where it stays on the host. */
  name: string;
  /** What the build makes of such a name: the sites of records of a falling and of a rising edge. */
  says?: EdgeSites;
}

export interface NativeRing extends FirmwarePlugin {
  /**
   * Logs the edges of a pin from the interrupt itself, to what the board's `nativeClock` counts, however busy JavaScript is.
   * Nobody else may watch the pin. Context: task, after `boot`.
   */
  watch(pin: EspruinoPin, options: EdgeOptions): void;
  /** Has the build's log calls of integers at this level and above not even stored. Context: task, after `boot`. */
  setLevel(level: Level): void;
}

/**
 * How often it is looked whether there are events, in milliseconds: a GPIO interrupt wakes no task. A look takes 1 ms of an
 * RP2040, and a ring of 256 then takes what comes at 5 kHz. While machine code writes what is stored, it is the port that has
 * us look, now and then.
 */
const LOOK_MS = 50;
/** When it is looked first. */
const BEGIN_MS = 5;
/**
 * How often losses are told while they go on, in seconds. A record about them is younger than all events that wait, each of which
 * has to get past it; and there is no room for more to write.
 */
const TELL_S = 10;
/** Machine code puts it into a line of bounded length. */
const NAME_CHARS_MAX = 64;

/**
 * Real interrupts log into a ring that machine code fills: edges with the moment in which they came. So do log calls of up
 * to two integers, each of which the build makes one call of machine code. All become records like any other, in the order of
 * their times.
 *
 * In a build with tokens, or with `lines: textLines`, whose only console is written by `nativeOffloader()`, JavaScript does not
 * touch edges and integers again, if the board's clock counts microseconds: machine code makes lines of them and writes them.
 * They are in the order of their times, and JavaScript's records come among them when they are formatted. While there is
 * another console, or one wants this one for itself, all become records.
 *
 * Stands before other offloaders in the list and does their work, because events have to be in the ring before a turn
 * writes what came after them. Where it cannot work it says why, and throws at whoever uses it.
 */
export function nativeRing(options: NativeRingOptions = {}): NativeRing {
  const edges: NamedEdges[] = [];
  let handover: Handover | undefined;
  let ring: EventRing | undefined;
  return { name: "native-ring", boot, watch, setLevel: (level) => started(ring).setLevel(level) };

  function boot({ platform, board, printk }: Firmware) {
    const events = createEventRing(platform, board, options.slots || 256);
    const { words, alarm } = events;
    const createMaker = createLineMaker || options.lines;
    const maker = createMaker && events.clockHz === LINE_CLOCK_HZ ? createMaker(platform, events) : undefined;
    if (maker) {
      if (options.losses) events.tellLosses(options.losses);
      handover = createHandover(platform, printk, events, maker);
    }
    let tellTime = 0;
    let isDraining = false;
    /** Where machine code writes the events; none while they are JavaScript's. */
    let port: PumpPort | undefined;
    /** Whether there were log calls that machine code has to leave to JavaScript. */
    let isMixed = false;
    let hasBegun = false;
    let isReady = false;
    ring = events;
    printk.collect = collect;
    printk.audit = (books) => enter(books, events);
    logIntsWith(events.logInts);
    const writer = platform.spawn(afterPrompt(write));
    const ours = platform.spawn(look);
    ours.wake();
    return {
      offload: writer.wake,
      panic() {
        // Who was draining does not come back; what he was at may come twice.
        isDraining = false;
        collect();
      },
    };

    function write(): number {
      // Nobody else is draining: who did so has died, and so has an emergency.
      isDraining = false;
      if (!port && !isMachines()) collect();
      return turn(printk);
    }

    /**
     * Has whoever the events belong to write them. The first looks get machine code ready, whether there are any or not; what was
     * logged in the meantime is written before. @returns when to look again.
     */
    function look(): number {
      // While the timer comes, what is stored may be gone before anybody looks.
      if (isReady && words[HEAD] === words[TAIL] && words[LOST] === words[TOLD] && !(port && port.isArmed()))
        return LOOK_MS;
      if (!hasBegun) {
        hasBegun = true;
        return BEGIN_MS;
      }
      // Most looks find that all is as it was, and what machine code has stays with it.
      if (port && port.isArmed() && !alarm[0] && (handover as Handover).knowsTime())
        return isMixed ? LOOK_MS : ASLEEP;
      alarm[0] = 0;
      isReady = true;
      tellLost();
      if (!isMachines()) leaveToWriter();
      else if ((port = (handover as Handover).give())) {
        port.attendTo(alarm, ours.wake);
        port.arm();
        if (!isMixed) return ASLEEP;
      } else if ((handover as Handover).isNaming()) {
        isReady = false;
        return 0;
      }
      return LOOK_MS;
    }

    /** Whether machine code may have the events, at the latest when those are written that have become records. */
    function isMachines(): boolean | undefined {
      return handover && handover.isAllowed() && events.isNextPlain();
    }

    function leaveToWriter(): void {
      if (!events.isNextPlain()) isMixed = true;
      port = undefined;
      writer.wake();
    }

    /** Machine code tells by itself while the events are its own. */
    function tellLost(): void {
      if (events.lostCount() === words[TOLD] || (options.losses && isMachines())) return;
      const now = platform.now();
      if (now < tellTime && events.storedCount() !== events.takenCount()) {
        alarm[0] = 1;
        return;
      }
      if (handover) handover.takeBack();
      const lostCount = events.lostCount();
      say(printk, RING_NOTE, lossesMessage(lostCount - (words[TOLD] as number)));
      words[TOLD] = lostCount;
      tellTime = now + TELL_S;
    }

    /** Makes records of all events. An interrupt that comes meanwhile leaves that to whom it interrupted. */
    function collect(): void {
      const isUrgent = printk.isPanicking || (printk.urgency && printk.urgency.count);
      logIntsWith(isUrgent ? sayInts.bind(undefined, printk) : events.logInts);
      // Until they are given away again, nobody else looks.
      if (port && !printk.isPanicking) ours.wake();
      port = undefined;
      if (handover) handover.takeBack();
      if (isDraining) return;
      isDraining = true;
      alarm[0] = 0;
      events.readClock();
      while (hasRoom(printk) && events.next((time, what, a, b) => take(printk, time, what, a, b)));
      if (handover) handover.taken();
      isDraining = false;
    }
  }

  function take({ ring: records }: Printk, time: number, what: number, a: number, b: number): void {
    if (what >= 0) insertRecord(records, time, (what >> CONTEXT_SHIFT) as Context, siteOf(what), a, b);
    else {
      const isHigh = ~what & 1;
      const { wanted, says } = edges[~what >> 1] as NamedEdges;
      if (wanted !== (isHigh ? "falling" : "rising"))
        insertRecord(records, time, IRQ, says[isHigh] as Site, isHigh, 0);
    }
  }

  function watch(pin: EspruinoPin, { edge, name, says }: EdgeOptions): void {
    const events = started(ring);
    if (edges.length === WATCHES_MAX) throw new Error("no more than " + WATCHES_MAX + " pins can be watched");
    const watched: NamedEdges = { says: says || sitesOf(name), wanted: edge };
    edges.push(watched);
    if (handover) handover.nameEdges(watched);
    events.watch(edges.length - 1, pin);
  }
}

function started(ring: EventRing | undefined): EventRing {
  if (ring) return ring;
  throw new Error("nativeRing() is not in the list of boot(), or could not start");
}

/** Machine code has written some to the first console, had no room for others, and some are still where it put them. */
function enter(books: Books, events: EventRing): void {
  const lost = events.lostCount();
  let taken: number;
  let written: number;
  // A line that machine code makes takes longer than this, so that the second time finds both of the same moment.
  do {
    taken = events.takenCount();
    written = events.madeCount();
  } while (taken !== events.takenCount());
  const waiting = (events.storedCount() - taken) | 0;
  books["logged"] += written + lost + waiting;
  books["pending"] += waiting;
  books["consoles"].forEach((console, index) => {
    console["pending"] += waiting;
    console["written"] += index ? 0 : written;
    (console["dropped"][REASONS[OVERRUN] as string] as number) += lost + (index ? written : 0);
  });
}

function sitesOf(name: string): EdgeSites {
  if (name.length > NAME_CHARS_MAX)
    throw new Error(
      "a pin's name of " + name.length + " characters is too long: " + NAME_CHARS_MAX + " will do",
    );
  const site = edgeSite(name);
  return [site, site];
}

/** A ring that is half full is enough for the consoles; what does not fit waits where it is. */
function hasRoom({ ring, console: first }: Printk): boolean {
  for (let console = first; console; console = console.next)
    if (2 * pending(console) > ring.recordMask) return false;
  return true;
}
