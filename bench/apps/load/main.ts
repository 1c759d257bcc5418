/**
 * A firmware that logs four fifths of what its line could carry, for longer than the ring hides what is too much. Each
 * record takes the same number of bytes.
 */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";

const LOAD_MS = 3000;
/** `<6>[    0.300000] record 100 of the load, sixty bytes each\r\n`. */
const RECORD_BYTES = 60;
const LOAD = 0.8;

boot(board, [uartConsole(), idleOffloader()]);

const pauseMs = (RECORD_BYTES * 10_000) / board.console.baud / LOAD;
let logged = 0;
const logging = setInterval(() => {
  pr.info("record %d of the load, sixty bytes each", 100 + logged);
  if (++logged * pauseMs > LOAD_MS) clearInterval(logging);
}, pauseMs);
