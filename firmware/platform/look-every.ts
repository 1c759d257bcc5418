import type { Platform, Task } from "./platform.ts";

/** Looks that the other of the two may miss before it is taken for dead. */
const MISSED_MAX = 3;

/**
 * Has something looked at every `intervalMs`, for ever. Context: task.
 *
 * Nobody wakes a task that looks at intervals of its own, so nobody would notice that it died before its first statement,
 * when its next turn was not armed yet. Therefore it is two that take turns, and each wakes the other when it stays away.
 */
export function lookEvery(platform: Platform, intervalMs: number, look: () => void): void {
  const tasks: Task[] = [];
  const seenTimes = [platform.now(), platform.now()];
  const missedS = (2 * MISSED_MAX * intervalMs) / 1000;
  for (let i = 0; i < 2; i++) {
    tasks.push(platform.spawn(lookerOf(i)));
    (tasks[i] as Task).wake();
  }

  function lookerOf(own: number): () => number {
    let hasBegun = own === 0;
    return () => {
      const now = platform.now();
      seenTimes[own] = now;
      if (now - (seenTimes[1 - own] as number) > missedS) (tasks[1 - own] as Task).wake();
      if (!hasBegun) {
        hasBegun = true;
        return intervalMs;
      }
      look();
      return 2 * intervalMs;
    };
  }
}
