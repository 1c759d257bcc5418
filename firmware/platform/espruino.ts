/**
 * The platform on a real board, and the only file that touches Espruino's globals.
 *
 * `getTime`, `setTimeout`, `clearTimeout` and `peek32` are the interpreter's own functions: calling one runs no
 * statement, so an interrupt cannot come in between.
 */
import {
  ASLEEP,
  CONTEXT_SHIFT,
  IRQ,
  PANIC,
  type Platform,
  type SerialDevice,
  TASK,
  type Task,
  type TaskStep,
  TICK_MS,
} from "./platform.ts";

/** How soon a task is looked at again whose step never came back, in ms; a step that ends says when it wants to. */
const AFTER_DEATH_MS = 20;
/**
 * The utility timer of the RP2040 stops for good, and with it all that tick in it, when it is set for a moment less than 2 µs
 * away: the moment has passed by then, and 2v29 does not look (targets/rp2xxx/jshardware.c, jshUtilTimerReschedule). It
 * is set anew at each tick for the next, and when one is added that comes before all others; not when one is removed. So
 * timers of ours begin behind the others and at least so far apart from each, in ms; if their intervals are multiples of
 * `TICK_MS`, so they stay.
 */
const APART_MS = 0.05;
/** By how much a timer begins later that would come too close to another, and how often that is tried. */
const LATER_MS = 0.12;
const TRIES_MAX = 16;
/** Long enough for what is due then to have a turn of its own. */
const NEXT_TURN_MS = 5;
/** How close it comes is seen only when it was added, so that is seen before its first tick: looking takes 7 ms on an RP2040. */
const SETTLE_MS = 30;

/** zlib's CRC-32 of a text's characters. Context: any. */
export function crc32(data: string): number {
  return E.CRC32(data);
}

export function espruino(): EspruinoPlatform {
  const platform: EspruinoPlatform = {
    context: TASK,
    cpu: 0,
    local: { inConsole: 0, emergencies: 0 },
    now: getTime,
    peek32,
    spawn,
    poll,
    pins: (tx, rx) => (tx && rx ? { "tx": global[tx], "rx": global[rx] } : undefined),
    serial: (device) => global[device] as SerialDevice,
    preempt(intervalMs, fn) {
      const run = asInterrupt(fn) as () => void;
      return addApart(
        (time) => require("timer").add({ type: "EXEC", fn: run, time, interval: intervalMs }),
        intervalMs,
      );
    },
    machine: { load: loadCode, callable, poke32, interruptEvery, interruptOnEdge, keepContextIn },
    onUncaught: (fn) => process.on("uncaughtException", fn),
    onErrorFlag: (fn) => E.on("errorFlag", fn),
    codeCrc: () => crc32(require("Storage").read(".bootcde") || ""),
    load: (name) => require("Storage").read(name),
    save(name, text) {
      const storage = require("Storage");
      if (text === undefined) storage.erase(name);
      else storage.write(name, text);
    },
    savePiece: (name, text, offset, sizeBytes) => {
      require("Storage").write(name, text, offset, sizeBytes);
    },
    enterPanic() {
      platform.context = PANIC;
    },
    reset: () => E.reboot(),
    resetIn(delayMs) {
      setTimeout(platform.reset, delayMs);
      E.enableWatchdog(delayMs / 1000, false);
    },
    transmitBuffer: () => process.memory(false).tx,
    isBluetoothConnected: () => NRF.getSecurityStatus().connected,
    promptDevice: () => E.getConsole() || undefined,
    movePrompt: (device) => E.setConsole(device, { force: true }),
    expose(name, value) {
      global[name] = value;
    },
    asInterrupt,
  };
  /** Machine code's, if there is some that asks. A variable: a look into an object costs as much as an addition. */
  let contextWords: Uint32Array | undefined;
  return platform;

  function keepContextIn(words: Uint32Array): void {
    contextWords = words;
  }

  /**
   * A task is a timer that is set before the step it is for (ARMED-BEFORE-WORK), since a callback that overflows the
   * stack or runs out of memory ends without `catch` or `finally`. A wake-up during the step is counted and seen in the
   * same expression that would put the task to sleep.
   *
   * One that dies before its first statement has set no timer. Who wakes it cannot see that, since timers have no state
   * and their numbers come again; so the second wake-up without a turn sets one in any case, as do the fourth, the eighth
   * and so on. Each timer carries its place in the order in which they were set: if the other was alive, it finds that it
   * is not the last and ends there.
   */
  function spawn(step: TaskStep): Task {
    let timer: IntervalId = 0;
    let last = 0;
    let delayMs = AFTER_DEATH_MS;
    let nextMs = 0;
    let wakes = 0;

    function wake(): void {
      ((wakes & ++wakes || wakes < 2) && timer) || (timer = setTimeout(run, 0, ++last));
    }

    function run(place: number): void {
      if (place !== last) return;
      (timer = setTimeout(run, delayMs, ++last)), (wakes = 0);
      platform.context = TASK;
      if (contextWords) contextWords[0] = TASK;
      nextMs = step();
      if (nextMs !== delayMs) rearm();
    }

    function rearm(): void {
      clearTimeout(timer), (timer = nextMs === ASLEEP && !wakes ? 0 : setTimeout(run, nextMs, ++last));
      delayMs = nextMs > 0 ? nextMs : AFTER_DEATH_MS;
    }

    return { wake };
  }

  /** Marks what `callback` logs as said in an interrupt, and keeps it from writing. */
  function asInterrupt<Event>(callback: (event: Event) => void): (event: Event) => void {
    return (event) => {
      const before = platform.context;
      platform.context = IRQ;
      if (contextWords) contextWords[0] = IRQ << CONTEXT_SHIFT;
      try {
        callback(event);
      } finally {
        platform.context = before;
        if (contextWords) contextWords[0] = before << CONTEXT_SHIFT;
      }
    };
  }
}

