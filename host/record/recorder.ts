import type { SimMachine } from "../scenario/sim-machine.ts";
import type { SimulatedBoard } from "../sim/simulated-board.ts";
import { OutLines } from "./out-lines.ts";
import type { RecordingSink } from "./recording.ts";

/** Hands on everything that crosses a simulated board's ports and pins, power cuts included. */
export class Recorder {
  private readonly machine: SimMachine;
  private readonly sink: RecordingSink;
  private outs: OutLines[] = [];

  /** @param machine - whose time has not passed yet. */
  constructor(machine: SimMachine, sink: RecordingSink) {
    this.machine = machine;
    this.sink = sink;
    this.listenTo(machine.board);
    machine.onPowerCut = (atUs, forMs) => {
      this.endLines();
      sink({ event: "power-cut", atUs, forMs });
      this.listenTo(machine.board);
    };
  }

  end(): void {
    this.endLines();
    this.sink({ event: "end", atUs: this.machine.board.clock.nowUs });
  }

  private listenTo(board: SimulatedBoard): void {
    const { uarts, pins } = board.hardware;
    this.outs = [...uarts.values()].map((uart) => {
      const lines = new OutLines(uart.device, this.sink);
      uart.onByte((byte, atUs) => lines.push(byte, atUs));
      uart.onReceive((bytes, atUs) => {
        this.sink({ event: "in", atUs, port: uart.device, data: Buffer.from(bytes).toString("latin1") });
      });
      return lines;
    });
    for (const pin of pins.values())
      pin.onChange((isHigh, atUs, by) => this.sink({ event: "pin", atUs, pin: pin.name, isHigh, by }));
  }

  private endLines(): void {
    for (const lines of this.outs) lines.end();
  }
}
