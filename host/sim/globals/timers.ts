import { nativeCosts } from "../costs.ts";
import type { Runtime } from "../runtime.ts";

/** Source: src/jswrap_interactive.c. */
export function timerGlobals(runtime: Runtime): Record<string, unknown> {
  const { hardware, timers } = runtime;

  function set(isInterval: boolean) {
    return (callback: unknown, delayMs: unknown, ...args: unknown[]) => {
      if (typeof callback !== "function" && typeof callback !== "string")
        throw runtime.interpreter.realm.error("Error", "Function or String not supplied!");
      hardware.spend(nativeCosts.timer);
      const run = () => runtime.call(callback, undefined, args);
      return timers.add(hardware.clock.nowUs, Number(delayMs), isInterval, run).id;
    };
  }

  function clear(name: string) {
    return (...ids: unknown[]) => {
      hardware.spend(nativeCosts.timer);
      if (ids.length === 0) return timers.clear();
      if (ids[0] === undefined)
        throw runtime.interpreter.realm.error(
          "Error",
          `clear${name}(undefined) not allowed. Use clear${name}() instead`,
        );
      const timer = timers.find(Number(ids[0]));
      if (timer) timers.remove(timer);
    };
  }

  return {
    setTimeout: set(false),
    setInterval: set(true),
    clearTimeout: clear("Timeout"),
    clearInterval: clear("Interval"),
    changeInterval: (id: unknown, intervalMs: number) => {
      const timer = timers.find(Number(id));
      if (!timer) throw runtime.interpreter.realm.error("Error", "Unknown Interval");
      timer.intervalUs = intervalMs * 1000;
      timer.dueUs = hardware.clock.nowUs + timer.intervalUs;
    },
  };
}
