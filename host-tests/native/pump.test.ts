// Goal: the pump and the port that feeds it lose, double and tear nothing, wherever the timer's interrupt comes. Method: the
// machine code that ships, run with an interrupt before every instruction of it and before every byte of a word that JavaScript
// touches; the explorer (`host/lab/explore/pump-model.ts`) has all orders of the protocol's steps.
import { describe, expect, test } from "vitest";
import type { LinkedBoard } from "../../firmware/board.ts";
import { isPumpedOut } from "../../firmware/native/byte-ring.ts";
import { createEventRing, HEAD as EVENTS_HEAD, HEADER_WORDS } from "../../firmware/native/event-ring.ts";
import { createFrames } from "../../firmware/native/frames.ts";
import { LINE_CLOCK_HZ } from "../../firmware/native/line-maker.ts";
import { KIND_SHIFT } from "../../firmware/native/log-ints.ts";
import type { Pump } from "../../firmware/native/pump.ts";
import { createPumpPort } from "../../firmware/native/pump-port.ts";
import { HEAD, NATIVE, OWNER, SCRIPT, TAIL, WAITER } from "../../firmware/native/pump-words.ts";
import { PANIC, type Platform } from "../../firmware/platform/platform.ts";
import type { Port } from "../../firmware/printk/console.ts";
import {
  newPumpMemory,
  PumpMachine,
  type PumpMemory,
  type PumpUart,
  type Region,
  sendByte,
} from "../../host/lab/explore/pump-machine.ts";
import { TestPlatform } from "../support/test-platform.ts";

const RING_BYTES = 8;
const CHARS_PER_SECOND = 1000;
const CHARS_PER_TICK = 8;
const HARDWARE: Port = { name: "Serial1", dueMs: 1, write: () => 0, writeAtomic() {}, drainAtomic() {} };

/**
 * A pump with everything around it.
 *
 * @param beforeAccess - called before JavaScript reads or stores a byte of a word in an array, or a word at once.
 * @param whileArming - called while JavaScript arms the timer.
 * @param whileStopping - called while it has the timer stopped.
 */
function newBench(
  beforeAccess: () => void = () => {},
  whileArming: () => void = () => {},
  { ringBytes = RING_BYTES, machine = new PumpMachine(), whileStopping = () => {} } = {},
) {
  const platform = new TestPlatform();
  Object.assign(platform, { now: tickingClock(platform) });
  const memory = newPumpMemory(ringBytes);
  const uart: PumpUart = { fifo: [], wire: "" };
  let armed = 0;
  let armings = 0;
  const ring = interruptible(memory, beforeAccess);
  const bytes = Object.assign(memory.bytes, {
    set: (text: ArrayLike<unknown>, at = 0) => {
      for (let i = 0; i < text.length; i++) memory.bytes[at + i] = String(text[i]).charCodeAt(0);
    },
  });
  const pump: Pump = {
    ring: { ...ring, bytes },
    run() {
      machine.script(memory, uart);
      for (let chars = 0; chars < CHARS_PER_TICK; chars++) sendByte(uart);
    },
    arm() {
      whileArming();
      armed++;
      armings++;
      return () => {
        whileStopping();
        armed--;
      };
    },
  };
  return {
    platform,
    machine,
    memory,
    uart,
    port: createPumpPort(platform, pump, HARDWARE, CHARS_PER_SECOND),
    timer: () => machine.timer(memory, uart),
    get armings() {
      return armings;
    },
    get isArmed() {
      return armed === 1;
    },
    /** Lets timer and line go on until nothing is left. */
    drain() {
      do machine.timer(memory, uart);
      while (sendByte(uart));
      return uart.wire;
    },
  };
}

/** Where all bytes of the counts change before the test is over. */
const ALMOST_A_CARRY = 0xfffffe;

function countFrom({ words }: PumpMemory, count: number): void {
  words[HEAD] = words[TAIL] = count;
}

/** The words as JavaScript has them: an array's are read and stored byte by byte, and others at once. */
function interruptible(
  { words, address, load, store }: PumpMemory,
  beforeAccess: () => void,
): Omit<Pump["ring"], "bytes"> {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  const bytesOf = (index: number) => [0, 1, 2, 3].map((byte) => 4 * index + byte);
  return {
    words: new Proxy(words, {
      get(_, name) {
        const read = bytesOf(Number(name)).map((at) => {
          beforeAccess();
          return bytes[at]!;
        });
        return Buffer.from(read).readUInt32LE();
      },
      set(_, name, value) {
        const stored = Uint8Array.from(new Uint8Array(Uint32Array.of(value).buffer));
        for (const [byte, at] of bytesOf(Number(name)).entries()) {
          beforeAccess();
          bytes[at] = stored[byte]!;
        }
        return true;
      },
    }),
    address,
    load(at) {
      beforeAccess();
      return load(at);
    },
    store(at, word) {
      beforeAccess();
      store(at, word);
    },
  };
}

const writeAll = (port: Port, text: string) => port.write(text, 0, text.length);
const urgently = (port: Port, text: string) => port.writeAtomic(text, 0, text.length);

