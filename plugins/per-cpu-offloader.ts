import { ASLEEP, type Task } from "../firmware/platform/platform.ts";
import type { FirmwarePlugin } from "../firmware/plugin.ts";

export interface PerCpuOffloaderOptions {
  /** How many CPUs there are; one on every board of today. */
  cpus?: number;
}

/**
 * A task for each CPU. Whoever logs wakes the task of the next CPU, so that the work leaves the CPU that has some; a
 * task that has written its slice goes on when its port has room again. At most one has anything to write at a time,
 * the others find the console taken and sleep.
 *
 * Source: Sergey Senozhatsky's per-CPU printk threads, 2017.
 */
export function perCpuOffloader(options: PerCpuOffloaderOptions = {}): FirmwarePlugin {
  const cpus = options.cpus || 1;
  return {
    name: "per-cpu-offloader",
    boot: (firmware) => {
      const platform = firmware.platform;
      const tasks: Task[] = [];
      let active = -1;
      const turn = (index: number) => () => {
        if (!((active === -1 || active === index) && ((active = index), true))) return ASLEEP;
        const delayMs = firmware.flush();
        if (delayMs === ASLEEP) active = -1;
        return delayMs;
      };
      for (let cpu = 0; cpu < cpus; cpu++) tasks.push(platform.spawn(turn(cpu)));
      return {
        offload: () => (tasks[active === -1 ? (platform.cpu + 1) % cpus : active] as Task).wake(),
      };
    },
  };
}
