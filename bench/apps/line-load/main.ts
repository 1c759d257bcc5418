/** The load, written from the idle loop. */
import { boot } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";
import "./load.ts";

boot(board, [uartConsole(), idleOffloader()]);
