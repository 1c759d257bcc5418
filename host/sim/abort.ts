/** Why a callback ends without `catch` and without `finally`. */
export type AbortReason =
  /** Recursion reached the end of the stack. */
  | "stack-overflow"
  /** A value does not fit the board's memory. */
  | "out-of-memory"
  /** Ctrl-C on the console. */
  | "interrupted"
  /** The machine restarts in the middle of JavaScript: `E.reboot()` or the watchdog. */
  | "reboot"
  /** The simulation gives up on JavaScript that does not come back. */
  | "stuck";

/** Unwinds JavaScript down to the runtime. Not an `Error`: the simulated program never sees it. */
export class ExecutionAborted {
  constructor(readonly reason: AbortReason) {}
}
