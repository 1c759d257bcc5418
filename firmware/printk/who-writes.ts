/**
 * Who writes this record? The one decision table, as a pure function of what is running: the owner that is inside a
 * console, 0 for nobody, and the number of emergencies.
 *
 * | context | inside a console | emergency | offloader | answer  |
 * |---------|------------------|-----------|-----------|---------|
 * | panic   | any              | any       | any       | STORE   |
 * | other   | no               | yes       | any       | ATOMIC  |
 * | task    | no               | no        | no        | DIRECT  |
 * | else    |                  |           |           | OFFLOAD |
 *
 * Interrupts never write on their own account, and neither does code that a console itself is running: it would
 * wait for the code it interrupted.
 */
import { type Context, PANIC, TASK } from "../platform/platform.ts";

export type WhoWrites = typeof STORE | typeof ATOMIC | typeof DIRECT | typeof OFFLOAD;
/** Nobody yet: the panic writes everything that is stored, in order. */
export const STORE = 0;
/** The caller, at once and waiting for the port. */
export const ATOMIC = 1;
/** The caller, as much as fits without waiting; an offloader gets the rest. */
export const DIRECT = 2;
/** An offloader, in the next turn of the event loop. */
export const OFFLOAD = 3;

export function whoWrites(
  context: Context,
  inConsole: number,
  emergencies: number,
  hasOffloader: boolean,
): WhoWrites {
  return context === PANIC
    ? STORE
    : inConsole
      ? OFFLOAD
      : emergencies
        ? ATOMIC
        : context === TASK && !hasOffloader
          ? DIRECT
          : OFFLOAD;
}
