import { nativeCosts } from "../costs.ts";
import type { Hardware } from "../hardware.ts";
import type { Runtime } from "../runtime.ts";

export const VERSION = "2v29";
const MODULES = "timer,Storage";

/** Source: src/jswrap_process.c. */
export function processGlobals(runtime: Runtime): Record<string, unknown> {
  const { hardware } = runtime;
  const { realm } = runtime.interpreter;
  const { board } = hardware;
  const env = () =>
    realm.object({
      VERSION,
      GIT_COMMIT: "simulated",
      BOARD: board.id,
      RAM: board.ramBytes,
      FLASH: board.flash.bytes,
      STORAGE: board.flash.storage.bytes,
      SERIAL: "00000000-00000000-00000000",
      CONSOLE: runtime.console.device ?? "",
      MODULES,
      EXPTR: 0,
    });
  const process = realm.object({
    version: VERSION,
    memory: (isCollecting?: boolean) => memory(runtime, isCollecting),
  });
  Object.defineProperty(process, "env", { get: env, enumerable: true });
  return { process };
}

/** Free variables are not counted: the simulation knows how much there is, not how much is used. */
function memory(runtime: Runtime, isCollecting = true): object {
  const { hardware, options } = runtime;
  const { count, bytes } = hardware.board.jsvars;
  hardware.spend(isCollecting ? nativeCosts.memoryWithGc : nativeCosts.memory);
  hardware.clock.runDue();
  return runtime.interpreter.realm.object({
    free: count,
    usage: 0,
    total: count,
    history: 0,
    blocksize: bytes,
    ...(options.transmitUsage === "absent" ? {} : { tx: transmitUsage(runtime, hardware) }),
  });
}

/**
 * How full the transmit buffer is. The code that introduced it swaps two branches, so that it counts what is free as
 * soon as anything is queued. Source: src/jsdevices.c, jshGetTransmitBufferUsage.
 */
function transmitUsage({ interpreter, options }: Runtime, { ring }: Hardware): object {
  const total = (ring?.depth ?? 0) + 1;
  const used = ring?.used ?? 0;
  const isInverted = options.transmitUsage === "inverted" && used > 0;
  return interpreter.realm.object({ used: isInverted ? total - used : used, total });
}
