/** The chip's registers by their addresses, as far as the board's file names them. All others read as zero. */
import type { Uart } from "../../firmware/board.ts";
import type { Hardware } from "./hardware.ts";

export class Registers {
  constructor(private readonly hardware: Hardware) {}

  /** @param timeUs - virtual time; an interrupt is served at its own, though JavaScript may be further on. */
  read(address: number, timeUs: number): number {
    const { board, uarts, bootUs } = this.hardware;
    if (address === board.nativeClock?.address)
      return ((timeUs - bootUs) * (board.nativeClock.hz / 1e6)) >>> 0;
    const uart = board.uarts.find((each) => flagsAddress(each) === address);
    return uart ? uarts.get(uart.device)!.flags : 0;
  }

  write(address: number, value: number, timeUs: number): void {
    const { board, uarts } = this.hardware;
    const uart = board.uarts.find(({ registers }) => registers?.dataAddress === address);
    if (uart) uarts.get(uart.device)!.writeRegister(value & 0xff, timeUs);
  }
}

function flagsAddress({ transmit, registers }: Uart): number | undefined {
  return transmit.kind === "fifo" ? transmit.flagsAddress : registers?.flagsAddress;
}
