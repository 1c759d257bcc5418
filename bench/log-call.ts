/**
 * What a log call costs on the simulated Pico, beside what it is compared with: the cheapest store there can be, and
 * `console.log` with an idle line and with a full one. Prints ratios; the time is the board's own, so they are the same on
 * every machine.
 */
import { rp2040Pico } from "../boards/rp2040-pico.ts";
import { buildFirmware } from "../host/bundle/firmware-bundle.ts";
import { formatTable } from "../host/cli/table.ts";
import { SimulatedBoard } from "../host/sim/simulated-board.ts";

/** Each is run this often with the loop's own cost taken off. */
const ROUNDS = 8;

const board = new SimulatedBoard(rp2040Pico);
board.load((await buildFirmware({ entry: "bench/apps/log-call", board: rp2040Pico })).code);
board.runFor(200);

const CALLS: readonly (readonly [name: string, statement: string, pauseMs: number])[] = [
  ['floor: r[h++&31]=[getTime(),5,"x %d",i]', 'r[h++&31]=[getTime(),5,"x %d",i]', 0],
  ['pr.info("x %d", i)', "logOne(i)", 200],
  ["pr.info, ring full", "logOne(i)", 0],
  ['console.log("x", i), line idle', 'console.log("x",i)', 20],
  ["console.log of 64 characters, line full", "console.log(long)", 0],
];

board.evaluate(`var r=[],h=0,long="${"x".repeat(64)}";`);
const emptyUs = cost("", 0);
const rows = CALLS.map(([name, statement, pauseMs]) => [name, cost(statement, pauseMs) - emptyUs] as const);
const floorUs = rows[0]?.[1] ?? 1;
console.log(
  formatTable(
    ["on the simulated Pico, 115200 baud", "µs", ": floor"],
    rows.map(([name, us]) => [name, us.toFixed(0), (us / floorUs).toFixed(2)]),
  ),
);

/** The mean cost of a statement, in µs. @param pauseMs - rest between two, in which the line may empty. */
function cost(statement: string, pauseMs: number): number {
  let totalUs = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const startUs = board.clock.nowUs;
    board.evaluate(`(function(i){${statement}})(${round})`);
    totalUs += board.clock.nowUs - startUs;
    if (pauseMs) board.runFor(pauseMs);
  }
  return totalUs / ROUNDS;
}
