import { badPort } from "./errors.ts";

/** A byte stream to a board: a serial port, a socket, or a board simulated in this process. */
export interface Port {
  /** The address it was opened by. */
  readonly name: string;
  /** Resolves when the bytes have left for the board. Rejects with `PORT_VANISHED` when they cannot. */
  write(data: Uint8Array): Promise<void>;
  /** Hears what arrives from then on. @returns a function that stops it. */
  onData(listener: (data: Uint8Array) => void): () => void;
  /** Hears of the end: with a reason when the port has vanished, without when it was closed. */
  onClose(listener: (reason?: Error) => void): () => void;
  /** Changes the line's speed, on ports that have one. */
  setBaud?(baud: number): Promise<void>;
  /** Raises and lowers the modem lines. @returns whether there are any: a pty has none. */
  setModemLines?(lines: ModemLines): Promise<boolean>;
  /** Reads no more for the time being, so that the sender is held back, or loses. */
  pause?(): void;
  resume?(): void;
  close(): Promise<void>;
}

/**
 * The two lines by which adapters reset boards, and some boards tell whether somebody listens. One that is not given is
 * raised, as both are when a port is opened.
 */
export interface ModemLines {
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

export interface PortOptions {
  /** The line's speed, on ports that have one. */
  readonly baud?: number;
}

/** What Espruino's own boards start with. Source: Espruino 2v29 src/jshardware.h, DEFAULT_BAUD_RATE. */
const defaultBaud = 9600;

/**
 * Opens a port for this program alone.
 *
 * @param address - `serial:/dev/ttyACM0`, `tcp:host:port` or `sim:<board>`. A bare path means `serial:`.
 * @throws CliError `BAD_PORT`, `PORT_NOT_FOUND`, `PORT_FORBIDDEN`, `PORT_IN_USE`, `PORT_REFUSED` or `PORT_FAILED`.
 */
export async function openPort(address: string | undefined, options: PortOptions = {}): Promise<Port> {
  const [kind, rest] = split(address);
  if (kind === "serial")
    return (await import("./serial-port.ts")).openSerialPort(rest, options.baud ?? defaultBaud);
  if (kind === "tcp") return (await import("./tcp-port.ts")).openTcpPort(rest);
  if (kind === "sim") return (await import("./sim-port.ts")).openSimPort(rest);
  throw badPort(address);
}

function split(address = ""): [kind: string, rest: string] {
  if (address.startsWith("/")) return ["serial", address];
  const [, kind = "", rest = ""] = /^(\w+):(.+)$/.exec(address) ?? [];
  return [kind, rest];
}
