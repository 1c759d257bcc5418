/** How full a UART's transmit buffer is. One kind for each way in which bytes leave a board. */
import type { Transmit } from "../board.ts";
import type { Platform, SerialDevice } from "../platform/platform.ts";
import type { Port } from "../printk/console.ts";

/**
 * Hands over as many of the `count` characters as fit, and takes account of them. A buffer empties at the speed of the
 * line, so the moment at which it will be empty says how full it is.
 *
 * Reckoning and writing are one function, because on a board a call costs as much as the reckoning.
 *
 * Context: that of the writer.
 */
export type Room = Port["write"];

/** Makes the reckoning for one UART, which may be handed `patience` characters more than fit. */
export type RoomIn<Kind extends Transmit["kind"]> = (
  device: SerialDevice,
  platform: Platform,
  transmit: Extract<Transmit, { kind: Kind }>,
  charsPerSecond: number,
  patience: number,
) => Room;

/** The kinds a board needs; the build links no others. */
export type Rooms = { readonly [Kind in Transmit["kind"]]?: RoomIn<Kind> };
