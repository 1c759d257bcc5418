/** Espruino's error flags, as `E.getErrorFlags()` names them. Source: src/jsutils.h, JsErrorFlags. */
export type ErrorFlag =
  | "FIFO_FULL"
  | "BUFFER_FULL"
  | "CALLBACK"
  | "LOW_MEMORY"
  | "MEMORY"
  | "MEMORY_BUSY"
  | "UART_OVERFLOW";

/** Printed and announced by themselves: all but this one, which only says that memory was collected. */
const QUIET: ErrorFlag = "LOW_MEMORY";

export class ErrorFlags {
  private raised = new Set<ErrorFlag>();
  private reported = new Set<ErrorFlag>();

  raise(flag: ErrorFlag): void {
    this.raised.add(flag);
  }

  /** All flags raised since they were last taken. */
  take(): ErrorFlag[] {
    const flags = [...this.raised];
    this.raised.clear();
    return flags;
  }

  /** The flags that nobody was told about, if they are worth telling. */
  unreported(): ErrorFlag[] {
    const fresh = [...this.raised].filter((flag) => !this.reported.has(flag));
    this.reported = new Set(this.raised);
    return fresh.some((flag) => flag !== QUIET) ? fresh : [];
  }

  clear(): void {
    this.raised.clear();
    this.reported.clear();
  }
}
