import { badPort } from "./errors.ts";
import { findNextPort, findOnlyPort, findUsbPort, type ListPorts } from "./find-port.ts";

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
  /** What the modem lines are to be; both are raised otherwise. Ports without them do not mind. */
  readonly modemLines?: ModemLines;
  /** Ends the waiting for the next port. */
  readonly signal?: AbortSignal;
  /** Lists the ports that there are. */
  readonly list?: ListPorts;
}

/** What Espruino's own boards start with. Source: Espruino 2v29 src/jshardware.h, DEFAULT_BAUD_RATE. */
const defaultBaud = 9600;

/**
 * Opens a port for this program alone.
 *
 * @param address - `serial:/dev/ttyACM0`, `usb:VID:PID` or `usb:VID:PID:serial`, `next`, which waits for a board to be
 * plugged in, `tcp:host:port` or `sim:<board>`. A bare path means `serial:`, and no address the only port on USB.
 * @throws CliError `BAD_PORT`, `NO_PORT`, `MANY_PORTS`, `PORT_NOT_FOUND`, `PORT_FORBIDDEN`, `PORT_IN_USE`, `PORT_REFUSED`
 * or `PORT_FAILED`.
 */
export async function openPort(address: string | undefined, options: PortOptions = {}): Promise<Port> {
  const [kind, rest] = split(address);
  const open = openers[kind];
  if (open === undefined) throw badPort(address ?? "");
  const port = await open(rest, options);
  if (options.modemLines !== undefined) await port.setModemLines?.(options.modemLines);
  return port;
}

/**
 * The address by which an open port can be opened again. `next` and no address are a choice of the moment: it is the port
 * that they led to which is meant then.
 */
export function lastingAddress(address: string | undefined, port: Port): string {
  return address === undefined || address === "next" ? port.name : address;
}

/** Opens a port, and says how to open it again each time it has vanished. */
export async function openReturningPort(
  address: string | undefined,
  options: PortOptions = {},
): Promise<{ port: Port; reopen: () => Promise<Port> }> {
  const port = await openPort(address, options);
  return { port, reopen: () => openPort(lastingAddress(address, port), options) };
}

type Opener = (rest: string, options: PortOptions) => Promise<Port>;

/** By the first word of the address. What an opener needs is loaded when it is needed. */
const openers: Readonly<Record<string, Opener>> = {
  serial: openSerial,
  usb: async (id, options) => openSerial(await findUsbPort(id, await lister(options)), options),
  next: async (_, options) => openSerial(await findNextPort(await lister(options), options.signal), options),
  only: async (_, options) => openSerial(await findOnlyPort(await lister(options)), options),
  tcp: async (rest) => (await import("./tcp-port.ts")).openTcpPort(rest),
  sim: async (rest) => (await import("./sim-port.ts")).openSimPort(rest),
};

async function openSerial(path: string, { baud = defaultBaud }: PortOptions): Promise<Port> {
  return (await import("./serial-port.ts")).openSerialPort(path, baud);
}

async function lister({ list }: PortOptions): Promise<ListPorts> {
  return list ?? (await import("./list-ports.ts")).listPorts;
}

function split(address: string | undefined): [kind: string, rest: string] {
  if (address === undefined) return ["only", ""];
  if (address === "next") return ["next", ""];
  if (address.startsWith("/")) return ["serial", address];
  const [, kind = "", rest = ""] = /^(serial|usb|tcp|sim):(.+)$/.exec(address) ?? [];
  return [kind, rest];
}
