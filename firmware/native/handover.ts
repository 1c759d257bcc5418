/**
 * Whose the events in the ring are. Machine code makes frames of them (`frames.s`) while the only console is one that machine
 * code writes, and nobody wants it for himself; else JavaScript makes records of them. They are given at a look, and taken
 * back at once.
 */
import type { Platform } from "../platform/platform.ts";
import { isOver } from "../printk/exclusive.ts";
import type { Printk } from "../printk/printk.ts";
import type { EventRing } from "./event-ring.ts";
import { createFrames, type Frames } from "./frames.ts";
import type { PumpPort } from "./pump-port.ts";

/** After so many seconds machine code is told what time it is again; its counter may run over after 71 minutes. */
const CLOCK_AGE_S = 1000;

export interface Handover {
  /** Whether machine code may have them: the only console is one that it writes, and nobody wants that for himself. */
  isAllowed(): boolean;
  /** Gives the events to machine code if that may be, and those that became records are written. Context: task. @returns the port that it writes them to. */
  give(): PumpPort | undefined;
  /** Context: any. */
  takeBack(): void;
  /** Some have become records: the next ones are machine code's when those are written, so that all stay in order. */
  taken(): void;
  /** Frames made since boot. */
  count(): number;
}

export function createHandover(platform: Platform, printk: Printk, events: EventRing): Handover {
  let frames: Frames | undefined;
  let clockTime = -CLOCK_AGE_S;
  /** Records of events before this `seq` are not written yet. */
  let takenSeq = 0;
  return {
    isAllowed: () => !!portAlone(printk),
    give,
    takeBack,
    taken,
    count: () => (frames ? frames.count() : 0),
  };

  function give(): PumpPort | undefined {
    const console = printk.console;
    const port = console && console.cursor >= takenSeq ? portAlone(printk) : undefined;
    if (!port || !(frames || (frames = start(port)))) return undefined;
    if (platform.now() > clockTime + CLOCK_AGE_S) setClock(frames);
    frames.setOn(true);
    return port;
  }

  function setClock(frames: Frames): void {
    frames.setOn(false);
    frames.setClock(events.readClock(), printk.ring.startTime * events.clockHz);
    clockTime = platform.now();
  }

  function takeBack(): void {
    if (frames) frames.setOn(false);
  }

  function taken(): void {
    takenSeq = printk.ring.nextSeq;
  }

  function start(port: PumpPort): Frames | undefined {
    const made = createFrames(platform, events.address, events.clockHz);
    if (made) port.setMaker(made.maker);
    return made;
  }
}

/** The port of the only console, if machine code writes it and everything goes there. */
function portAlone({ console, isPanicking }: Printk): PumpPort | undefined {
  if (!console || console.next || console.level < 8 || isPanicking) return undefined;
  if (console.exclusives && !isOver(console, console.exclusives)) return undefined;
  const port = console.port as PumpPort;
  return (port.arm as unknown) ? port : undefined;
}
