/**
 * The storm where machine code logs and writes: edges in the GPIO interrupt, integers by one native call, and both are written
 * in the hardware timer's interrupt, whatever JavaScript does.
 */
import { boot, irq, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, textLines, uartConsole } from "espruino-baton/plugins";
import { callWhenOver, listenToGps, startTicking } from "./app.ts";

const log = pr.child("storm");

export function logOnMachineCode(): void {
  const irqLog = nativeRing({ lines: textLines });
  boot(board, [uartConsole(), irqLog, nativeOffloader()]);

  irqLog.watch(D2, { name: "button D2" });
  irqLog.watch(D3, { name: "button D3" });
  irqLog.watch(D6, { name: "button D6" });

  // Only what is certain to be an integer is machine code's.
  let bytes = 0;
  listenToGps(
    (data) => {
      bytes += data.length;
    },
    () => log.warning("gps %d bytes", bytes | 0),
  );

  let ticks = 0;
  startTicking(
    () => ++ticks,
    irq<void>(() => log.info("tick %d", ticks | 0)),
  );

  callWhenOver(() => log.notice("storm over"));
}
