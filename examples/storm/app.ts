/**
 * An application under fire: edges in bursts, a 1 ms hardware timer that preempts whatever runs, and bytes on a second
 * UART. What it has to say it hands to whoever started it, so that ways of logging can be compared on the same work.
 */
import type { irq } from "espruino-baton";
import { board } from "espruino-baton/board";

/** What the storm tells. Context: as said. */
export interface StormNews {
  /** @param seconds - since the edge before. Context: interrupt. */
  edge(input: number, count: number, seconds: number): void;
  /** @param count - of ticks so far. Context: interrupt. */
  tick(count: number): void;
  /** @param bytes - so far. Context: task. */
  gps(bytes: number): void;
  /** Context: task. */
  over(): void;
}

/** Three pins: STM32 boards have no `D`. */
const INPUTS = typeof D2 === "undefined" ? [A5, A6, A7] : [D2, D3, D6];
/** How often the preempting timer ticks, and how often that is told. */
const TICK_MS = 1;
const TICK_NEWS_MS = 250;
const GPS_BAUD = 57600;
/** By the clock: how many bytes come at once depends on how busy the board is, and who counts should not also tell. */
const GPS_NEWS_MS = 200;
/** After so many seconds the application says that it was long enough; the storm goes on. */
const STORM_S = 10;

/** Context: task. `inInterrupt` wraps the handlers of interrupts. */
export function startStorm(news: StormNews, inInterrupt: typeof irq): void {
  watchInputs(news, inInterrupt);

  let ticks = 0;
  startTicking(
    () => ++ticks,
    inInterrupt<void>(() => news.tick(ticks)),
  );

  let bytes = 0;
  listenToGps(
    (data) => {
      bytes += data.length;
    },
    () => news.gps(bytes),
  );

  callWhenOver(news.over);
}

function watchInputs(news: StormNews, inInterrupt: typeof irq): void {
  INPUTS.forEach((pin, input) => {
    let count = 0;
    setWatch(
      inInterrupt((edge: EspruinoEdge) => news.edge(input, ++count, edge.time - edge.lastTime)),
      pin,
      { repeat: true, edge: "both" },
    );
  });
}

/**
 * Both are called in the timer's interrupt, and not at the same time: the less is done there at once, the more is left for
 * everything else. Context: task.
 */
export function startTicking(onTick: () => void, tell: () => void): void {
  if (!board.hasExecTimers) return;
  const timer = require("timer");
  timer.add({ type: "EXEC", fn: onTick, time: TICK_MS, interval: TICK_MS });
  timer.add({ type: "EXEC", fn: tell, time: TICK_NEWS_MS + TICK_MS / 4, interval: TICK_NEWS_MS });
}

/** Context: task, and so is that of both. */
export function listenToGps(onData: (data: string) => void, tell: () => void): void {
  if (typeof Serial2 === "undefined") return;
  Serial2.setup(GPS_BAUD);
  Serial2.on("data", onData);
  setInterval(tell, GPS_NEWS_MS);
}

/** Context: task, and so is that of `onOver`. */
export function callWhenOver(onOver: () => void): void {
  setTimeout(onOver, STORM_S * 1000);
}
