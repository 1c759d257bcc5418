import { CliError } from "../errors.ts";

export const noCrashLog = (port: string): CliError =>
  new CliError("NO_CRASH_LOG", `the board at ${port} keeps no crash`, {
    fix: "it has not panicked since the log was cleared; a reset or a power cut is no panic",
  });

export const noCrashLogPlugin = (port: string): CliError =>
  new CliError("NO_CRASH_LOG_PLUGIN", `the firmware at ${port} keeps no crashes, and kept none before`, {
    fix: 'add crashLog() from "espruino-baton/plugins" to the list of boot(), and flash it',
  });

/** @param crash - what happened, which is known all the same. */
export const crashInTokens = (crash: string, dictionary: string, atHand: string): CliError =>
  new CliError("WRONG_DICTIONARY", `${crash}; its records need dictionary ${dictionary}, and ${atHand}`, {
    fix: "name the manifest of the build that crashed with --manifest",
  });

export const crashNotCleared = (port: string): CliError =>
  new CliError("CRASH_NOT_CLEARED", `the board at ${port} still keeps the crash`, {
    fix: "reset the board and repeat; its flash may be worn out",
  });
