import { createRequire } from "node:module";
import { CommanderError, Command as Program } from "commander";
import { CliError } from "../errors.ts";
import type { Command, Option, Output } from "./command.ts";
import { commands } from "./commands.ts";
import { Interruption } from "./interruption.ts";
import { reportError } from "./report-error.ts";
import { withConfig } from "./with-config.ts";

/**
 * Runs one command line and reports its error, if any, on `output.note`.
 *
 * @param argv - the words after `baton`.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 `--fail` seen, 4 `--until` not seen in time, 130 ended by Ctrl-C, 143 by SIGTERM.
 */
export async function runCli(argv: readonly string[], output: Output): Promise<number> {
  try {
    await parse(argv, output);
    return output.signal.aborted ? interruptedBy(output.signal) : 0;
  } catch (error) {
    if (output.signal.aborted) return reportInterrupted(error, argv, output);
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return reportError(error, argv, output);
  }
}

async function parse(argv: readonly string[], output: Output): Promise<void> {
  const program = newProgram(output);
  const word = wordOf(argv);
  const needed = Object.entries(commands).filter(([name]) => !isCommand(word) || name === word);
  for (const command of await Promise.all(needed.map(([, load]) => load())))
    addCommand(program, command, output);
  await program.parseAsync(argv.length === 0 ? ["--help"] : argv, { from: "user" });
}

/** The command's name: the first word that is no option. */
function wordOf(argv: readonly string[]): string | undefined {
  return argv.find((word) => !word.startsWith("-"));
}

function isCommand(word: string | undefined): boolean {
  return word !== undefined && Object.hasOwn(commands, word);
}

function newProgram(output: Output): Program {
  return new Program("baton")
    .description("Firmware in TypeScript for Espruino boards: build, flash, watch and simulate it.")
    .version(packageVersion(), "--version", "show which baton this is")
    .option("--verbose", "show stack traces")
    .option("--json", "errors, and what the command prints, as JSON")
    .option("--profile <name>", "which profile of baton.config.ts to use")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => output.print(text.trimEnd()), writeErr: () => {} })
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 --fail seen, 4 --until not seen in time, " +
        "130 ended by Ctrl-C, 143 by SIGTERM.",
    )
    .exitOverride();
}

function packageVersion(): string {
  return createRequire(import.meta.url)("espruino-baton/package.json").version;
}

function addCommand(program: Program, command: Command, output: Output): void {
  const sub = program.command(command.name).description(command.summary);
  for (const { name, summary } of command.args ?? []) sub.argument(name, summary);
  for (const option of command.options ?? []) addOption(sub, option);
  if (command.examples !== undefined)
    sub.addHelpText("after", `\nExamples:\n  ${command.examples.join("\n  ")}`);
  sub.action(async () => command.run(sub.args, await withConfig(command, sub.optsWithGlobals()), output));
}

/** `--json` is the program's own, so that it also governs errors. */
function addOption(sub: Program, { flags, summary, default: value, parse: convert }: Option): void {
  if (flags === "--json") return;
  if (convert === undefined) sub.option(flags, summary, value);
  else sub.option(flags, summary, convert, value);
}

/** What an interruption has left behind, such as half an upload, is worth knowing; the interruption itself is not. */
function reportInterrupted(error: unknown, argv: readonly string[], output: Output): number {
  if (error instanceof CliError) reportError(error, argv, output);
  return interruptedBy(output.signal);
}

function interruptedBy(signal: AbortSignal): number {
  return signal.reason instanceof Interruption ? signal.reason.exitCode : 130;
}
