import type { Command } from "./command.ts";

/**
 * The commands, in the order of the help text. Each is loaded when it is needed, so that `baton boards` does not wait
 * for a compiler.
 */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  boards: async () => (await import("./boards.ts")).boards,
  build: async () => (await import("./build.ts")).build,
};
