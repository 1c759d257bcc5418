/**
 * An application under fire: edges in bursts, a 1 ms hardware timer that preempts whatever runs, and bytes on a second
 * UART. What it has to say it hands to whoever started it, so that two ways of logging can be compared on the same work.
 */
import type { irq } from "espruino-baton";
import { board } from "espruino-baton/board";

/** What the storm tells. Context: as said. */
export interface StormNews {
  /** @param seconds - since the edge before. Context: interrupt. */
  edge(input: number, count: number, seconds: number): void;
  /** Context: interrupt. */
  tick(count: number): void;
  /** Context: task. */
  gps(bytes: number, total: number): void;
  /** Context: task. */
  over(): void;
}

/** Three pins in a row: STM32 boards have no `D`. */
export const INPUTS = typeof D2 === "undefined" ? [A5, A6, A7] : [D2, D3, D4];
/** One tick of the preempting timer in so many is told. */
const TICKS_PER_NEWS = 250;
const GPS_BAUD = 57600;
/** After so many seconds the application says that it was long enough; the storm goes on. */
const STORM_S = 10;

/** Has JavaScript tell of edges. Context: task. `inInterrupt` wraps the handlers of interrupts. */
export function watchInputs(news: Pick<StormNews, "edge">, inInterrupt: typeof irq): void {
  INPUTS.forEach((pin, input) => {
    let count = 0;
    setWatch(
      inInterrupt((edge: EspruinoEdge) => news.edge(input, ++count, edge.time - edge.lastTime)),
      pin,
      { repeat: true, edge: "both" },
    );
  });
}

/** Everything else. Context: task. */
export function startStorm(news: Omit<StormNews, "edge">, inInterrupt: typeof irq): void {
  if (board.hasExecTimers) {
    let ticks = 0;
    const tell = inInterrupt<void>(() => news.tick(ticks));
    // A thousand times a second: the less is done in a tick, the more is left for everything else.
    const onTick = () => {
      ++ticks % TICKS_PER_NEWS || tell();
    };
    require("timer").add({ type: "EXEC", fn: onTick, time: 1, interval: 1 });
  }

  if (typeof Serial2 !== "undefined") {
    let total = 0;
    Serial2.setup(GPS_BAUD);
    Serial2.on("data", (data) => news.gps(data.length, (total += data.length)));
  }

  setTimeout(news.over, STORM_S * 1000);
}
