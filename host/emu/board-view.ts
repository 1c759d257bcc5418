import type { Board } from "../../firmware/board.ts";
import type { SimulatedBoard } from "../sim/simulated-board.ts";
import type { EmulatedPico } from "./emulated-pico.ts";
import type { PacedUart } from "./paced-uart.ts";

/**
 * The emulated Pico as those see a board who were written for a simulated one: the storm, the log of the wire, the
 * tty. So both kinds of board are driven by the same code in the same order. What the program listens to is read from
 * the chip: pins with an edge interrupt, UARTs that are switched on.
 */
export class BoardView {
  /** Edges that were driven; the bytes are counted by the UARTs. */
  edges = 0;
  readonly board: Board;
  readonly clock: { readonly nowUs: number; at(timeUs: number, act: () => void): void };
  private readonly pico: EmulatedPico;

  constructor(pico: EmulatedPico, board: Board) {
    this.pico = pico;
    this.board = board;
    this.clock = {
      get nowUs() {
        return pico.nanos / 1000;
      },
      at: (timeUs, act) => pico.agenda.at(timeUs * 1000, act),
    };
  }

  get watchedPins(): PinView[] {
    return this.pico.pins
      .filter((pin) => pin.isWatched)
      .map((pin) => ({
        isHigh: pin.level,
        drive: (isHigh, atUs) => {
          this.edges++;
          this.clock.at(atUs, () => pin.drive(isHigh));
        },
      }));
  }

  get listeningUarts(): UartView[] {
    return this.board.uarts
      .filter(({ device }) => device !== this.board.console.device)
      .map(({ device }) => this.pico.uart(device))
      .filter((uart) => uart.isListening)
      .map(viewOf);
  }

  uart(device: string): UartView {
    return viewOf(this.pico.uart(device));
  }

  runFor(ms: number): void {
    this.pico.runFor(ms);
  }

  /** Whoever takes it uses no other members of a simulated board than those above. */
  asBoard(): SimulatedBoard {
    return this as unknown as SimulatedBoard;
  }
}

interface PinView {
  readonly isHigh: boolean;
  drive(isHigh: boolean, atUs: number): void;
}

interface UartView {
  receive(bytes: Uint8Array | string): void;
  onByte(listener: (byte: number, endUs: number) => void): () => void;
}

const viewOf = (uart: PacedUart): UartView => ({
  receive: (bytes) => uart.receive(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes),
  onByte: (listener) => uart.onByte((byte, endNanos) => listener(byte, endNanos / 1000)),
});
