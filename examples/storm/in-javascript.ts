/** The storm where JavaScript logs and writes, as it does on any board. */
import { boot, irq, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";
import { startStorm } from "./app.ts";

const log = pr.child("storm");

export function logInJavaScript(): void {
  boot(board, [uartConsole(), idleOffloader()]);
  startStorm(
    {
      edge: (input, count, seconds) => log.info("input %d edge %d after %f s", input, count, seconds),
      tick: (count) => log.info("tick %d", count),
      gps: (bytes) => log.warning("gps %d bytes", bytes),
      over: () => log.notice("storm over"),
    },
    irq,
  );
}
