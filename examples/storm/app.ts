/**
 * An application under fire: edges in bursts, a 1 ms hardware timer that preempts whatever runs, and bytes on a second
 * UART. It logs through whatever it is given, so that two ways of logging can be compared on the same work.
 */
import type { irq } from "espruino-baton";
import { board } from "espruino-baton/board";

/** How the application logs: a format with its arguments. */
export interface StormLog {
  info(format: string, ...args: number[]): void;
  warning(format: string, ...args: number[]): void;
}

/** Three pins in a row: STM32 boards have no `D`. */
const INPUTS = typeof D2 === "undefined" ? [A5, A6, A7] : [D2, D3, D4];
/** One tick of the preempting timer in so many is logged. */
const TICKS_PER_RECORD = 250;
const GPS_BAUD = 57600;

/** Context: task. `inInterrupt` wraps the handlers of interrupts. */
export function startStorm(log: StormLog, inInterrupt: typeof irq): void {
  INPUTS.forEach((pin, input) => {
    let edges = 0;
    setWatch(
      inInterrupt((edge: EspruinoEdge) => {
        log.info("input %d edge %d after %f s", input, ++edges, edge.time - edge.lastTime);
      }),
      pin,
      { repeat: true, edge: "both" },
    );
  });

  if (board.hasExecTimers) {
    let ticks = 0;
    const logTicks = inInterrupt<void>(() => log.info("tick %d", ticks));
    // A thousand times a second: the less is done in a tick, the more is left for everything else.
    const onTick = () => {
      ++ticks % TICKS_PER_RECORD || logTicks();
    };
    require("timer").add({ type: "EXEC", fn: onTick, time: 1, interval: 1 });
  }

  if (typeof Serial2 !== "undefined") {
    let received = 0;
    Serial2.setup(GPS_BAUD);
    Serial2.on("data", (data) => {
      received += data.length;
      log.warning("gps %d bytes, %d in all", data.length, received);
    });
  }
}
