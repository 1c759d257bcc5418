/** A firmware that logs 200 records a second, ten at a time, until it has logged so many. */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";

const RECORDS = 2000;
const BURST = 10;
const BURST_MS = 50;

boot(board, [uartConsole(), idleOffloader()]);

let logged = 0;
const logging = setInterval(() => {
  for (let i = 0; i < BURST; i++) pr.info("record %d of the fleet", ++logged);
  if (logged >= RECORDS) clearInterval(logging);
}, BURST_MS);
