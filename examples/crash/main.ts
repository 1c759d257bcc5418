/**
 * A firmware that goes down with its story told: the watchdog ends a stuck loop, a panic writes and saves what was said
 * last, and the next boot tells it. `dmesg()` at the prompt shows the ring.
 */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { crashLog, dmesg, idleOffloader, uartConsole, uncaught, watchdog } from "espruino-baton/plugins";

boot(board, [uartConsole(), idleOffloader(), crashLog(), uncaught(), watchdog({ timeoutMs: 1000 }), dmesg()]);

const log = pr.child("crash");
let seconds = 0;
const countdown = setInterval(() => {
  log.info("up %d s", ++seconds);
  if (seconds === 3) throw new Error("nobody catches this");
  if (seconds === 5) {
    clearInterval(countdown);
    log.warning("the loop is stuck from here on");
    while (seconds) seconds++;
  }
}, 1000);
