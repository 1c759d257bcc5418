// Goal: what machine code reads off a counter becomes the right time, whichever counter it is. Method: a platform whose counter
// and clock are reckoned from one true time, with a delay for each look at either.
import { expect, test } from "vitest";
import type { NativeClock } from "../../firmware/board.ts";
import { createCounter } from "../../firmware/native/counter.ts";
import type { Platform } from "../../firmware/platform/platform.ts";

/** What a call of `peek32` takes on a board of 84 MHz, in seconds. */
const LOOK_S = 60e-6;

/**
 * @param speed - seconds of the interpreter's clock in a second of the counter's.
 * @param setBy - what that clock shows when the counter begins.
 */
function bench(clock: NativeClock, speed = 1, setBy = clock.drifts ? 1e6 : 0) {
  const world = {
    s: 1,
    setBy,
    pokes: [] as string[],
    words: new Map<number, number>(),
  };
  let [follow, followedS] = [() => {}, 0];
  const countAt = (s: number) => ((Math.floor(s * clock.hz) % 2 ** 32) & (clock.mask ?? -1)) >>> 0;
  const later = () => {
    world.s += LOOK_S;
    return world.s;
  };
  const platform = {
    now: () => world.setBy + later() * speed,
    peek32: (address: number) =>
      address === clock.address ? countAt(later()) : (world.words.get(address) ?? 0),
    machine: {
      poke32(address: number, value: number) {
        world.words.set(address, value);
        world.pokes.push(`${address}=${value}`);
      },
    },
    poll(intervalMs: number, look: () => void) {
      follow = () => {
        if (world.s < followedS + intervalMs / 1000) return;
        followedS = world.s;
        look();
      };
    },
  } as unknown as Platform;
  world.words.set(2, 6);
  const counter = createCounter(platform, clock);
  /** By how many seconds something is misdated that comes now and is looked at later. */
  const errorAfter = (s: number, act: () => void = () => {}) => {
    const [happened, count] = [world.setBy + world.s * speed, countAt(world.s)];
    world.s += s;
    act();
    counter.read();
    return Math.abs(counter.timeOf(count) - happened);
  };
  const rest = (s: number) => {
    for (let left = s; left > 0; left -= 0.05) {
      world.s += Math.min(left, 0.05);
      follow();
    }
  };
  return { world, counter, countAt, errorAfter, rest };
}

const MICROSECONDS: NativeClock = { address: 8, hz: 1e6 };
const CYCLES: NativeClock = { address: 8, hz: 96e6, drifts: true };

test("where the interpreter counts the same, times are exact in every round", () => {
  const { world, errorAfter } = bench(MICROSECONDS);
  for (const s of [1, 4000, 4294, 4295, 5e6]) {
    world.s = s;
    expect(errorAfter(0.05)).toBeLessThan(1.1e-6);
  }
});

test("a counter of fewer bits runs over sooner, and that is all", () => {
  const { world, errorAfter } = bench({ address: 8, hz: 32_768, mask: 0xffffff });
  for (const s of [1, 511.97, 512, 1e5]) {
    world.s = s;
    expect(errorAfter(0.05)).toBeLessThan(1 / 32_768 + 1e-9);
  }
});

test("a clock that was set is followed to a few microseconds", () => {
  const { world, errorAfter } = bench(MICROSECONDS);
  world.setBy = 1.7e9;
  expect(errorAfter(0.05)).toBeLessThan(3e-6);
});

test("what is up to 7/8 of a round old, or comes after the look, is not taken for another round's", () => {
  const { world, counter, countAt, errorAfter } = bench(CYCLES);
  const round = 2 ** 32 / CYCLES.hz;
  expect(errorAfter(0.87 * round)).toBeLessThan(1e-3);
  counter.read();
  const later = world.s + 0.12 * round;
  expect(counter.timeOf(countAt(later))).toBeCloseTo(world.setBy + later, 3);
});

test.each([0.6, 0.95, 1, 1.02, 1.45])(
  "a clock that goes %f times as fast is followed, though nothing comes for more than a round",
  (speed) => {
    const { errorAfter, rest } = bench(CYCLES, speed);
    rest(60);
    for (const s of [0.01, 0.05, 1, 20]) expect(errorAfter(s)).toBeLessThan(20e-6);
  },
);

test("where a clock began before the counter says nothing about how fast it goes", () => {
  const { errorAfter } = bench(CYCLES, 1, 0.3);
  expect(errorAfter(0.05)).toBeLessThan(20e-6);
});

test("a clock that drifts is known again after a rest of many rounds, and after it was set", () => {
  const { world, errorAfter, rest } = bench(CYCLES, 1.02);
  rest(3);
  world.s += 1000;
  expect(errorAfter(0.05)).toBeLessThan(20e-6);
  world.setBy -= 5000;
  rest(2);
  expect(errorAfter(0.05)).toBeLessThan(20e-6);
});

test("what makes it count is set in order, beside what is there", () => {
  const { world } = bench({
    ...MICROSECONDS,
    enable: [
      { address: 2, bits: 1 },
      { address: 1, bits: 4 },
    ],
  });
  expect(world.pokes).toEqual(["2=7", "1=4"]);
});
