#!/usr/bin/env node
import { outputFailed } from "./errors.ts";
import { Interruption } from "./interruption.ts";
import { reportError } from "./report-error.ts";
import { runCli } from "./run-cli.ts";
import { standardOutput } from "./standard-output.ts";

/** How long a command that was interrupted may clean up, and a finished one may leave something open. */
const graceMs = 3000;

const argv = process.argv.slice(2);
const interruption = new AbortController();
const output = standardOutput(interruption.signal, endOfOutput);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(new Interruption(signal).exitCode);
    end(new Interruption(signal));
  });
}
process.on("uncaughtException", (error) => process.exit(reportError(error, argv, output)));

process.exitCode = await runCli(argv, output);
if (await output.reader.taken()) exitAfterGrace();
else process.exit();

/** Whoever read the output has gone, which is no failure, or the disk it went to has failed. */
function endOfOutput(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") end(new Interruption("EPIPE"));
  else process.exit(reportError(outputFailed(error), argv, output));
}

function end(reason: Interruption): void {
  interruption.abort(reason);
  process.exitCode = reason.exitCode;
  exitAfterGrace();
}

/** The timer does not keep the process alive: it acts only when something else does. */
function exitAfterGrace(): void {
  setTimeout(() => process.exit(), graceMs).unref();
}
