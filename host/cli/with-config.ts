import { loadConfig } from "../config/load-config.ts";
import type { Command, Options } from "./command.ts";

/**
 * Fills in from the project's config what the command line leaves open, and puts addresses in the place of the names
 * that it gives to ports. Only options that the command has are filled in, and the config is read only if there are any.
 *
 * @throws CliError `BAD_CONFIG` or `UNKNOWN_PROFILE`.
 */
export async function withConfig(command: Command, given: Options): Promise<Options> {
  const known = configurable.filter((name) => hasOption(command, name));
  const open = known.filter((name) => given[name] === undefined);
  const isClosed = open.length === 0 && !known.includes("port");
  if (isClosed && given.profile === undefined) return given;
  const config = await loadConfig(process.cwd(), given.profile as string | undefined);
  const filled = { ...given, ...Object.fromEntries(open.map((name) => [name, config[name]])) };
  return known.includes("port") ? { ...filled, port: addressOf(filled.port, config.ports ?? {}) } : filled;
}

/** @param port - as it was given: an address, a name, several of them, or none. */
function addressOf(port: unknown, names: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(port)) return port.map((each) => addressOf(each, names));
  return typeof port === "string" && Object.hasOwn(names, port) ? names[port] : port;
}

const configurable = ["board", "port", "baud", "log"] as const;

const hasOption = ({ options = [] }: Command, name: string): boolean =>
  options.some(({ flags }) => flags.split(/[ ,]+/).includes(`--${name}`));
