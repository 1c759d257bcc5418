import type { Command } from "./command.ts";

/**
 * The commands, in the order of the help text. Each is loaded when it is needed, so that `baton boards` does not wait
 * for a compiler.
 */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import("./init.ts")).init,
  boards: async () => (await import("./boards.ts")).boards,
  ports: async () => (await import("./ports.ts")).ports,
  build: async () => (await import("./build.ts")).build,
  flash: async () => (await import("./flash.ts")).flash,
  monitor: async () => (await import("./monitor.ts")).monitor,
  run: async () => (await import("./run.ts")).run,
  crash: async () => (await import("./crash.ts")).crash,
  decode: async () => (await import("./decode.ts")).decode,
  bridge: async () => (await import("./bridge.ts")).bridge,
  tail: async () => (await import("./tail.ts")).tail,
  sim: async () => (await import("./sim.ts")).sim,
  emu: async () => (await import("./emu.ts")).emu,
  scenario: async () => (await import("./scenario.ts")).scenario,
  record: async () => (await import("./record.ts")).record,
  replay: async () => (await import("./replay.ts")).replay,
  lab: async () => (await import("./lab.ts")).lab,
  demo: async () => (await import("./demo.ts")).demo,
  doctor: async () => (await import("./doctor.ts")).doctor,
};
