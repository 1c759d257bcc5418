import { setTimeout as sleep } from "node:timers/promises";
import { boardConfused, boardSilent, portVanished } from "./errors.ts";
import type { Port } from "./port.ts";
import { writePaced } from "./write-paced.ts";

/** How long a board may think before the question is put again: long enough for a CRC over all its flash. */
const answerTimeoutMs = 3000;
/** Once as it is, once after Ctrl-C, and once after another, which also leaves Espruino's debugger. */
const attemptsMax = 3;
/**
 * What arrives together with a Ctrl-C is thrown away as well, and an RP2040 looks at its receiver every 5 ms at worst.
 * Source: Espruino 2v29 src/jsinteractive.c, jsiIdle; targets/rp2xxx/jshardware.c.
 */
const settleMs = 50;
/** Answers are small; whatever the board prints meanwhile is dropped beyond this. */
const heardCharsMax = 65_536;

/**
 * Has Espruino's prompt evaluate an expression.
 *
 * The answer stands between marks of its own and is printed in one go, so that a running firmware's records around it
 * do no harm. The first character keeps Espruino from echoing the line.
 *
 * @param what - names the question in the error.
 * @param timeoutMs - how long to wait for each of three attempts.
 * @returns the value, which has passed through JSON.
 * @throws CliError `BOARD_SILENT`, `BOARD_CONFUSED` or `PORT_VANISHED`.
 */
export async function ask(
  port: Port,
  what: string,
  expression: string,
  timeoutMs = answerTimeoutMs,
): Promise<unknown> {
  const question = `\x10print("<<"+"(",JSON.stringify(${expression}),")"+">>")\n`;
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    if (attempt > 0) await interrupt(port);
    const answer = await exchange(port, attempt > 0 ? `\n${question}` : question, timeoutMs);
    if (answer !== undefined) return parsed(answer, what);
  }
  throw boardSilent(port.name, []);
}

/** Ends what may be running, and throws away a line that came in part: Ctrl-C. */
export async function interrupt(port: Port): Promise<void> {
  await port.write(Buffer.from("\x03"));
  await sleep(settleMs);
}

/** Has Espruino's prompt run a statement that leaves nothing to wait for, such as `load()`. */
export async function tell(port: Port, statement: string): Promise<void> {
  await writePaced(port, Buffer.from(`\x10${statement}\n`, "latin1"));
}

/** The last opening mark counts: what a firmware prints may look like one. */
const marked = /[\s\S]*<<\( ([\s\S]*?) \)>>/;

async function exchange(port: Port, question: string, timeoutMs: number): Promise<string | undefined> {
  const ended = new AbortController();
  let heard = "";
  let answer: string | undefined;
  let failure: Error | undefined;
  const stopData = port.onData((data) => {
    heard = (heard + Buffer.from(data).toString("latin1")).slice(-heardCharsMax);
    answer = marked.exec(heard)?.[1];
    if (answer !== undefined) ended.abort();
  });
  const stopClose = port.onClose((reason) => {
    failure = reason ?? portVanished(port.name);
    ended.abort();
  });
  try {
    await writePaced(port, Buffer.from(question, "latin1"));
    await sleep(timeoutMs, undefined, { signal: ended.signal }).catch(() => {});
  } finally {
    stopData();
    stopClose();
  }
  if (failure !== undefined) throw failure;
  return answer;
}

/** `undefined` is what Espruino's JSON makes of `undefined`. */
function parsed(answer: string, what: string): unknown {
  if (answer === "undefined") return undefined;
  try {
    return JSON.parse(answer);
  } catch {
    throw boardConfused(what, answer);
  }
}
