import { setTimeout as sleep } from "node:timers/promises";
import { badPort, manyPorts, noPort, usbPortNotFound } from "./errors.ts";
import type { ListedPort } from "./list-ports.ts";

/** How often it is looked for a port that has yet to appear. */
const lookMs = 400;

/** @returns the ports that there are at the moment. */
export type ListPorts = () => Promise<readonly ListedPort[]>;

/**
 * Finds the port that is on USB under `VID:PID` or `VID:PID:serial`, in hexadecimal.
 *
 * @returns its path.
 * @throws CliError `BAD_PORT`, `PORT_NOT_FOUND`, or `MANY_PORTS` when several answer to it.
 */
export async function findUsbPort(id: string, list: ListPorts): Promise<string> {
  const [, usb = "", serial] = /^([\da-f]{4}:[\da-f]{4})(?::(.+))?$/i.exec(id) ?? [];
  if (usb === "") throw badPort(`usb:${id}`);
  const onUsb = (await list()).filter((port) => port.usb !== undefined);
  const matching = onUsb.filter(
    (port) => port.usb === usb.toLowerCase() && (serial === undefined || port.serial === serial),
  );
  if (matching.length === 0) throw usbPortNotFound(id, onUsb.map(describe));
  return only(matching);
}

/** Finds the one port that is on USB. @throws CliError `NO_PORT` or `MANY_PORTS`. */
export async function findOnlyPort(list: ListPorts): Promise<string> {
  const onUsb = (await list()).filter((port) => port.usb !== undefined);
  if (onUsb.length === 0) throw noPort();
  return only(onUsb);
}

/**
 * Waits for a port that is not there yet, as long as the signal lets it.
 *
 * @param wait - passes the time between two looks.
 * @throws the signal's reason.
 */
export async function findNextPort(list: ListPorts, signal?: AbortSignal, wait = pause): Promise<string> {
  const known = new Set((await list()).map(({ path }) => path));
  for (;;) {
    await wait(lookMs, signal);
    signal?.throwIfAborted();
    const paths = (await list()).map(({ path }) => path);
    const next = paths.find((path) => !known.has(path));
    if (next !== undefined) return next;
    // One that goes away and comes back is the next one, too.
    for (const path of known) if (!paths.includes(path)) known.delete(path);
  }
}

/** An abort ends it early, and is looked at after. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}

function only(ports: readonly ListedPort[]): string {
  const [first, second] = ports;
  if (first === undefined || second !== undefined) throw manyPorts(ports.map(describe));
  return first.path;
}

const describe = ({ path, address }: ListedPort): string => `${address} (${path})`;
