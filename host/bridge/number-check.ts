import type { Message } from "./message.ts";

/** Boards that are remembered; beyond them the one that was first is forgotten. */
const boardsMax = 4096;

/**
 * Puts right what comes more than once, and tells what does not come at all.
 *
 * @param tellsGaps - not where only some of a board's messages are asked for.
 * @returns a function of each message with what is to be shown: nothing for one that was shown before.
 */
export function numberCheck(tellsGaps: boolean): (message: Message) => readonly Message[] {
  const last = new Map<string, Pick<Message, "run" | "number">>();
  return (message) => {
    const { board, run, number } = message;
    if (number === 0) return [message];
    const previous = last.get(board);
    const isSameRun = previous?.run === run;
    if (isSameRun && number <= previous.number) return [];
    if (previous === undefined && last.size >= boardsMax) last.delete(last.keys().next().value ?? "");
    last.set(board, { run, number });
    const missing = isSameRun && tellsGaps ? number - previous.number - 1 : 0;
    return missing === 0 ? [message] : [gap(message, missing), message];
  };
}

function gap(message: Message, dropped: number): Message {
  return { ...message, item: { kind: "loss", dropped, reason: "not received" } };
}
