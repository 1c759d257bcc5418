import { boot, irq, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";
import { heartbeat } from "../plugins/heartbeat.ts";

boot(board, [uartConsole({ baud: 115200 }), idleOffloader(), heartbeat({ everyMs: 500 })]);

setWatch(
  irq((edge) => pr.info("input rose at %f", edge.time)),
  D2,
  { edge: "rising", repeat: true },
);
