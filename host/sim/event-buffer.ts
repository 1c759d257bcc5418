/**
 * What happened and was not looked at yet: edges, received characters, ticks of EXEC timers. Interrupts fill it, the
 * idle loop empties it, and what does not fit is lost, with the flag FIFO_FULL.
 *
 * Source: src/jsdevices.c, jshPushEvent and jshPushIOCharEvents; src/jsdevices.h, IOEVENT_MAX_LEN.
 */
import type { ErrorFlags } from "./error-flags.ts";

export type IoEvent =
  | { readonly kind: "edge"; readonly pin: string; readonly isHigh: boolean; readonly timeUs: number }
  | { readonly kind: "chars"; readonly device: string; readonly bytes: number[] }
  | { readonly kind: "exec"; readonly ids: number[] };

/** Length and flags of each event. */
const HEADER_BYTES = 2;
/** The 32-bit time of an edge. */
const TIME_BYTES = 4;
/** Characters of one device that share an event. */
const CHARS_MAX = 64;
/** Kept free, so that the loop that reads never meets its own head. */
const SPARE_BYTES = 4;

export class EventBuffer {
  private events: IoEvent[] = [];
  usedBytes = 0;
  raised = 0;
  lost = 0;

  constructor(
    private readonly capacityBytes: number,
    private readonly errors: ErrorFlags,
  ) {}

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  pushEdge(pin: string, isHigh: boolean, timeUs: number): void {
    this.raised++;
    if (this.reserve(HEADER_BYTES + TIME_BYTES)) this.events.push({ kind: "edge", pin, isHigh, timeUs });
    else this.lost++;
  }

  /** Context: the receiver of `device`, or the other end of a loopback. */
  pushChar(device: string, byte: number): void {
    this.raised++;
    const last = this.events.at(-1);
    const isSame = last?.kind === "chars" && last.device === device && last.bytes.length < CHARS_MAX;
    if (!this.reserve(isSame ? 1 : HEADER_BYTES + 1)) this.lost++;
    else if (isSame) last.bytes.push(byte);
    else this.events.push({ kind: "chars", device, bytes: [byte] });
  }

  /** @returns false when the tick is lost. */
  pushExec(id: number): boolean {
    const last = this.events.at(-1);
    const isSame = last?.kind === "exec" && last.ids.length < CHARS_MAX;
    if (!this.reserve(isSame ? 1 : HEADER_BYTES + 1)) return false;
    if (isSame) last.ids.push(id);
    else this.events.push({ kind: "exec", ids: [id] });
    return true;
  }

  pop(): IoEvent | undefined {
    const event = this.events.shift();
    if (event) this.usedBytes -= sizeOf(event);
    return event;
  }

  /** The ticks that arrived together first, out of their turn. */
  popExec(): readonly number[] {
    const index = this.events.findIndex(({ kind }) => kind === "exec");
    if (index < 0) return [];
    const event = this.events.splice(index, 1)[0] as Extract<IoEvent, { kind: "exec" }>;
    this.usedBytes -= sizeOf(event);
    return event.ids;
  }

  clear(): void {
    this.events = [];
    this.usedBytes = 0;
  }

  private reserve(bytes: number): boolean {
    const fits = this.usedBytes + bytes <= this.capacityBytes - SPARE_BYTES;
    if (fits) this.usedBytes += bytes;
    else this.errors.raise("FIFO_FULL");
    return fits;
  }
}

/** Bytes that an event occupies. */
function sizeOf(event: IoEvent): number {
  if (event.kind === "edge") return HEADER_BYTES + TIME_BYTES;
  return HEADER_BYTES + (event.kind === "chars" ? event.bytes.length : event.ids.length);
}
