/** The load, written by machine code. */
import { boot } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, textLines, uartConsole } from "espruino-baton/plugins";
import "./load.ts";

boot(board, [uartConsole(), nativeRing({ lines: textLines }), nativeOffloader()]);
