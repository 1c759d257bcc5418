import type { RP2040 } from "rp2040js";

/** What outlives a reset by the watchdog. */
export interface ResetRecord {
  /** The REASON register: bit 0 the timer, bit 1 asked for by software; 0 after power-up. */
  readonly reason: number;
  /** The eight scratch registers. */
  readonly scratch: Uint32Array;
}

/**
 * Gives the watchdog its bite: the emulator's only calls a hook, and would fire its expired timer for ever.
 *
 * @param onReset - called in the middle of an instruction; the chip has to be replaced after it.
 * @param last - what the chip finds in its registers.
 *
 * Source: RP2040 datasheet 4.7.
 */
export function armWatchdog(rp2040: RP2040, last: ResetRecord, onReset: (record: ResetRecord) => void): void {
  const watchdog = rp2040.peripherals[0x40058] as unknown as Watchdog;
  const read = watchdog.readUint32.bind(watchdog);
  watchdog.scratchData.set(last.scratch);
  watchdog.readUint32 = (offset) => (offset === reasonRegister ? last.reason : read(offset));
  watchdog.onWatchdogTrigger = () => {
    watchdog.timer.enable = false;
    watchdog.alarm.enable = false;
    onReset({ reason: read(reasonRegister), scratch: watchdog.scratchData.slice() });
  };
}

export const powerUp: ResetRecord = { reason: 0, scratch: new Uint32Array(8) };

/** The members of the emulator's `RPWatchdog`, whose type it does not export, that are used from outside. */
interface Watchdog {
  readonly timer: { enable: boolean };
  readonly alarm: { enable: boolean };
  readonly scratchData: Uint32Array;
  onWatchdogTrigger: () => void;
  readUint32(offset: number): number;
}

const reasonRegister = 0x08;
