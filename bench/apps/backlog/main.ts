/** A firmware with a backlog: what is logged while the mark is up waits for the line. */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";

const RECORDS = 20;

boot(board, [uartConsole(), idleOffloader()]);

const log = pr.child("storm");

setTimeout(() => {
  D2.write(1);
  for (let edge = 0; edge < RECORDS; edge++) log.info("input %d edge %d after %f s", 1, edge, 0.0015);
  D2.write(0);
}, 300);
