/** A firmware that logs 200 records a second, in bursts of any length, until it has logged so many. */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";

const RECORDS = 2000;
/** Ten at a time, more or less. */
const BURST_MIN = 5;
const BURST_MAX = 15;
const BURST_MS = 50;

boot(board, [uartConsole(), idleOffloader()]);

let logged = 0;
const logging = setInterval(() => {
  const burst = BURST_MIN + Math.floor(Math.random() * (BURST_MAX - BURST_MIN + 1));
  for (let i = 0; i < burst && logged < RECORDS; i++) pr.info("record %d of the fleet", ++logged);
  if (logged === RECORDS) clearInterval(logging);
}, BURST_MS);
