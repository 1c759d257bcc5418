import type { RP2040 } from "rp2040js";
import type { Machine } from "./boot-rom.ts";

/** A function of the boot ROM whose body is on the host. */
export interface RomFunction {
  readonly name: string;
  /** What a call takes in the real ROM (revision B1), the jump back included: the mean over ordinary arguments. */
  readonly cycles: number | ((call: RomCall) => number);
  run(call: RomCall): void;
}

/** A call as the ARM procedure call standard passes it: arguments and result in `registers` 0 to 3. */
export interface RomCall extends Machine {
  readonly registers: Uint32Array;
  readonly core: RP2040["core"];
}
