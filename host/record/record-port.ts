import type { Port } from "../link/port.ts";
import { OutLines } from "./out-lines.ts";
import type { RecordingSink } from "./recording.ts";

export interface RecordPortOptions {
  readonly sink: RecordingSink;
  /** How long; until the signal otherwise. */
  readonly forMs?: number;
  readonly signal: AbortSignal;
  /** The host's clock, in milliseconds. */
  readonly nowMs?: () => number;
}

/** Hands on what arrives from a board at a port. @throws the reason for which the port vanished. */
export async function recordPort(port: Port, options: RecordPortOptions): Promise<void> {
  const { sink, forMs, signal, nowMs = () => performance.now() } = options;
  const sinceMs = nowMs();
  const nowUs = (): number => (nowMs() - sinceMs) * 1000;
  const lines = new OutLines(port.name, sink);
  const stopData = port.onData((data) => {
    for (const byte of data) lines.push(byte, nowUs());
  });
  try {
    await endOf(port, forMs, signal);
  } finally {
    stopData();
    lines.end();
    sink({ event: "end", atUs: nowUs() });
  }
}

function endOf(port: Port, forMs: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = forMs === undefined ? undefined : setTimeout(() => end(), forMs);
    const whenAborted = (): void => end();
    const stopClose = port.onClose((reason) => end(reason));
    signal.addEventListener("abort", whenAborted);
    if (signal.aborted) end();

    function end(reason?: Error): void {
      clearTimeout(timer);
      stopClose();
      signal.removeEventListener("abort", whenAborted);
      if (reason) reject(reason);
      else resolve();
    }
  });
}
