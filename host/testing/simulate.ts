import path from "node:path";
import type { Board } from "../../firmware/board.ts";
import { findBoard } from "../boards/find-board.ts";
import { buildFirmware, type FirmwareBundle } from "../bundle/firmware-bundle.ts";
import { SimMachine } from "../scenario/sim-machine.ts";
import { TestBoard } from "./test-board.ts";

export interface SimulateOptions {
  /** A board's name, such as `puckjs`, or the id that its firmware gives itself; the project's own are known too. */
  readonly board: string;
  /** Speed of the console in bits per second; the board's own unless given. */
  readonly baud?: number;
  /** Of all chance: storms, `Math.random`. 1 unless given. */
  readonly seed?: number;
}

/**
 * Builds an application and puts it into the flash of a simulated board, which is switched on when time first passes.
 *
 * An application is built once for each board and speed, however many tests of a file simulate it.
 *
 * @param entry - a TypeScript file, or the folder that holds `main.ts`, seen from where the tests run.
 * @throws CliError - what `baton build` has to say.
 */
export async function simulate(
  entry: string,
  { board, baud, seed = 1 }: SimulateOptions,
): Promise<TestBoard> {
  const facts = await findBoard(board, path.resolve(entry));
  const { code } = await buildOnce(path.resolve(entry), facts, baud);
  return new TestBoard(new SimMachine({ board: facts, code, seed }), seed);
}

const builds = new Map<string, Promise<FirmwareBundle>>();

function buildOnce(entry: string, board: Board, baud: number | undefined): Promise<FirmwareBundle> {
  const key = JSON.stringify([entry, board.id, baud]);
  const build = builds.get(key) ?? buildFirmware({ entry, board, baud });
  builds.set(key, build);
  return build;
}
