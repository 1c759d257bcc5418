import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { boards as builtIn } from "../../boards/index.ts";
import type { Board } from "../../firmware/board.ts";
import { unknownBoard } from "../errors.ts";
import { noBoard } from "./errors.ts";
import { extensions, loadBoard } from "./load-board.ts";

export interface NamedBoard {
  /** What `--board` takes. */
  readonly name: string;
  readonly board: Board;
  /** The file in the user's project, or `undefined` for a board that comes with the package. */
  readonly file?: string;
}

/**
 * Finds a board by the name of its file (`rp2040-pico`) or by the id that its firmware gives itself
 * (`ESPR_RP2040_PICO`), in any case, with `_` as good as `-`. The package's boards come first, then the project's own.
 *
 * @param wanted - what the user wrote after `--board`, if anything.
 * @param folder - in the project, or the project itself: its `boards/`, or that of a folder above, holds the user's.
 * @throws CliError `NO_BOARD` or `UNKNOWN_BOARD`, which name the known ones, or `BAD_BOARD`.
 */
export async function findBoard(wanted: string | undefined, folder: string = process.cwd()): Promise<Board> {
  const known = builtInBoards();
  const ours = known.find((candidate) => wanted !== undefined && answersTo(candidate, wanted));
  if (ours !== undefined) return ours.board;
  const files = await boardFiles(folder);
  if (wanted === undefined) throw noBoard([...known.map(({ name }) => name), ...files.map(nameOf)]);
  const file = files.find((candidate) => isSame(nameOf(candidate), wanted));
  if (file !== undefined) return loadBoard(file);
  const theirs = await Promise.all(files.map(loadNamed));
  const found = theirs.find((candidate) => answersTo(candidate, wanted));
  if (found !== undefined) return found.board;
  throw unknownBoard(
    wanted,
    [...known, ...theirs].map(({ name }) => name),
  );
}

/** All boards that `findBoard` can find, the package's first. */
export async function listBoards(folder: string = process.cwd()): Promise<NamedBoard[]> {
  const files = await boardFiles(folder);
  return [...builtInBoards(), ...(await Promise.all(files.map(loadNamed)))];
}

function builtInBoards(): NamedBoard[] {
  return Object.entries(builtIn).map(([name, board]) => ({ name, board }));
}

async function loadNamed(file: string): Promise<NamedBoard> {
  return { name: nameOf(file), board: await loadBoard(file), file };
}

/** The board files of the project around a folder, in alphabetical order; none when it has no `boards/`. */
async function boardFiles(folder: string): Promise<string[]> {
  const names = await readdir(path.join(folder, "boards")).catch(() => undefined);
  if (names !== undefined)
    return names
      .filter(isBoardFile)
      .sort()
      .map((name) => path.join(folder, "boards", name));
  const parent = path.dirname(folder);
  const isTop = parent === folder || existsSync(path.join(folder, "package.json"));
  return isTop ? [] : boardFiles(parent);
}

/** An index gathers boards and is none, a declaration holds no values, and the package's names are taken. */
function isBoardFile(name: string): boolean {
  const isOther = nameOf(name) === "index" || name.endsWith(".d.ts") || nameOf(name) in builtIn;
  return extensions.includes(path.extname(name)) && !isOther;
}

function nameOf(file: string): string {
  return path.basename(file, path.extname(file));
}

function answersTo({ name, board }: NamedBoard, wanted: string): boolean {
  return isSame(name, wanted) || isSame(board.id, wanted);
}

function isSame(name: string, wanted: string): boolean {
  return fold(name) === fold(wanted);
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}
