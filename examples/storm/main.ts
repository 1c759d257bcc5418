/** The storm, logged through the firmware. */
import { boot, irq, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";
import { type StormNews, startStorm, watchInputs } from "./app.ts";

const log = pr.child("storm");

boot(board, [uartConsole(), idleOffloader()]);

const news: StormNews = {
  edge: (input, count, seconds) => log.info("input %d edge %d after %f s", input, count, seconds),
  tick: (count) => log.info("tick %d", count),
  gps: (bytes, total) => log.warning("gps %d bytes, %d in all", bytes, total),
  over: () => log.notice("storm over"),
};
watchInputs(news, irq);
startStorm(news, irq);
