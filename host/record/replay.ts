/** Does to a simulated board what was done to the one that was recorded, at the same times. */
import type { Board } from "../../firmware/board.ts";
import type { Arrival, Item } from "../monitor/item.ts";
import type { Stage } from "../monitor/stage.ts";
import { SimMachine } from "../scenario/sim-machine.ts";
import { VirtualTarget } from "../scenario/virtual-target.ts";
import type { SimulatedBoard } from "../sim/simulated-board.ts";
import { replayDiffers } from "./errors.ts";
import { Recorder } from "./recorder.ts";
import type { RecordedEvent, Recording } from "./recording.ts";

export interface ReplayRequest {
  readonly recording: Recording;
  readonly board: Board;
  /** The bundle to run, the recorded one or another. */
  readonly code: string;
  /** Makes items of what the board says. */
  readonly decoder?: Stage<string, Item>;
  readonly signal?: AbortSignal;
}

export interface Replayed {
  /** What crossed the ports and pins this time. */
  readonly events: readonly RecordedEvent[];
  readonly log: readonly Arrival[];
}

const seedUsual = 1;

export async function replay({ recording, board, code, decoder, signal }: ReplayRequest): Promise<Replayed> {
  const seed = recording.header.seed ?? seedUsual;
  const machine = new SimMachine({ board, code, seed });
  const events: RecordedEvent[] = [];
  const recorder = new Recorder(machine, (event) => events.push(event as RecordedEvent));
  const target = new VirtualTarget(machine, { seed, decoder, signal });
  for (const { inputs, end } of powerOnPeriods(recording)) {
    for (const input of inputs) plan(input, machine.board);
    const endUs = end?.atUs ?? 0;
    await target.passUntil(() => machine.board.clock.nowUs >= endUs, Number.POSITIVE_INFINITY);
    if (end?.event === "power-cut") await target.powerCut(end.forMs);
  }
  recorder.end();
  return { events, log: target.log.since(0) };
}

/** @throws CliError `REPLAY_DIFFERS` with the first difference, were it a microsecond. */
export function compareEvents(recorded: readonly RecordedEvent[], replayed: readonly RecordedEvent[]): void {
  const length = Math.max(recorded.length, replayed.length);
  for (let index = 0; index < length; index++)
    if (JSON.stringify(recorded[index]) !== JSON.stringify(replayed[index]))
      throw replayDiffers(recorded[index], replayed[index], index);
}

type Input = Extract<RecordedEvent, { event: "in" | "pin" }>;

interface PowerOnPeriod {
  readonly inputs: readonly Input[];
  /** The power cut, the recording's end, or the last event of one that was broken off. */
  readonly end: RecordedEvent | undefined;
}

function powerOnPeriods({ events }: Recording): PowerOnPeriod[] {
  const cuts = events.flatMap(({ event }, index) => (event === "power-cut" ? [index + 1] : []));
  return [...cuts, events.length].map((to, index) => {
    const period = events.slice(cuts[index - 1] ?? 0, to);
    return { inputs: period.filter(isInput), end: period.at(-1) };
  });
}

const isInput = (event: RecordedEvent): event is Input =>
  event.event === "in" || (event.event === "pin" && event.by === "outside");

function plan(input: Input, board: SimulatedBoard): void {
  if (input.event === "pin") board.pin(input.pin).drive(input.isHigh, input.atUs);
  else planBytes(input, board);
}

/** Ports that the board does not have, as those of a recording that was made at a port, are its console. */
function planBytes({ atUs, port, data }: Extract<Input, { event: "in" }>, board: SimulatedBoard): void {
  const uart = board.hardware.uarts.get(port) ?? board.uart(board.board.console.device);
  board.clock.at(atUs, () => uart.receive(Buffer.from(data, "latin1"), atUs));
}
