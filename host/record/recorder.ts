import type { Machine } from "../scenario/machine.ts";
import type { WireTap } from "../scenario/wire-tap.ts";
import { OutLines } from "./out-lines.ts";
import type { RecordingSink } from "./recording.ts";

/** Hands on everything that crosses a machine's ports and pins, power cuts included. */
export class Recorder implements WireTap {
  private readonly machine: Machine;
  private readonly sink: RecordingSink;
  private readonly outs = new Map<string, OutLines>();

  /** @param machine - whose time has not passed yet. */
  constructor(machine: Machine, sink: RecordingSink) {
    this.machine = machine;
    this.sink = sink;
    machine.tap(this);
  }

  end(): void {
    this.endLines();
    this.sink({ event: "end", atUs: this.machine.poweredUs });
  }

  out(device: string, byte: number, atUs: number): void {
    this.linesOf(device).push(byte, atUs);
  }

  in(port: string, bytes: ArrayLike<number>, atUs: number): void {
    this.sink({ event: "in", atUs, port, data: Buffer.from(bytes).toString("latin1") });
  }

  pin(pin: string, isHigh: boolean, atUs: number, by: "program" | "outside"): void {
    this.sink({ event: "pin", atUs, pin, isHigh, by });
  }

  powerCut(atUs: number, forMs: number): void {
    this.endLines();
    this.sink({ event: "power-cut", atUs, forMs });
  }

  private linesOf(device: string): OutLines {
    const lines = this.outs.get(device) ?? new OutLines(device, this.sink);
    this.outs.set(device, lines);
    return lines;
  }

  private endLines(): void {
    for (const lines of this.outs.values()) lines.end();
  }
}
