import { dirname, relative } from "node:path";
import type { Plugin } from "rollup";
import type { BootBoard, LinkedBoard } from "../../firmware/board.ts";
import { chosenBoardFile, deviceModules, roomFiles, type Wire, wireFiles } from "./device-package.ts";
import { hasNativeConsole } from "./native-console.ts";

/**
 * Answers the framework's module names, and makes up the module that holds the board's facts.
 *
 * @param dictionary - asked once the application is compiled: what names its texts, where they stay on the host.
 */
export function deviceModuleResolver(
  board: BootBoard,
  wire: Wire = "text",
  dictionary: () => string | undefined = () => undefined,
): Plugin {
  const modules = { ...deviceModules, "espruino-baton/wire": wireFiles[wire] };
  return {
    name: "device-modules",
    resolveId: (name) =>
      modules[name as keyof typeof modules] ?? (isWire(name) ? wireFiles[wire] : undefined),
    load: (id) =>
      id === chosenBoardFile ? linkedBoard({ ...board, hash: dictionary() }, wireFiles[wire]) : undefined,
  };
}

/**
 * The board's facts, with the code for the kinds of transmit buffer that it has and for no others, and for its wire. The
 * text goes into the source map, so it names files by where they are within the package.
 */
function linkedBoard(board: BootBoard & Pick<LinkedBoard, "hash">, wireFile: string): string {
  const kinds = [...new Set(board.uarts.map(({ transmit }) => transmit.kind))];
  const imports = kinds.map((kind) => `import { ${kind}Room } from "${inPackage(roomFiles[kind])}";`);
  const rooms = kinds.map((kind) => `${kind}: ${kind}Room`);
  return `${imports.join("\n")}
import { line } from "${inPackage(wireFile)}";
export var hasNativeConsole = ${hasNativeConsole(board)};
export var board = { ${JSON.stringify(board).slice(1, -1)}, line, rooms: { ${rooms.join(", ")} } };`;
}

/** As the core names it. */
const isWire = (name: string): boolean => /\/wire\/wire\.[jt]s$/.test(name);

const inPackage = (file: string): string => `./${relative(dirname(chosenBoardFile), file)}`;
