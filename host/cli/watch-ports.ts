import type { Board } from "../../firmware/board.ts";
import type { Port } from "../link/port.ts";
import { ItemSource, type ItemSourceOptions } from "../monitor/item-source.ts";
import type { Output } from "./command.ts";
import type { Key } from "./keys.ts";
import { type WatchSession, watchKeys } from "./watch-keys.ts";
import type { WatchOptions } from "./watch-options.ts";
import { watchSources } from "./watch-sources.ts";

/** An open port, how to open it again, and how to read it. */
export interface WatchedPort extends Pick<ItemSourceOptions, "reopen" | "decoder"> {
  readonly port: Port;
}

/** What a command adds to watching. */
export interface WatchExtras {
  /** Facts of the board, where they are known. */
  readonly board?: Board;
  /** Called once the boards are listened to. @returns keys of the command's own. */
  readonly whenWatching?: (session: WatchSession) => readonly Key[];
}

/**
 * Shows what the boards at these ports say, and takes keys for them where somebody sits at a terminal. It listens from the
 * moment it is called.
 *
 * @throws CliError what `watchSources` throws.
 */
export function watchPorts(
  watched: readonly WatchedPort[],
  options: WatchOptions,
  output: Output,
  { board, whenWatching = () => [] }: WatchExtras = {},
): Promise<void> {
  const sourcesOf = (signal: AbortSignal): ItemSource[] =>
    watched.map(({ port, ...rest }) => new ItemSource(port, { ...rest, signal }));
  return watchSources(sourcesOf, watched.length > 1, options, output, (watching) => {
    const session = { ...watching, board };
    return watchKeys(session, whenWatching(session), output);
  });
}
