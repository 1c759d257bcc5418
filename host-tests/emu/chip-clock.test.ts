import { expect, test } from "vitest";
import { ChipClock } from "../../host/emu/chip-clock.ts";

test("alarms fire at their own moments, the soonest first, and of two at once the one that was armed first", () => {
  const clock = new ChipClock();
  const fired: [string, number][] = [];
  const alarm = (name: string, nanos: number) =>
    clock.createAlarm(() => fired.push([name, clock.nanos])).schedule(nanos);
  alarm("late", 300);
  alarm("soon", 100);
  alarm("also late", 300);
  clock.advanceTo(200);
  clock.advanceTo(1000);
  expect(fired).toEqual([
    ["soon", 100],
    ["late", 300],
    ["also late", 300],
  ]);
  expect(clock.nanos).toBe(1000);
});

test("an alarm fires once, unless it is armed again; armed twice it counts once; cancelled it does not", () => {
  const clock = new ChipClock();
  let count = 0;
  const alarm = clock.createAlarm(() => count++);
  alarm.schedule(10);
  alarm.schedule(20);
  clock.advanceTo(100);
  expect(count).toBe(1);
  alarm.schedule(10);
  alarm.cancel();
  clock.advanceTo(200);
  expect(count).toBe(1);
  expect(clock.nextAlarmNanos).toBe(Number.POSITIVE_INFINITY);
});

test("an alarm may arm itself again, and is in time", () => {
  const clock = new ChipClock();
  const moments: number[] = [];
  const alarm = clock.createAlarm(() => {
    moments.push(clock.nanos);
    if (moments.length < 3) alarm.schedule(10);
  });
  alarm.schedule(10);
  clock.advanceTo(1000);
  expect(moments).toEqual([10, 20, 30]);
});
