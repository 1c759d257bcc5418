import { ASLEEP, PANIC, type Platform } from "../firmware/platform/platform.ts";
import type { Firmware, FirmwarePlugin } from "../firmware/plugin.ts";
import type { Console } from "../firmware/printk/console.ts";
import { ERR } from "../firmware/printk/level.ts";
import { skip } from "../firmware/printk/mode.ts";
import { pause, resume } from "../firmware/printk/pause.ts";
import { say } from "../firmware/printk/printk.ts";
import type { Site } from "../firmware/printk/record.ts";
import { keep } from "../firmware/printk/snapshot.ts";
import { said } from "../firmware/wire/wire.ts";

export interface FlashLogOptions {
  /** Records of this level and above are left out; 5, the default, keeps warnings and worse. */
  level?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  /** Of each of the two files. */
  bytesMax?: number;
  /** The shortest time between two writes, in milliseconds. A write holds the interpreter up for tens of ms. */
  intervalMs?: number;
  /** Writes in an hour; flash wears out. */
  writesPerHour?: number;
  /** Characters collected in memory for one write. */
  bufferChars?: number;
}

const NOTE: Site = [ERR, "flash-log", said];
const FILES = ["baton.log0", "baton.log1"];
/** What flash reads as before it is written. No record contains it. */
const ERASED = "\xff";
const HOUR_S = 3600;
/** Soon, because the next look finds the console paused, and the offloader can sleep. */
const RETRY_MS = 1;
/** A record's longest text fits, so that a record is taken whole. */
const BUFFER_CHARS_MIN = 400;

/**
 * Keeps records in flash, over resets and flat batteries. There are two files: when one is full the other, older one
 * begins anew, so that about the newest `bytesMax` are there in any case, and twice as much at best.
 * `print(flashLog())` at the prompt shows them, the oldest first.
 *
 * Wear is bounded: records are collected in memory and written together, at most once in `intervalMs` and
 * `writesPerHour` times an hour. Records that come when the memory is full wait in the ring for the next write; in an
 * hour whose writes are used up they are dropped as "skipped". Twelve writes of 1024 characters an hour, day and night,
 * erase each of a Puck.js's ten pages seven times a day; they bear 10,000 erasures, which is nearly four years. What was collected and not written is lost with the
 * power, but not in a panic, which writes it.
 */
export function flashLog(options: FlashLogOptions = {}): FirmwarePlugin {
  return {
    name: "flash-log",
    boot(firmware) {
      const file = openLog(firmware.platform, options.bytesMax || 4096);
      startWriter(firmware, file, options);
      firmware.platform.expose("flashLog", file.read);
      return undefined;
    },
  };
}

/** Adds the console that collects texts and writes them when they are due. */
function startWriter(firmware: Firmware, file: LogFile, options: FlashLogOptions): void {
  const { platform, printk } = firmware;
  const intervalMs = options.intervalMs || 10_000;
  const writesPerHour = options.writesPerHour || 12;
  const charsMax = Math.max(options.bufferChars || 1024, BUFFER_CHARS_MIN);
  let collected = "";
  let nextTime = platform.now() + intervalMs / 1000;
  let hourEnd = platform.now() + HOUR_S;
  let writesLeft = writesPerHour;
  let isFailing = false;
  const task = platform.spawn(step);
  const port = { name: "flash", dueMs: RETRY_MS, write, writeAtomic, drainAtomic: flush };
  const console = firmware.addConsole(port, options.level === undefined ? 5 : options.level);
  console.mode = whenFull;

  /** The whole text or nothing, so that a skipped record is not half there. */
  function write(text: string, offset: number, count: number): number {
    if (collected && collected.length + count > charsMax) return 0;
    collected += text.substr(offset, count);
    task.wake();
    return count;
  }

  /** Where the memory is full and the bound allows no write, an emergency's record is lost and counted; a panic's is not. */
  function writeAtomic(text: string, offset: number, count: number): void {
    if (!write(text, offset, count)) {
      if (isAllowed() || platform.context === PANIC) flush();
      if (!write(text, offset, count)) throw new Error("no room for an emergency");
    }
  }

  /** Later records wait for the next write, unless that is far off. */
  function whenFull(_: Console, who: number): void {
    if (isFailing || !isAllowed()) skip(console, who);
    else pause(console);
  }

  function step(): number {
    if (!collected) return ASLEEP;
    const waitS = Math.max(nextTime, isAllowed() ? 0 : hourEnd) - platform.now();
    if (waitS > 0) return waitS * 1000;
    flush();
    resume(printk, console);
    return collected ? intervalMs : ASLEEP;
  }

  function isAllowed(): boolean {
    if (platform.now() >= hourEnd) {
      hourEnd = platform.now() + HOUR_S;
      writesLeft = writesPerHour;
    }
    return writesLeft > 0;
  }

  /** What could not be written stays collected, and is tried again. */
  function flush(): void {
    const text = collected;
    if (!text) return;
    writesLeft--;
    nextTime = platform.now() + intervalMs / 1000;
    try {
      file.append(text);
      collected = collected.slice(text.length);
      isFailing = false;
    } catch (error) {
      if (!isFailing) say(printk, NOTE, "cannot write to flash: " + keep(error));
      isFailing = true;
    }
  }
}

interface LogFile {
  append(text: string): void;
  read(): string;
}

/**
 * Two files of `bytesMax`, each made at once and filled piece by piece. Its first line counts the files made so far and
 * tells after a reset which one is newer. What does not fit the rest of a file begins the next, so that no line is cut.
 */
function openLog(platform: Platform, bytesMax: number): LogFile {
  let count = Math.max(countOf(platform, 0), countOf(platform, 1));
  let offset = count ? textOf(platform, count).length : bytesMax;
  return { append, read: () => linesOf(platform, count + 1) + linesOf(platform, count) };

  function append(text: string): void {
    while (text) text = offset + text.length > bytesMax ? begin(text) : put(text, count, offset);
  }

  function begin(text: string): string {
    return put("#" + (count + 1) + "\r\n" + text, count + 1, 0);
  }

  /** Writes what fits. @returns the rest. */
  function put(text: string, toCount: number, toOffset: number): string {
    const piece = text.slice(0, bytesMax - toOffset);
    platform.savePiece(nameOf(toCount), piece, toOffset, bytesMax);
    count = toCount;
    offset = toOffset + piece.length;
    return text.slice(piece.length);
  }
}

function nameOf(count: number): string {
  return FILES[count & 1] as string;
}

/** What the file that has this number, or had it before, says of itself; 0 when there is none. */
function countOf(platform: Platform, count: number): number {
  return parseInt(textOf(platform, count).slice(1, 12), 10) || 0;
}

function linesOf(platform: Platform, count: number): string {
  const text = textOf(platform, count);
  return text.slice(text.indexOf("\n") + 1);
}

function textOf(platform: Platform, count: number): string {
  const text = platform.load(nameOf(count)) || "";
  const end = text.indexOf(ERASED);
  return end < 0 ? text : text.slice(0, end);
}