/** Ctrl-C takes away the interval in whose callback it comes. So there are two, which take turns. */
function poll(intervalMs: number, look: () => void): void {
  setInterval(look, 2 * intervalMs);
  setTimeout(look, intervalMs);
  // Nothing of ours around it: its turn is one like any other, and somebody waits for it.
  setTimeout(setInterval, intervalMs + NEXT_TURN_MS, look, 2 * intervalMs);
}

/** An array that is not small is in one piece where there is room for it; the interpreter says whether it is. */
function loadCode(code: string, dataBytes: number): { buffer: ArrayBuffer; address: number } {
  const bytes = atob(code);
  const memory = new Uint8Array(bytes.length + dataBytes);
  // Espruino takes a text for the codes of its characters.
  memory.set(bytes as unknown as ArrayLike<number>);
  const buffer = memory.buffer as ArrayBuffer;
  const address = E.getAddressOf(buffer, true);
  if (!address) throw new Error("no memory in one piece is left");
  return { buffer, address };
}

/** An odd address means Thumb. */
function callable(address: number, signature: string): (...args: number[]) => void {
  return E.nativeCall(address + 1, signature);
}

function interruptOnEdge(pin: unknown, address: number): void {
  const code = callable(address, "void(bool)") as unknown as (edge: EspruinoEdge) => void;
  setWatch(code, pin as EspruinoPin, { irq: true, repeat: true, edge: "both" });
}

function interruptEvery(intervalMs: number, address: number): () => void {
  const ptr = address + 1;
  return addApart(
    (time) => require("timer").add({ type: "EXEC", ptr, time, interval: intervalMs }),
    intervalMs,
  );
}

/**
 * Adds a timer behind all others and not too close to any.
 *
 * @param add - adds it with so many ms until its first tick, and returns its number.
 * @returns what removes it.
 */
function addApart(add: (time: number) => number, intervalMs: number): () => void {
  const timer = require("timer");
  const latestMs = timer.list().reduce((ms, other) => Math.max(ms, other.time), 0);
  const firstMs = latestMs + Math.max(intervalMs, SETTLE_MS);
  let id = add(firstMs);
  for (let tries = 1; tries < TRIES_MAX && !isApart(timer.list(), id); tries++) {
    remove();
    id = add(firstMs + tries * LATER_MS);
  }
  return remove;

  /**
   * 2v29 frees the place of a timer with machine code, one of sixteen, and marks it as finished only then
   * (src/jstimer.c, utilTimerRemoveTask); removing it once more frees it for good.
   */
  function remove(): void {
    timer.remove(id), timer.remove(id);
  }
}

/** Whether the timer `id` ticks far enough from all others. */
function isApart(timers: ReturnType<EspruinoTimer["list"]>, id: number): boolean {
  const [ours] = timers.filter((timer) => timer.id === id);
  return !timers.some((timer) => {
    const phaseMs = Math.abs((ours as typeof timer).time - timer.time) % TICK_MS;
    return timer.id !== id && timer.type === "EXEC" && (phaseMs < APART_MS || phaseMs > TICK_MS - APART_MS);
  });
}

/** The platform of a board, with the wrapper for interrupt handlers. */
export interface EspruinoPlatform extends Writable<Platform> {
  asInterrupt<Event>(callback: (event: Event) => void): (event: Event) => void;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
