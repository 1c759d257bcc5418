/**
 * A firmware that does on demand what costs time: `baton boards --latency` calls these on simulated boards, and they
 * may be called at the prompt of a real one.
 */
import { boot, panic, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";

boot(board, [uartConsole(), idleOffloader()]);

/** What a log call can meet at worst: four numbers, and a ring whose oldest record has to go. */
global["logNumbers"] = () => pr.info("%d %d %d %f", 1, 2, 3, 0.5);

/** An object is made a text at once, since it may change. */
global["logObject"] = () => pr.info("%j", { state: "open", since: 12.5, retries: 3 });

/** As many records of sixty characters as the ring keeps. */
global["fillRing"] = () => {
  for (let i = 0; i < board.logRecords; i++) pr.info("record %d, one of those that are sixty long", 100 + i);
};

/** Writes whatever is pending, and restarts. */
global["goDown"] = () => panic("asked for");
