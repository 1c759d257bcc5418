import { loadConfig } from "../config/load-config.ts";
import type { Command, Options } from "./command.ts";

/**
 * Fills in from the project's config what the command line leaves open. Only options that the command has are filled
 * in, and the config is read only if there are any.
 *
 * @throws CliError `BAD_CONFIG` or `UNKNOWN_PROFILE`.
 */
export async function withConfig(command: Command, given: Options): Promise<Options> {
  const open = configurable.filter((name) => hasOption(command, name) && given[name] === undefined);
  if (open.length === 0 && given.profile === undefined) return given;
  const config = await loadConfig(process.cwd(), given.profile as string | undefined);
  return { ...given, ...Object.fromEntries(open.map((name) => [name, config[name]])) };
}

const configurable = ["board", "port", "baud", "log"] as const;

const hasOption = ({ options = [] }: Command, name: string): boolean =>
  options.some(({ flags }) => flags.split(/[ ,]+/).includes(`--${name}`));
