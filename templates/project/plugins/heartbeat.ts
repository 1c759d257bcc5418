import { type FirmwarePlugin, pr } from "espruino-baton";

const log = pr.child("heartbeat");

export interface HeartbeatOptions {
  /** Milliseconds from one beat to the next. */
  readonly everyMs: number;
}

/** Says at regular intervals that the firmware is alive. */
export function heartbeat({ everyMs }: HeartbeatOptions): FirmwarePlugin {
  return {
    name: "heartbeat",
    boot() {
      let beats = 0;
      setInterval(() => {
        beats++;
        log.info("beat %d", beats);
      }, everyMs);
      return undefined;
    },
  };
}
