import { CliError } from "../errors.ts";

/** What every kind of address looks like. */
const addresses =
  "--port usb:VID:PID, --port serial:/dev/ttyACM0, --port tcp:host:port or --port sim:<board>";

export const badPort = (address: string): CliError =>
  new CliError("BAD_PORT", `"${address}" is not a port`, {
    fix: `write ${addresses}, --port next, or a name from ports in baton.config.ts`,
    exitCode: 2,
  });

export const noPort = (): CliError =>
  new CliError("NO_PORT", "no port was named, and no board is plugged in", {
    fix: `plug a board in, or add ${addresses}`,
  });

/** @param found - each of them as it can be given to `--port`. */
export const manyPorts = (found: readonly string[]): CliError =>
  new CliError("MANY_PORTS", `several ports may be meant: ${found.join(", ")}`, {
    fix: "name one of them with --port",
    exitCode: 2,
  });

export const usbPortNotFound = (id: string, found: readonly string[]): CliError =>
  new CliError(
    "PORT_NOT_FOUND",
    `no board is plugged in as usb:${id}; there is ${found.join(", ") || "none"}`,
    {
      fix: "plug it in, or ask `baton ports` for what there is",
    },
  );

export const portsUnknown = (cause: unknown): CliError =>
  new CliError("PORTS_UNKNOWN", `this computer does not tell its ports: ${reasonOf(cause)}`, {
    fix: "name the port by its path: --port serial:/dev/ttyACM0; on Linux, listing takes udev",
    cause,
  });

export const portNotFound = (path: string, cause?: unknown): CliError =>
  new CliError("PORT_NOT_FOUND", `there is no port ${path}`, {
    fix: "plug the board in, and ask `baton ports` for those there are",
    cause,
  });

export const portForbidden = (path: string, cause: unknown): CliError =>
  new CliError("PORT_FORBIDDEN", `you may not open ${path}`, {
    fix: "join the group that owns it, usually: sudo usermod -a -G dialout $USER, and log in again",
    cause,
  });

/** @param holders - the programs, as far as they can be seen. */
export const portInUse = (path: string, holders: readonly string[], cause?: unknown): CliError =>
  new CliError("PORT_IN_USE", `${holders.join(" and ") || "another program"} has ${path} open`, {
    fix: "end it, or have it close the port",
    cause,
  });

export const portRefused = (address: string, cause: unknown): CliError =>
  new CliError("PORT_REFUSED", `nothing answers at tcp:${address}: ${reasonOf(cause)}`, {
    fix: "check host and port; `baton sim <app> --tcp 0` prints the port it listens on",
    cause,
  });

export const portFailed = (path: string, cause: unknown): CliError =>
  new CliError("PORT_FAILED", `cannot open ${path}: ${reasonOf(cause)}`, {
    fix: "plug the board out and in again, then ask `baton doctor`",
    cause,
  });

export const portVanished = (name: string, cause?: unknown): CliError =>
  new CliError("PORT_VANISHED", `${name} has gone away`, {
    fix: "plug the board in again",
    cause,
  });

export const noPrompt = (board: string, device: string): CliError =>
  new CliError("NO_PROMPT", `the prompt of the ${board} is on ${device}, which is no serial line`, {
    fix: "simulate another board, or simulate this one without a line: baton sim <app> --for 10s",
    exitCode: 2,
  });

export const tcpPortTaken = (port: number, cause: unknown): CliError =>
  new CliError("TCP_PORT_TAKEN", `cannot listen on port ${port}: ${reasonOf(cause)}`, {
    fix: "choose another; --tcp 0 takes one that is free",
    exitCode: 2,
    cause,
  });

export const boardSilent = (name: string, baudsTried: readonly number[]): CliError =>
  new CliError(
    "BOARD_SILENT",
    `the board at ${name} does not answer${baudsTried.length > 0 ? ` at ${baudsTried.join(", ")} baud` : ""}`,
    { fix: "reset it, check that TX and RX are crossed, and that this port carries Espruino's prompt" },
  );

export const boardConfused = (what: string, answer: string): CliError =>
  new CliError("BOARD_CONFUSED", `the board was asked for ${what} and said: ${answer}`, {
    fix: "reset the board and repeat; it needs Espruino 1v96 or later",
  });

export const boardMismatch = (found: string, wanted: string): CliError =>
  new CliError("BOARD_MISMATCH", `the board is a ${found}, and the firmware is for a ${wanted}`, {
    fix: `build for it: --board ${found}`,
  });

/** @param since - the oldest that would do. */
export const firmwareTooOld = (version: string, since: string): CliError =>
  new CliError("FIRMWARE_TOO_OLD", `the board runs Espruino ${version}, and this code needs ${since}`, {
    fix: "update Espruino on the board, or build without --pretokenise",
  });

/** What the board runs after an upload that failed. */
export type Remains =
  | "the old firmware is still there"
  | "the board has no firmware"
  | "the board may have no firmware";

export const uploadFailed = (cause: unknown, remains: Remains): CliError =>
  new CliError("UPLOAD_FAILED", `the upload failed, and ${remains}: ${reasonOf(cause)}`, {
    fix: "repeat it, or reset the board to start what it has",
    cause,
  });

export const notAsSent = (found: unknown, wanted: number): Error =>
  new Error(`the board stored something else (CRC ${found}, not ${wanted})`);

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