describe("the pump", () => {
  test("an interrupt before any instruction of JavaScript's own run changes nothing", () => {
    const run = (interruptedAt: number) => {
      const { machine, memory, uart, port } = newBench();
      writeAll(port, "abc\n");
      memory.words[OWNER] = SCRIPT;
      let instruction = 0;
      const interrupt = () => {
        if (instruction++ === interruptedAt) machine.timer(memory, uart);
      };
      machine.script(memory, uart, interrupt);
      return { state: `${memory.words} ${uart.fifo}`, instructions: instruction };
    };
    const { state, instructions } = run(-1);
    expect(instructions).toBeGreaterThan(40);
    for (let at = 0; at < instructions; at++) expect(run(at).state).toBe(state);
  });

  test("counts on when head and tail pass 2^32", () => {
    const bench = newBench();
    bench.memory.words[HEAD] = bench.memory.words[TAIL] = 0xfffffffd;
    expect(writeAll(bench.port, "wrapped\n")).toBe(8);
    expect(bench.drain()).toBe("wrapped\n");
  });

  test("keeps a line together that JavaScript waits behind", () => {
    const bench = newBench();
    writeAll(bench.port, "ab\ncd\n");
    bench.timer();
    bench.memory.words[WAITER] = 1;
    bench.timer();
    expect(bench.memory.words[OWNER]).toBe(NATIVE);
    sendByte(bench.uart);
    bench.timer();
    expect(bench.memory.words[OWNER]).toBe(SCRIPT);
    expect(bench.uart.wire + String.fromCharCode(...bench.uart.fifo)).toBe("ab\n");
  });
});

describe("the port", () => {
  test("takes what the ring has room for, and has the timer armed as long as there is something in it", () => {
    const bench = newBench();
    expect(writeAll(bench.port, "more than eight\n")).toBe(8);
    expect(bench.isArmed).toBe(true);
    bench.platform.runFor(2000);
    expect(bench.isArmed).toBe(true);
    bench.drain();
    bench.platform.runFor(2000);
    expect(bench.isArmed).toBe(false);
    writeAll(bench.port, "more\n");
    expect(bench.isArmed).toBe(true);
  });

  test("keeps the timer armed from one text to the next, until none has come for a while", () => {
    const bench = newBench();
    for (let texts = 0; texts < 10; texts++) {
      writeAll(bench.port, "text\n");
      bench.drain();
      bench.platform.runFor(200);
      expect(bench.isArmed).toBe(true);
    }
    expect(bench.armings).toBe(1);
    bench.platform.runFor(2000);
    expect(bench.isArmed).toBe(false);
  });

  test("a line that machine code makes when the timer comes for the last time is found at the next look", () => {
    const { machine, maker, events } = eventsAndFrames(1);
    events.giveToMachine(false);
    let isLast = true;
    const bench = newBench(undefined, undefined, {
      ringBytes: 64,
      machine,
      whileStopping: () => {
        events.giveToMachine(isLast);
        if (isLast) bench.timer();
        isLast = false;
      },
    });
    bench.port.setMaker(maker);
    writeAll(bench.port, "text\n");
    bench.drain();
    bench.platform.runFor(2000);
    expect(isPumpedOut(bench.memory)).toBe(false);
    bench.platform.runFor(1000);
    expect(bench.isArmed).toBe(true);
    expect(bench.drain().split("\n")).toEqual(["text", expect.stringMatching(FRAME), ""]);
    bench.platform.runFor(3000);
    expect(bench.isArmed).toBe(false);
  });

  test("an emergency that comes while the timer is armed leaves one timer", () => {
    let isFirst = true;
    const bench = newBench(undefined, () => {
      if (isFirst) {
        isFirst = false;
        writeAll(bench.port, "urgent\n");
      }
    });
    writeAll(bench.port, "text\n");
    expect(bench.armings).toBe(2);
    expect(bench.isArmed).toBe(true);
  });

  test("an urgent text is out when it returns, and all before it, though the timer never comes", () => {
    const bench = newBench();
    writeAll(bench.port, "before\n");
    urgently(bench.port, "longer than the ring\n");
    expect(isPumpedOut(bench.memory)).toBe(true);
    writeAll(bench.port, "after\n");
    expect(bench.drain()).toBe("before\nlonger than the ring\nafter\n");
  });

  test("a UART that takes nothing costs the text and not the board", () => {
    const bench = newBench();
    bench.platform.context = PANIC;
    bench.uart.fifo.length = 2;
    const stuck = createPumpPort(
      bench.platform,
      {
        ring: { ...interruptible(bench.memory, () => {}), bytes: bench.memory.bytes },
        run() {},
        arm: () => () => {},
      },
      HARDWARE,
      CHARS_PER_SECOND,
    );
    expect(() => urgently(stuck, "longer than the ring\n")).toThrow("Serial1 does not take it");
  });

  test("an interrupt before any byte of a count that carries finds no other count", () => {
    const text = "x\nlonger than the ring is\n";
    const run = (start: number, first: number) => {
      let access = 0;
      let bench: ReturnType<typeof newBench> | undefined;
      bench = newBench(() => {
        if (access++ === first) bench?.timer();
      });
      countFrom(bench.memory, start);
      let offset = bench.port.write(text, 0, 1);
      while (offset < text.length) {
        bench.timer();
        sendByte(bench.uart);
        offset += bench.port.write(text, offset, text.length - offset);
      }
      return { out: bench.drain(), accesses: access };
    };
    for (let start = 0xfff0; start <= 0xffff; start++) {
      const { accesses } = run(start, -1);
      for (let first = 0; first < accesses; first++) expect(run(start, first).out).toBe(text);
    }
  });

  test("an interrupt before any two bytes that JavaScript touches loses, doubles and tears nothing", () => {
    const run = (first: number, second: number) => {
      let word = 0;
      let bench: ReturnType<typeof newBench> | undefined;
      bench = newBench(() => {
        if (!bench) return;
        if (word === first || word === second) bench.timer();
        if (word++ === first) sendByte(bench.uart);
      });
      countFrom(bench.memory, ALMOST_A_CARRY);
      writeAll(bench.port, "ab\n");
      urgently(bench.port, "urgent!\n");
      writeAll(bench.port, "cd\n");
      return { out: bench.drain(), words: word };
    };
    const { words } = run(-1, -1);
    expect(words).toBeGreaterThan(30);
    for (let first = 0; first < words; first++)
      for (let second = first; second < words; second++)
        expect(run(first, second).out).toBe("ab\nurgent!\ncd\n");
  });
});

