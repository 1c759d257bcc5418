/** The storm, logged through the firmware. */
import { boot, irq, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";
import { startStorm } from "./app.ts";

boot(board, [uartConsole(), idleOffloader()]);
startStorm(pr.child("storm"), irq);
