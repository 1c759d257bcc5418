/** What machine code makes of it: messages into the native ring, and a backlog that the native offloader writes. */
import { boot, INFO, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, uartConsole } from "espruino-baton/plugins";

const RECORDS = 20;

const ring = nativeRing();

boot(board, [uartConsole(), ring, nativeOffloader()]);

const message = ring.message(INFO, "input %d edge %d after 15 ms");
const log = pr.child("storm");

global["spanOfNothing"] = () => {
  D2.write(1);
  D2.write(0);
};

global["spanOfSay"] = (i: number) => {
  D2.write(1);
  ring.say(message, 1, i);
  D2.write(0);
};

global["backlog"] = () => {
  D2.write(1);
  for (let edge = 0; edge < RECORDS; edge++) log.info("input %d edge %d after %f s", 1, edge, 0.0015);
  D2.write(0);
};
