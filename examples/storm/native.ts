/**
 * The same storm where the board runs machine code: edges are logged in the GPIO interrupt, integers by one native call, and
 * both are written in the hardware timer's interrupt, whatever JavaScript does.
 */
import { boot, irq, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, textLines, uartConsole } from "espruino-baton/plugins";
import { INPUTS, startStorm } from "./app.ts";

const log = pr.child("storm");
const irqLog = nativeRing({ lines: textLines });

boot(board, [uartConsole(), irqLog, nativeOffloader()]);

INPUTS.forEach((pin, input) => {
  irqLog.watch(pin, { name: "input " + input });
});
startStorm(
  {
    // Only what is certain to be an integer is machine code's.
    tick: (count) => log.info("tick %d", count | 0),
    gps: (bytes, total) => log.warning("gps %d bytes, %d in all", bytes | 0, total | 0),
    over: () => log.notice("storm over"),
  },
  irq,
);
