/**
 * Whose the events in the ring are. Machine code makes lines of them (`line-maker.ts`) while the only console is one that machine
 * code writes, and nobody wants it for himself; else JavaScript makes records of them. They are given at a look, and taken
 * back at once.
 */
import type { Platform } from "../platform/platform.ts";
import { isOver } from "../printk/exclusive.ts";
import { type Printk, say } from "../printk/printk.ts";
import type { EventRing } from "./event-ring.ts";
import type { LineMaker, NamedEdges } from "./line-maker.ts";
import type { PumpPort } from "./pump-port.ts";
import { RING_NOTE } from "./ring-notes.ts";

/** What machine code makes is never longer: the pump's ring is empty then, and has to have room for it. */
const LINE_CHARS_MAX = 256;
/** After so many seconds machine code is to be told what time it is again; its counter may run over after 71 minutes. */
const CLOCK_AGE_S = 1000;

export interface Handover {
  /** Whether machine code may have them: it has words, and the only console is one that it writes and nobody wants for himself. */
  isAllowed(): boolean;
  /** Whether machine code has been told the time lately enough to go on. */
  knowsTime(): boolean;
  /** Whether machine code is being told what there is to say, a piece of it each time that the events are given to it. */
  isNaming(): boolean;
  /** Gives the events to machine code if that may be, and those that became records are written. Context: task. @returns the port that it writes them to. */
  give(): PumpPort | undefined;
  /** Context: any. */
  takeBack(): void;
  /** Some have become records: the next ones are machine code's when those are written, so that all stay in order. */
  taken(): void;
  /** Says what the edges of a watch are called, in the order of their numbers and before any are stored. Context: task. */
  nameEdges(edges: NamedEdges): void;
}

/** @param lines - what makes lines of the events. */
export function createHandover(
  platform: Platform,
  printk: Printk,
  events: EventRing,
  lines: LineMaker,
): Handover {
  let watches = 0;
  /** What gives machine code its words, a piece each, when the greeting is out: each takes 7 ms of an RP2040. */
  const namings: (() => void)[] = lines.nameSites ? [lines.nameSites] : [];
  let isNaming = false;
  let hasWords = true;
  let isStarted = false;
  let clockTime = -CLOCK_AGE_S;
  /** Records of events before this `seq` are not written yet. */
  let takenSeq = 0;
  return {
    isAllowed: () => hasWords && !!portAlone(printk),
    knowsTime,
    isNaming: () => isNaming,
    give,
    takeBack,
    taken,
    nameEdges,
  };

  function give(): PumpPort | undefined {
    const console = printk.console;
    const port = console && console.cursor >= takenSeq ? portAlone(printk) : undefined;
    if (!port || !(isStarted || start(port))) return undefined;
    if (!knowsTime()) setClock();
    events.giveToMachine(true);
    return port;
  }

  function knowsTime(): boolean {
    return platform.now() <= clockTime + CLOCK_AGE_S;
  }

  /** One step a turn. Without memory for the words the events stay JavaScript's. @returns whether it was the last. */
  function start(port: PumpPort): boolean {
    try {
      isNaming = nameNext();
    } catch (error) {
      isNaming = hasWords = false;
      say(printk, RING_NOTE, (error as Error).message + ": JavaScript writes events");
      return false;
    }
    if (isNaming) return false;
    port.setMaker(lines.maker);
    return (isStarted = true);
  }

  /** @returns false when there was nothing left to name. */
  function nameNext(): boolean {
    const naming = namings[0];
    if (!naming) return false;
    naming();
    namings.shift();
    return true;
  }

  function nameEdges(edges: NamedEdges): void {
    isStarted ? name(edges) : namings.push(() => name(edges));
  }

  function name(edges: NamedEdges): void {
    lines.nameEdges(watches++, edges);
  }

  function setClock(): void {
    takeBack();
    lines.setClock(events.readClock(), printk.ring.startTime * events.clockHz);
    clockTime = platform.now();
  }

  function takeBack(): void {
    events.giveToMachine(false);
  }

  function taken(): void {
    takenSeq = printk.ring.nextSeq;
  }
}

/** The port of the only console, if machine code writes it and everything goes there. */
function portAlone({ console, isPanicking }: Printk): PumpPort | undefined {
  if (!console || console.next || console.level < 8 || isPanicking) return undefined;
  if (console.exclusives && !isOver(console, console.exclusives)) return undefined;
  const port = console.port as PumpPort;
  return (port.arm as unknown) && port.ringChars >= LINE_CHARS_MAX ? port : undefined;
}
