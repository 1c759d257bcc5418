/**
 * Makes items of the lines that a board with tokens says: frames become the same records that lines of text would, and
 * text in between stays text. It keeps the last frame and a few numbers, whatever comes.
 *
 * What a damaged line still holds is used: a frame behind noise, or behind the rest of another, is found by its marker,
 * and one that the interpreter has written its prompt into is read around it.
 */
import { OVERRUN, REASONS } from "../../firmware/printk/console.ts";
import type { Item, RecordItem } from "../monitor/item.ts";
import { parseLine } from "../monitor/parse-line.ts";
import type { Stage } from "../monitor/stage.ts";
import type { Dictionary } from "./dictionary.ts";
import { type Frame, isMachineMarker, isMarker, type NoFrame, readFrame } from "./frame.ts";
import { FrameTimes } from "./frame-times.ts";
import { tokenRecord } from "./token-record.ts";

/** @param dictionary - of the build that runs on the board; without it frames are counted and not read. */
export const tokenLines = (dictionary?: Dictionary): Stage<string, Item> => new TokenLines(dictionary);

/** What the board writes before a record whose writer died in the middle of it. */
const replayNotice = "** replaying previous record **";
const overrun = REASONS[OVERRUN] as string;
/** What the interpreter writes when it waits for input. It is a digit, too. */
const PROMPT = ">";
/** How many of a line's markers are tried, the last ones first: more are noise. */
const triesMax = 64;
/** Likewise of its prompts: each is another chance for noise to be taken for a frame. */
const promptsMax = 4;

class TokenLines implements Stage<string, Item> {
  private readonly dictionary?: Dictionary;
  /** The dictionary that the board speaks, as far as anybody knows. */
  private spoken?: Dictionary;
  private readonly times = new FrameTimes(4);
  private readonly machineTimes = new FrameTimes(32);
  private lastFrame = "";
  private isReplayed = false;

  constructor(dictionary?: Dictionary) {
    this.dictionary = dictionary;
    this.spoken = dictionary;
  }

  push(line: string): Item[] {
    if (line === replayNotice) this.replays();
    return isMarker(line, 0) ? this.frameIn(line) : this.text(line);
  }

  private text(line: string): Item[] {
    const item = parseLine(line);
    if (item.kind === "record") return [item, ...this.greeted(item)];
    return item.kind === "loss" ? [item] : (this.frameWithin(line) ?? [item]);
  }

  /** A board that starts says which dictionary it speaks. */
  private greeted(record: RecordItem): Item[] {
    const said = dictionarySaid(record);
    if (said === undefined) return [];
    this.spoken = said === this.dictionary?.hash ? this.dictionary : undefined;
    return this.spoken === undefined ? [refusal(said, this.dictionary)] : [];
  }

  private replays(): void {
    this.isReplayed = true;
    this.times.repeats();
  }

  private frameIn(line: string): Item[] {
    const frame = readFrame(line, 0, this.spoken);
    return typeof frame === "object"
      ? this.record(line, frame)
      : (this.frameWithin(line) ?? this.frameAround(line) ?? [this.unread(line, frame)]);
  }

  /** A frame in the middle of which the interpreter has written its prompt. */
  private frameAround(line: string): Item[] | undefined {
    let at = line.lastIndexOf(PROMPT);
    for (let tries = 0; at > 0 && tries < promptsMax; at = line.lastIndexOf(PROMPT, at - 1), tries++) {
      const text = line.slice(0, at) + line.slice(at + 1);
      const frame = readFrame(text, 0, this.spoken);
      if (typeof frame === "object") return this.record(text, frame);
    }
    return undefined;
  }

  /** A frame that ends the line and does not begin it, with what is before it. */
  private frameWithin(line: string): Item[] | undefined {
    for (let at = line.length, tries = 0; at > 0 && tries < triesMax; at--) {
      if (!isMarker(line, at)) continue;
      tries++;
      const frame = readFrame(line, at, this.spoken);
      if (typeof frame === "object")
        return [...this.before(line.slice(0, at)), ...this.record(line.slice(at), frame)];
    }
    return undefined;
  }

  /** The prompt, a text without an end, a frame without one, or what is left of a frame. */
  private before(rest: string): Item[] {
    if (rest === PROMPT) return [];
    const items = this.push(rest);
    return isMarker(rest, 0) && items[0]?.kind === "text" ? [this.unread(rest, "damaged")] : items;
  }

  private record(text: string, frame: Frame): Item[] {
    const isRepeated = this.isReplayed && text === this.lastFrame;
    this.isReplayed = false;
    this.lastFrame = text;
    if (isRepeated) return [];
    const times = frame.isMachine ? this.machineTimes : this.times;
    const record = tokenRecord(frame, times.next(frame));
    return [...overwritten(frame), record, ...this.greeted(record)];
  }

  private unread(line: string, why: NoFrame): Item {
    if (why === "text") return parseLine(line);
    (isMachineMarker(line, 0) ? this.machineTimes : this.times).missed();
    return missing(why);
  }
}

const overwritten = ({ lostCount }: Frame): Item[] =>
  lostCount > 0 ? [{ kind: "loss", dropped: lostCount, reason: overrun }] : [];

const missing = (reason: string): Item => ({ kind: "loss", dropped: 1, reason });

/** `baton: ESPR_RP2040_PICO 1a2b3c4d` */
function dictionarySaid({ facility, text }: RecordItem): string | undefined {
  return facility === "baton" ? /^\S+ ([0-9a-f]{8})$/.exec(text)?.[1] : undefined;
}

function refusal(said: string, dictionary: Dictionary | undefined): Item {
  const has = dictionary === undefined ? "none is known" : `${dictionary.name} has ${dictionary.hash}`;
  return { kind: "event", event: "refused", text: `the board speaks dictionary ${said}, ${has}` };
}
