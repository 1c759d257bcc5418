import type { TaskStep } from "../platform/platform.ts";

/** Less than a turn of the loop takes. */
const BEGIN_MS = 1;

/**
 * The same, but for the first time, which does nothing. The interpreter prints its prompt at the end of the loop's first turn, and
 * machine code that is at work by then would write around it.
 */
export function afterPrompt(step: TaskStep): TaskStep {
  let hasBegun = false;
  return () => {
    if (hasBegun) return step();
    hasBegun = true;
    return BEGIN_MS;
  };
}