describe("lines that machine code makes", () => {
  test("come whole, once and in order between JavaScript's, wherever the timer's interrupt comes", () => {
    const run = (first: number, second: number) => {
      let word = 0;
      let bench: ReturnType<typeof newBench> | undefined;
      const { machine, maker } = eventsAndFrames(5);
      bench = newBench(
        () => {
          if (!bench) return;
          if (word === first || word === second) bench.timer();
          if (word++ === first) sendByte(bench.uart);
        },
        undefined,
        { ringBytes: 64, machine },
      );
      countFrom(bench.memory, ALMOST_A_CARRY);
      bench.port.setMaker(maker);
      writeAll(bench.port, "ab\n");
      urgently(bench.port, "urgent!\n");
      writeAll(bench.port, "cd\n");
      return { lines: bench.drain().split("\n"), words: word };
    };
    const { words } = run(-1, -1);
    expect(words).toBeGreaterThan(30);
    for (let first = 0; first < words; first++)
      // Not all of them: that takes 40 s.
      for (let second = first; second < words; second += 1 + (first % 7)) {
        const { lines } = run(first, second);
        const [frames, others] = [lines.filter(isFrame), lines.filter((line) => !isFrame(line))];
        expect(others).toEqual(["ab", "urgent!", "cd", ""]);
        expect(frames.map(integerOf)).toEqual([0, 1, 2, 3, 4]);
      }
  });
});

/** As many events as told, the number of each its only integer, and the code that makes frames of them. */
function eventsAndFrames(count: number) {
  const regions: Region[] = [];
  const add = (bytes: Uint8Array) => {
    // A copy: what Node allocates may lie in the midst of a pool.
    const region = { address: 0x28000000 + 0x10000 * regions.length, buffer: Uint8Array.from(bytes).buffer };
    regions.push(region);
    return region;
  };
  const load = (code: string, dataBytes: number) =>
    add(Buffer.concat([Buffer.from(code, "base64"), Buffer.alloc(dataBytes)]));
  const platform = {
    machine: { load, callable: () => () => {}, keepContextIn() {} },
    now: () => 0,
    peek32: () => 0,
  } as unknown as Platform;
  // Its clock is a word that nobody changes.
  const board = { nativeClock: { address: 0x28000000, hz: LINE_CLOCK_HZ } } as LinkedBoard;
  const events = createEventRing(platform, board, 8);
  const ONE_INTEGER = 1 << KIND_SHIFT;
  const slots = Array.from({ length: count }, (_, n) => [1000 * n, ONE_INTEGER, n, 0]);
  events.words.set(slots.flat(), HEADER_WORDS);
  events.words[EVENTS_HEAD] = count;
  const frames = createFrames(platform, events);
  frames.setClock({ count: 0, time: 0 }, 0);
  events.giveToMachine(true);
  return { machine: new PumpMachine(regions), maker: frames.maker, events };
}

const FRAME = /^[{}]/;
const isFrame = (line: string): boolean => FRAME.test(line);
/** The integer before a frame's check. */
const integerOf = (line: string): number => line.charCodeAt(line.length - 4) - 48;

/** Nobody waits for ever: the clock goes on with each look at it, and so does the line. */
function tickingClock(platform: TestPlatform): () => number {
  const { now } = platform;
  return () => {
    platform.setTime(now() + CHARS_PER_TICK / CHARS_PER_SECOND);
    return now();
  };
}
