/** What machine code makes of it: log calls of integers, and a backlog that the native offloader writes. */
import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, uartConsole } from "espruino-baton/plugins";

const RECORDS = 20;

boot(board, [uartConsole(), nativeRing(), nativeOffloader()]);

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

global["backlog"] = () => {
  D2.write(1);
  for (let edge = 0; edge < RECORDS; edge++) log.info("input %d edge %d after %f s", 1, edge, 0.0015);
  D2.write(0);
};
