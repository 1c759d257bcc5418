/** A firmware that logs when it is told to. */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";

boot(board, [uartConsole(), idleOffloader()]);
global["logOne"] = (i: number) => pr.info("x %d", i);
