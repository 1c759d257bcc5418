/** The smallest firmware that logs: the core, a UART console and the offloader. */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";

boot(board, [uartConsole(), idleOffloader()]);

let isOn = false;
setInterval(() => {
  isOn = !isOn;
  LED.write(isOn);
  pr.info("led %s", isOn ? "on" : "off");
}, 500);
