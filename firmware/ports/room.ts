/** How full a UART's transmit buffer is. One kind for each way in which bytes leave a board. */
import type { Transmit } from "../board.ts";
import type { Platform } from "../platform/platform.ts";

/**
 * Grants as many of the `wanted` characters as fit at `now`, and takes it that they are handed over at once. A buffer
 * empties at the speed of the line, so the moment at which it will be empty says how full it is.
 *
 * Context: that of the writer.
 */
export type Room = (now: number, wanted: number) => number;

/** Makes the reckoning for one UART, which may be handed `patience` characters more than fit. */
export type RoomIn<Kind extends Transmit["kind"]> = (
  platform: Platform,
  transmit: Extract<Transmit, { kind: Kind }>,
  charsPerSecond: number,
  patience: number,
) => Room;

/** The kinds a board needs; the build links no others. */
export type Rooms = { readonly [Kind in Transmit["kind"]]?: RoomIn<Kind> };
