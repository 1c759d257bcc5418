import { ASLEEP, type Task } from "../firmware/platform/platform.ts";
import type { FirmwarePlugin } from "../firmware/plugin.ts";

/**
 * Two tasks write turn about: each writes a slice, and has the other write the next. Neither ever holds a CPU for two
 * slices in a row. On one CPU it does what `idleOffloader` does.
 *
 * Source: Steven Rostedt's second idea in the discussion of the owner/waiter patch, 9 November 2017.
 */
export function bounceOffloader(): FirmwarePlugin {
  return {
    name: "bounce-offloader",
    boot: (firmware) => {
      const tasks: Task[] = [];
      /** Milliseconds the task that comes next has to wait before it writes. */
      let dueMs = 0;
      const turn = (other: number) => () => {
        const waitMs = dueMs;
        dueMs = 0;
        if (waitMs > 0) return waitMs;
        const delayMs = firmware.flush();
        if (delayMs === ASLEEP) return ASLEEP;
        dueMs = delayMs;
        (tasks[other] as Task).wake();
        return ASLEEP;
      };
      tasks.push(firmware.platform.spawn(turn(1)), firmware.platform.spawn(turn(0)));
      return { offload: (tasks[0] as Task).wake };
    },
  };
}
