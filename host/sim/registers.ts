/** The chip's registers by their addresses, as far as the board's file names them. All others read as zero. */
import type { Uart } from "../../firmware/board.ts";
import { type SimulatedCounter, simulatedCounter } from "./counter.ts";
import type { Hardware } from "./hardware.ts";

export class Registers {
  readonly counter?: SimulatedCounter;

  constructor(private readonly hardware: Hardware) {
    const { nativeClock } = hardware.board;
    if (nativeClock) this.counter = simulatedCounter(nativeClock, () => hardware.startUs);
  }

  /** @param timeUs - virtual time; an interrupt is served at its own, though JavaScript may be further on. */
  read(address: number, timeUs: number): number {
    const { board, uarts } = this.hardware;
    const count = this.counter?.read(address, timeUs);
    if (count !== undefined) return count;
    const uart = board.uarts.find((each) => flagsAddress(each) === address);
    return uart ? uarts.get(uart.device)!.flags : 0;
  }

  write(address: number, value: number, timeUs: number): void {
    const { board, uarts } = this.hardware;
    this.counter?.write(address, value, timeUs);
    const uart = board.uarts.find(({ registers }) => registers?.dataAddress === address);
    if (uart) uarts.get(uart.device)!.writeRegister(value & 0xff, timeUs);
  }
}

function flagsAddress({ transmit, registers }: Uart): number | undefined {
  return transmit.kind === "fifo" ? transmit.flagsAddress : registers?.flagsAddress;
}
