/**
 * A link to a host that comes and goes and may stop reading while it stays connected: USB, Bluetooth.
 *
 * Espruino discards what is written while nobody is connected, and waits, busily, while its transmit buffer is full and
 * the host does not read. So the console pauses while the host is away, and records wait in their ring; and the port
 * hands over only what fits the transmit buffer. The speed of a line would say how full that is, but a host reads as it
 * likes: only the interpreter's own count tells (`process.memory(false).tx`, after 2v29), and with it the port never
 * waits.
 *
 * Without the count there is a reckoning with a speed that a host which reads surely keeps up with. A host that stops
 * can then make one write wait, for as long as the interpreter itself takes to give it up. A write that waited is
 * noticed, and the console pauses for a while.
 *
 * Source: src/jsdevices.c, jshTransmit, Espruino 2v29.
 */
import type { BootBoard } from "../board.ts";
import { lookEvery } from "../platform/look-every.ts";
import type { Platform, SerialDevice } from "../platform/platform.ts";
import type { Console, Port } from "../printk/console.ts";
import { pause, resume } from "../printk/pause.ts";
import type { Printk } from "../printk/printk.ts";
import { reckonBuffer, type Sense, senseOf, usedOf } from "./buffer-room.ts";

/** How often it is looked whether the host is there, in milliseconds. */
const LOOK_MS = 500;
/** A write that took so long has waited, in seconds; what fits takes about 10 µs a character. */
const WAITED_S = 0.02;
/** How long a host that made a write wait is left alone, in seconds. */
const SILENCE_S = 5;
/** How long an emergency waits for the host with one text, in seconds. */
const ATOMIC_TIMEOUT_S = 0.1;

export interface HostLink {
  /** The device's name on the board. */
  readonly device: string;
  /** Context: task. */
  isConnected(): boolean;
  /** Characters handed over at once. */
  readonly pieceCharsMax: number;
  /** What a host that reads surely takes. */
  readonly charsPerSecond: number;
}

export interface HostPort extends Port {
  /** Whether a host is there and, as far as anybody knows, reads. Context: task. */
  isReady(): boolean;
}

/** Context: task. @throws where the board has no such device. */
export function createHostPort(platform: Platform, board: BootBoard, link: HostLink): HostPort {
  const device = deviceOf(platform, link.device);
  const depth = bufferDepth(board);
  const reckon = reckonBuffer(platform, depth, link.charsPerSecond, 0);
  let sense: Sense | undefined;
  let silentUntil = 0;
  const dueMs = (link.pieceCharsMax * 1000) / link.charsPerSecond;
  return { name: link.device, dueMs, isReady, write, writeAtomic };

  function isReady(): boolean {
    return platform.now() >= silentUntil && link.isConnected();
  }

  function write(text: string, offset: number, count: number): number {
    const granted = isReady() ? room(Math.min(count, link.pieceCharsMax)) : 0;
    if (granted < 1) return 0;
    handOver(text.substr(offset, granted));
    return granted;
  }

  function room(wanted: number): number {
    return sense ? Math.min(depth - usedOf(platform, sense), wanted) : reckon(platform.now(), wanted);
  }

  /** What the count means is learnt from a piece that went into the empty buffer. */
  function handOver(piece: string): void {
    const startTime = platform.now();
    const wasEmpty = sense === undefined && isBufferEmpty(platform);
    device.write(piece);
    if (platform.now() - startTime > WAITED_S) silentUntil = platform.now() + SILENCE_S;
    else if (wasEmpty) sense = senseOf(platform, piece.length);
  }

  /** A host that does not read in time costs the record: the console counts a port that throws. */
  function writeAtomic(text: string, offset: number, count: number): void {
    const end = offset + count;
    const endTime = platform.now() + ATOMIC_TIMEOUT_S;
    while (offset < end && platform.now() < endTime && isReady()) offset += write(text, offset, end - offset);
    if (offset < end) throw new Error(link.device + " does not take it");
  }
}

/**
 * Takes the console out of service while the host is away. The host that comes gets the record that was under way from
 * its start. Context: task, once.
 */
export function attendHost(printk: Printk, console: Console, port: HostPort): void {
  lookEvery(printk.platform, LOOK_MS, () => {
    if (port.isReady()) resume(printk, console);
    else if (pause(console)) console.offset = 0;
  });
}

function deviceOf(platform: Platform, name: string): SerialDevice {
  const device = platform.serial(name);
  if (!device) throw new Error("the board has no " + name);
  return device;
}

/** All ports share one buffer. */
function bufferDepth(board: BootBoard): number {
  for (let i = 0; i < board.uarts.length; i++) {
    const transmit = (board.uarts[i] as BootBoard["uarts"][number]).transmit;
    if (transmit.kind === "buffer") return transmit.depth;
  }
  throw new Error("the board has no transmit buffer");
}

/** Both forms of the count say 0 for an empty buffer, and for no other. */
function isBufferEmpty(platform: Platform): boolean {
  const tx = platform.transmitBuffer();
  return !!tx && !tx.used;
}
