import { CliError } from "../errors.ts";

const download =
  "download Espruino for the Raspberry Pi Pico (RP2040) from https://www.espruino.com/binaries, a file named " +
  "espruino_<version>_rp2040_pico.uf2, and name it with --firmware or BATON_PICO_FIRMWARE";

export const noFirmware = (): CliError =>
  new CliError(
    "NO_PICO_FIRMWARE",
    "the emulated Pico needs Espruino's firmware, which is not part of this package",
    {
      fix: download,
      exitCode: 2,
    },
  );

export const unreadableFirmware = (path: string, cause: unknown): CliError =>
  new CliError("FIRMWARE_UNREADABLE", `cannot read "${path}": ${reason(cause)}`, { fix: download, cause });

export const notFirmware = (path: string, why: string): CliError =>
  new CliError("NOT_PICO_FIRMWARE", `"${path}" is no firmware for the RP2040: ${why}`, { fix: download });

export const notBootRom = (path: string, why: string): CliError =>
  new CliError("NOT_BOOT_ROM", `"${path}" is no RP2040 boot ROM: ${why}`, {
    fix: "leave --bootrom away: the emulator has a boot ROM of its own",
  });

export const firmwareSilent = (waitedMs: number): CliError =>
  new CliError("FIRMWARE_SILENT", `the firmware did not answer on USB within ${waitedMs} emulated ms`, {
    fix: `check that it is Espruino for the RP2040 Pico; ${download}`,
  });

export const unexpectedAnswer = (answer: string): CliError =>
  new CliError("UNEXPECTED_ANSWER", `the firmware answered ${JSON.stringify(answer.slice(0, 200))}`, {
    fix: "check that the application boots: baton emu … without --json shows what it prints",
  });

export const emulationStopped = (what: string): CliError =>
  new CliError("EMULATION_STOPPED", what, {
    fix: "this is a fault of the firmware or of the emulator: try another firmware version, or --bootrom",
  });

export const storageFull = (name: string, bytes: number, free: number): CliError =>
  new CliError("STORAGE_FULL", `"${name}" takes ${bytes} bytes of Storage and ${free} are left`, {
    fix: "make the bundle smaller",
  });

export const notEmulated = (board: string): CliError =>
  new CliError("NOT_EMULATED", `the emulator is a Raspberry Pi Pico; "${board}" is another board`, {
    fix: "choose --board rp2040-pico, or run it with: baton sim",
    exitCode: 2,
  });

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
