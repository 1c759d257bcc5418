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

/** The first of a burst: it finds the offloader asleep. */
global["spanOfFirst"] = (i: number) => {
  D2.write(1);
  pr.info("x %d", i);
  D2.write(0);
};

global["spanOfLog"] = (i: number) => {
  pr.info("the first of a burst");
  D2.write(1);
  pr.info("x %d", i);
  D2.write(0);
};

/** Left out of the bundle by `log` of the program. */
global["spanOfLeftOut"] = (i: number) => {
  D2.write(1);
  pr.debug("x %d", i);
  D2.write(0);
};

global["spanOfTwo"] = (i: number) => {
  pr.info("the first of a burst");
  D2.write(1);
  pr.info("input %d edge %d after 15 ms", 1, i);
  D2.write(0);
};

global["spanOfLong"] = (i: number) => {
  pr.info("the first of a burst");
  D2.write(1);
  pr.info("input %d edge %d, which is a line of sixty-four characters in all", 1, i);
  D2.write(0);
};

global["spanOfOrdinary"] = (i: number) => {
  pr.info("the first of a burst");
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
