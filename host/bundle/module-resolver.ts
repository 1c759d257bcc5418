import type { Plugin } from "rollup";
import type { BootBoard } from "../../firmware/board.ts";
import { chosenBoardFile, deviceModules } from "./device-package.ts";

/** Answers the framework's module names, and makes up the module that holds the board's facts. */
export function deviceModuleResolver(board: BootBoard): Plugin {
  return {
    name: "device-modules",
    resolveId: (name) => deviceModules[name],
    load: (id) => (id === chosenBoardFile ? `export const board = ${JSON.stringify(board)};` : undefined),
  };
}
