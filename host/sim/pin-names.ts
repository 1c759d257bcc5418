import type { Board } from "../../firmware/board.ts";

/** STM32 packages have ports A to C with 16 pins each; all others count from D0 to at most D47. */
const PORTS = ["A", "B", "C"];
const PINS_PER_PORT = 16;
const PINS_MAX = 48;

/** The pin that a name stands for: `BTN` and `LED` are the board's first. */
export function pinCalled(name: string, { pins: { buttons, leds } }: Board): string {
  const named: Readonly<Record<string, string | undefined>> = { BTN: buttons[0], LED: leds[0] };
  return named[name] ?? name;
}

/** The names of a board's pins, which follow the scheme of those in its file. */
export function pinNames(board: Board): string[] {
  const known = [
    ...board.pins.buttons,
    ...board.pins.leds,
    ...board.uarts.flatMap(({ tx, rx }) => [tx, rx]),
  ].filter((name) => name !== undefined);
  const scheme = known.some((name) => PORTS.includes(name.charAt(0))) ? portNames() : numberedNames();
  return [...new Set([...scheme, ...known])];
}

function portNames(): string[] {
  return PORTS.flatMap((port) => Array.from({ length: PINS_PER_PORT }, (_, index) => `${port}${index}`));
}

function numberedNames(): string[] {
  return Array.from({ length: PINS_MAX }, (_, index) => `D${index}`);
}
