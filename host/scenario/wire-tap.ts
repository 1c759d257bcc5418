/** Hears all that crosses a board's ports and pins. Times are in microseconds since the power was last switched on. */
export interface WireTap {
  /** A byte has left the board; `atUs` is the end of its last bit. */
  out(device: string, byte: number, atUs: number): void;
  /** Bytes were put on the line to the board, one behind the other from then on. */
  in(device: string, bytes: ArrayLike<number>, atUs: number): void;
  pin(name: string, isHigh: boolean, atUs: number, by: "program" | "outside"): void;
  /** The power was cut at this time, and is back: times begin anew. */
  powerCut(atUs: number, forMs: number): void;
}
