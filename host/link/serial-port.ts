import { existsSync } from "node:fs";
import { SerialPort } from "serialport";
import { portFailed, portForbidden, portInUse, portNotFound, portVanished } from "./errors.ts";
import { holdersOf } from "./holders.ts";
import { Listeners } from "./listeners.ts";
import type { ModemLines, Port } from "./port.ts";

/**
 * Opens a serial port exclusively. A pty serves as well as hardware.
 *
 * Not every program locks what it opens, and two readers of a port get half of it each. So a port that another program has
 * open is refused even if it is not locked; but for a pty, whose maker may hold it open to keep it alive.
 *
 * @throws CliError `PORT_NOT_FOUND`, `PORT_FORBIDDEN`, `PORT_IN_USE` or `PORT_FAILED`.
 */
export async function openSerialPort(path: string, baud: number): Promise<Port> {
  const serial = new SerialPort({ path, baudRate: baud, lock: true, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    serial.open((error) => (error === null ? resolve() : openError(path, error).then(reject)));
  });
  const port = new OpenSerialPort(serial);
  const holders = isPty(path) ? [] : await holdersOf(path);
  if (holders.length === 0) return port;
  await port.close();
  throw portInUse(path, holders);
}

/** How often the port's file is looked for. */
const presenceMs = 250;

class OpenSerialPort implements Port {
  readonly name: string;
  private readonly serial: SerialPort;
  private readonly data = new Listeners<Uint8Array>();
  private readonly closed = new Listeners<Error | undefined>();
  private readonly presence: NodeJS.Timeout;
  private isClosing = false;

  constructor(serial: SerialPort) {
    this.serial = serial;
    this.name = `serial:${serial.path}`;
    serial.on("data", (bytes: Uint8Array) => this.data.tell(bytes));
    serial.once("close", (error: Error | null) => {
      clearInterval(this.presence);
      this.closed.tell(this.isClosing ? undefined : portVanished(this.name, error));
    });
    // The native part does not notice the end of a pty that ends while it reads: it takes that for nothing to read.
    this.presence = setInterval(() => {
      if (!existsSync(serial.path) && serial.isOpen) serial.close();
    }, presenceMs).unref();
    // An error that ends the port is followed by "close"; one that does not is reported by the write it belongs to.
    serial.on("error", () => {});
  }

  onData(listener: (data: Uint8Array) => void): () => void {
    return this.data.add(listener);
  }

  onClose(listener: (reason?: Error) => void): () => void {
    return this.closed.add(listener);
  }

  async write(data: Uint8Array): Promise<void> {
    await this.attempt((done) => this.serial.write(data, done));
    await this.attempt((done) => this.serial.drain(done));
  }

  setBaud(baud: number): Promise<void> {
    return this.attempt((done) => this.serial.update({ baudRate: baud }, done));
  }

  async setModemLines(lines: ModemLines): Promise<boolean> {
    if (!this.serial.isOpen) throw portVanished(this.name);
    return new Promise((resolve) => this.serial.set(lines, (error) => resolve(error === null)));
  }

  pause(): void {
    this.serial.pause();
  }

  resume(): void {
    this.serial.resume();
  }

  async close(): Promise<void> {
    this.isClosing = true;
    if (this.serial.isOpen) await new Promise<void>((resolve) => this.serial.close(() => resolve()));
  }

  /** Runs one operation of the port; one that comes after the port's end, or is cut short by it, would hang. */
  private attempt(operation: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
    if (!this.serial.isOpen) return Promise.reject(portVanished(this.name));
    return new Promise((resolve, reject) => {
      const stop = this.closed.add((reason) => reject(reason ?? portVanished(this.name)));
      operation((error) => {
        stop();
        if (error) reject(portVanished(this.name, error));
        else resolve();
      });
    });
  }
}

const isPty = (path: string): boolean => path.startsWith("/dev/pts/");

/** The native part reports causes as text: strerror(3)'s, and its own for a lock that is taken. */
async function openError(path: string, error: Error): Promise<Error> {
  const { message } = error;
  if (/No such file|cannot find/i.test(message)) return portNotFound(path, error);
  if (/Permission denied|Access denied/i.test(message)) return portForbidden(path, error);
  if (/lock|busy|temporarily unavailable/i.test(message))
    return portInUse(path, await holdersOf(path), error);
  return portFailed(path, error);
}
