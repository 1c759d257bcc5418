import type { EmulatedPico } from "./emulated-pico.ts";
import { firmwareSilent, unexpectedAnswer } from "./errors.ts";

/**
 * Asks the firmware for a value, over USB: the port that the application leaves alone, and where the stock firmware
 * has its prompt. The cable is plugged in for the first question.
 *
 * @param expression - of JavaScript; its value has to survive JSON.
 */
export function askOverUsb(pico: EmulatedPico, expression: string): unknown {
  connect(pico);
  let answer = "";
  const end = pico.usb.onData((bytes) => {
    answer += Buffer.from(bytes).toString("latin1");
  });
  pico.usb.send(Buffer.from(`\x10print("<<"+JSON.stringify(${expression})+">>")\n`, "latin1"));
  const isAnswered = pico.runUntil(() => />>\s*>/.test(answer), answerLimitMs);
  end();
  if (!isAnswered) throw firmwareSilent(answerLimitMs);
  return parse(answer);
}

/** Powers the board from USB: the firmware keeps its prompt there, whether or not a program has opened the port. */
export function powerFromUsb(pico: EmulatedPico): void {
  pico.pin(vbusPin).drive(true);
}

/** While the port is open the firmware does not sleep, which costs the emulator dearly: it is opened late. */
function connect(pico: EmulatedPico): void {
  if (pico.usb.isConnected) return;
  powerFromUsb(pico);
  pico.runFor(Math.max(0, promptAtMs - pico.nanos / 1e6));
  pico.usb.plug();
  if (!pico.runUntil(() => pico.usb.isConnected, connectLimitMs)) throw firmwareSilent(connectLimitMs);
  pico.runFor(settleMs);
}

function parse(answer: string): unknown {
  const json = /<<(.*)>>/s.exec(answer)?.[1];
  try {
    return JSON.parse(json ?? "");
  } catch {
    throw unexpectedAnswer(answer);
  }
}

/** Raspberry Pi Pico datasheet, schematic: GPIO24 senses VBUS. */
const vbusPin = "D24";
const connectLimitMs = 5000;
const answerLimitMs = 5000;
/** The firmware puts its prompt where it belongs one second after it booted, and follows a connection at once. */
const promptAtMs = 1100;
const settleMs = 10;
