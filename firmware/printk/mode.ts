/**
 * What a console does with a record its port does not take at once. Without a mode it waits: the record is written as
 * the port empties, later ones stay in the ring, and the ring drops the oldest.
 *
 * Source: SEGGER RTT's three buffer modes, "no block skip", "no block trim" and "block if FIFO full".
 */
import { type Console, FULL, OTHERS, SKIPPED, step } from "./console.ts";
import { NORMAL, type Owner } from "./console-lock.ts";

/** Called when the port has taken less than the rest of the text. The caller owned the lock a moment ago. Context: task. */
export type ConsoleMode = (console: Console, who: Owner) => void;

/** Drops the record, unless its first characters are out already. For ports where news counts and history does not. */
export const skip: ConsoleMode = (console, who) => {
  console.offset ||
    (console.owner === who &&
      ((console.text = ""),
      console.isRecord &&
        (console.cursor++, (console.lost[SKIPPED] as number)++, (console.untold = OTHERS))));
};

/** Cuts the record where the port stopped taking it, and ends the line with a mark; one that tells of a loss waits. */
export const trim: ConsoleMode = (console, who) => {
  if (!console.offset) skip(console, who);
  else
    console.owner === who &&
      !console.untold &&
      console.charCount - console.offset > CUT.length &&
      ((console.text = CUT), (console.charCount = CUT.length), (console.offset = 0));
};
const CUT = "~\r\n";

/**
 * Waits for the port, but no longer than `timeoutMs` a record; then as `skip`. For a console that may hold up the program
 * for a moment rather than lose a record.
 */
export function block(timeoutMs: number): ConsoleMode {
  return (console, who) => {
    const endTime = console.ring.clock() + timeoutMs / 1000;
    let end: number = FULL;
    while (end === FULL && console.ring.clock() < endTime) end = step(console, who, NORMAL);
    if (end === FULL) skip(console, who);
  };
}
