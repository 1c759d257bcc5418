import { badBoardName } from "./errors.ts";
import { bridgeName } from "./message.ts";

/** A board of the bridge, as it is named on the command line. */
export interface BoardAddress {
  readonly name: string;
  readonly port: string;
}

/**
 * Reads `kitchen=/dev/ttyACM0`, or a port alone, whose name is made of it: `/dev/ttyACM0` is `ttyACM0` and
 * `tcp:10.0.0.7:23` is `tcp-10.0.0.7-23`.
 *
 * @throws CliError `BAD_BOARD_NAME` for two boards of one name.
 */
export function boardAddresses(texts: readonly string[]): BoardAddress[] {
  const addresses = texts.map(boardAddress);
  const names = new Set<string>([bridgeName]);
  for (const { name } of addresses) {
    if (names.has(name)) throw badBoardName(name, "another has that name");
    names.add(name);
  }
  return addresses;
}

/** Takes `kitchen=…` apart; what has no name is all `rest`. */
export function namedPart(text: string): { readonly name?: string; readonly rest: string } {
  const [, name, rest = text] = /^([^=:/]*)=(.+)$/.exec(text) ?? [];
  return { name, rest };
}

function boardAddress(text: string): BoardAddress {
  const { name, rest: port } = namedPart(text);
  if (name === undefined) return { name: nameOfPort(port), port };
  if (!/^[\w.-]{1,64}$/.test(name)) throw badBoardName(name, "a name is made of letters, digits, and . _ -");
  return { name, port };
}

/** A topic's level: none of MQTT's own signs, and nothing that a shell would mind. */
function nameOfPort(port: string): string {
  const name = port
    .replace(/^(serial:)?\/dev\//, "")
    .replace(/[^\w.-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name.slice(-64) || "board";
}
