/** What machine code makes of it: log calls of integers, and a backlog that the native offloader writes. */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, textLines, uartConsole } from "espruino-baton/plugins";

/** As many as the event ring has room for, more or less, and fewer than the ring of records. */
const INTEGER_RECORDS = 200;
const RECORDS = 20;

boot(board, [uartConsole(), nativeRing({ lines: textLines }), nativeOffloader()]);

const log = pr.child("storm");

global["spanOfNothing"] = () => {
  D2.write(1);
  D2.write(0);
};

global["spanOfSay"] = (i: number) => {
  const edge = i | 0;
  D2.write(1);
  log.info("input %d edge %d after 15 ms", edge, edge);
  D2.write(0);
};

global["say8"] = (i: number) => {
  const edge = i | 0;
  log.info("input %d edge %d after 15 ms", edge, edge);
  log.info("input %d edge %d after 15 ms", edge, edge);
  log.info("input %d edge %d after 15 ms", edge, edge);
  log.info("input %d edge %d after 15 ms", edge, edge);
  log.info("input %d edge %d after 15 ms", edge, edge);
  log.info("input %d edge %d after 15 ms", edge, edge);
  log.info("input %d edge %d after 15 ms", edge, edge);
  log.info("input %d edge %d after 15 ms", edge, edge);
};

/** Integers, which machine code puts into words. */
global["backlog"] = () => {
  D2.write(1);
  for (let edge = 0; edge < INTEGER_RECORDS; edge++) log.info("input %d edge %d after 1500 us", 1, edge);
  D2.write(0);
};

/** Something that takes JavaScript to put into words. */
global["formattedBacklog"] = () => {
  D2.write(1);
  for (let edge = 0; edge < RECORDS; edge++) log.info("input %d edge %d after %f s", 1, edge, edge / 1024);
  D2.write(0);
};
