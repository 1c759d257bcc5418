import type { BootBoard } from "../../firmware/board.ts";
import { LINE_CLOCK_HZ } from "../../firmware/native/line-maker.ts";
import { pumpIntervalMs } from "../../firmware/native/pump.ts";
import { BITS_PER_CHAR } from "../../firmware/ports/uart-port.ts";

/**
 * Whether machine code can log and write by itself on the board's console: what `espruino-baton/board` exports under this name.
 * A board whose file names a clock and registers for machine code runs some.
 */
export function hasNativeConsole({ console, uarts, nativeClock }: BootBoard): boolean {
  const registers = uarts.find(({ device }) => device === console.device)?.registers;
  const charsPerSecond = console.baud / BITS_PER_CHAR;
  return (
    nativeClock?.hz === LINE_CLOCK_HZ &&
    registers !== undefined &&
    pumpIntervalMs(registers, charsPerSecond) > 0
  );
}
