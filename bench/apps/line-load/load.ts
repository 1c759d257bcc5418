/** Logs a share of what its line could carry, from when it is told how much. */
import { pr } from "espruino-baton";
import { board } from "espruino-baton/board";

/** `<6>[    1.300000] record 10000 of the load, and sixty bytes\r\n`. */
const RECORD_BYTES = 60;

const recordMs = (RECORD_BYTES * 10_000) / board.console.baud;
let logged = 10_000;
let logging = 0;

/** @param share - of the line; 0 ends it. Context: task, at the prompt. */
global["load"] = (share: number) => {
  if (logging) clearInterval(logging);
  logging = share
    ? setInterval(() => pr.info("record %d of the load, and sixty bytes", logged++ | 0), recordMs / share)
    : 0;
};
