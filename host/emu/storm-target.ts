import type { Board } from "../../firmware/board.ts";
import type { SimulatedBoard } from "../sim/simulated-board.ts";
import type { EmulatedPico } from "./emulated-pico.ts";

/**
 * The emulated Pico as the storm sees a board, so that both boards are driven by the same code in the same order.
 * What the program watches is read from the chip: pins with an edge interrupt, UARTs that are switched on.
 */
export class StormTarget {
  /** Edges that were driven; the bytes are counted by the UARTs. */
  edges = 0;
  readonly clock: { readonly nowUs: number; at(timeUs: number, act: () => void): void };
  private readonly pico: EmulatedPico;
  private readonly board: Board;

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

  get watchedPins(): { readonly isHigh: boolean; drive(isHigh: boolean, atUs: number): void }[] {
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

  get listeningUarts(): { receive(text: string): void }[] {
    return this.board.uarts
      .filter(({ device }) => device !== this.board.console.device)
      .map(({ device }) => this.pico.uart(device))
      .filter((uart) => uart.isListening)
      .map((uart) => ({ receive: (text) => uart.receive(Buffer.from(text, "latin1")) }));
  }

  /** The storm is written for a simulated board, of which it uses the three members above. */
  asBoard(): SimulatedBoard {
    return this as unknown as SimulatedBoard;
  }
}
