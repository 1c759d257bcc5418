import type { Runtime } from "./runtime.ts";

/** Source: targets/rp2xxx/jshardware.c, jshSleep: received bytes are looked for in slices of 5 ms. */
const POLL_SLICE_US = 5000;

/** Lets time pass until there is something to do, or until a limit. */
export function sleep(runtime: Runtime, limitUs: number): void {
  const { clock, events, uarts, registers } = runtime.hardware;
  const startUs = clock.nowUs;
  registers.counter?.setAsleep(true, startUs);
  let wakeUs = Math.min(runtime.timers.nextDueUs, limitUs);
  while (events.isEmpty && !runtime.hasQueued && !runtime.watchdog.hasFired && clock.nowUs < wakeUs) {
    clock.nowUs = Math.max(clock.nowUs, Math.min(clock.nextUs, wakeUs));
    clock.runDue();
    if ([...uarts.values()].some((uart) => uart.hasUnpolled))
      wakeUs = Math.min(wakeUs, nextSlice(startUs, clock.nowUs));
  }
  registers.counter?.setAsleep(false, clock.nowUs);
}

function nextSlice(startUs: number, nowUs: number): number {
  return startUs + Math.ceil((nowUs - startUs) / POLL_SLICE_US) * POLL_SLICE_US;
}
