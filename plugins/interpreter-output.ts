import type { Platform } from "../firmware/platform/platform.ts";
import type { Firmware, FirmwarePlugin } from "../firmware/plugin.ts";
import { Logger } from "../firmware/printk/logger.ts";
import { type GatedLogger, rateLimited } from "../firmware/printk/rate-limit.ts";

export interface InterpreterOutputOptions {
  /** The port on which Ctrl-C brings the prompt back; the board's console port unless given. */
  device?: string;
  /** Lines that become records in a second; more are counted as suppressed. */
  linesPerSecond?: number;
}

/** Longer lines become several records: a record keeps no more of a text. */
const LINE_CHARS_MAX = 128;
/** What Espruino takes the prompt off the screen with, and draws it again. */
const HIDE_PROMPT = "\r\x1b[J";
const CTRL_C = "\x03";
/** How the interpreter's own complaints begin. */
const COMPLAINTS = ["Uncaught ", "Execution Interrupted", "OUT OF MEMORY"];
/** Said of error flags, which are taken at their source: when the buffer overflows this line is lost with the others. */
const FLAGS_RAISED = "New interpreter error: ";

/**
 * What the interpreter prints becomes records of the facility `js`, so that one stream tells everything: `print`,
 * "Uncaught …", "New interpreter error: FIFO_FULL". Complaints are errors, all else is information. Lines printed to
 * nowhere before the interpreter took its console to the loopback are not among them.
 *
 * It costs the prompt: there is none on any port until Ctrl-C arrives on `device`, which brings it back there and ends
 * the capture until the next start. Where a prompt is always needed, use `uncaught()` instead. What is printed passes the buffer of all input events; a program
 * that prints more than fits at once loses the rest of it, which the interpreter reports as FIFO_FULL, once until
 * `E.getErrorFlags()` clears the flag.
 *
 * Nothing it does is printed by the interpreter; and should a console of the firmware provoke a complaint with every
 * record, the limit of lines in a second ends the circle.
 */
export function interpreterOutput(options: InterpreterOutputOptions = {}): FirmwarePlugin {
  return {
    name: "interpreter-output",
    boot(firmware) {
      const platform = firmware.platform;
      if (writesToLoopback(firmware)) throw new Error("loopbackConsole() has the loopback");
      const log = rateLimited(new Logger(firmware.printk, "js"), 1000, options.linesPerSecond || 50);
      const far = platform.serial("LoopbackB");
      const reader = createReader(log);
      if (far.on) far.on("data", reader.take);
      platform.onErrorFlag((flags) => {
        reader.endLine();
        log.err("%s", FLAGS_RAISED + flags.join(","));
      });
      giveBackOnCtrlC(platform, options.device || firmware.board.console.device);
      platform.movePrompt("LoopbackA");
      return undefined;
    },
  };
}

function giveBackOnCtrlC(platform: Platform, device: string): void {
  const port = platform.serial(device);
  if (!port || !port.on) throw new Error("the board has no " + device);
  port.on("data", (text) => {
    if (text.indexOf(CTRL_C) >= 0) platform.movePrompt(device);
  });
}

function writesToLoopback({ printk }: Firmware): boolean {
  for (let console = printk.console; console; console = console.next)
    if (console.port.name === "LoopbackA") return true;
  return false;
}

/** Puts the pieces together that arrive, and logs each line that is complete. */
function createReader(log: GatedLogger) {
  let rest = "";
  return { take, endLine };

  function take(text: string): void {
    const lines = (rest + text).split("\n");
    rest = lines.pop() as string;
    for (let i = 0; i < lines.length; i++) say(log, withoutPrompt(lines[i] as string));
    if (rest.length > LINE_CHARS_MAX) endLine();
  }

  /** Logs a line as far as it has come. */
  function endLine(): void {
    say(log, withoutPrompt(rest));
    rest = "";
  }
}

function say(log: GatedLogger, line: string): void {
  if (line.startsWith(FLAGS_RAISED)) return;
  const isError = isComplaint(line);
  for (let from = 0; from < line.length; from += LINE_CHARS_MAX) {
    const piece = line.substr(from, LINE_CHARS_MAX);
    if (isError) log.err("%s", piece);
    else log.info("%s", piece);
  }
}

function isComplaint(line: string): boolean {
  for (let i = 0; i < COMPLAINTS.length; i++) if (line.startsWith(COMPLAINTS[i] as string)) return true;
  return false;
}

/** What stands before the prompt was hidden is the prompt; without one, what a program prints keeps its own `>`. */
function withoutPrompt(text: string): string {
  const line = text.split(HIDE_PROMPT).pop() as string;
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
