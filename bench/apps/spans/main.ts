/**
 * The log calls that are timed, each between two edges of the mark. The benchmark calls them by name, and takes off
 * what `spanOfNothing` takes.
 */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";

/** More records than the ring holds. */
const FILLING = 70;
/** Out of the build's sight, so that the call is an ordinary one. */
const FORMATS = ["x %d"];

boot(board, [uartConsole(), idleOffloader()]);

global["spanOfNothing"] = () => {
  D2.write(1);
  D2.write(0);
};

global["spanOfLog"] = (i: number) => {
  D2.write(1);
  pr.info("x %d", i);
  D2.write(0);
};

global["spanOfTwo"] = (i: number) => {
  D2.write(1);
  pr.info("input %d edge %d after 15 ms", 1, i);
  D2.write(0);
};

global["spanOfLong"] = (i: number) => {
  D2.write(1);
  pr.info("input %d edge %d, which is a line of sixty-four characters in all", 1, i);
  D2.write(0);
};

global["spanOfOrdinary"] = (i: number) => {
  D2.write(1);
  pr.info(FORMATS[0], i);
  D2.write(0);
};

global["spanOfFull"] = (i: number) => {
  for (let filler = 0; filler < FILLING; filler++) pr.info("x %d", filler);
  D2.write(1);
  pr.info("x %d", i);
  D2.write(0);
};
