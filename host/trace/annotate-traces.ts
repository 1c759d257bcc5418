import { placed } from "../bundle/errors.ts";
import type { Item, RecordItem, TextItem } from "../monitor/item.ts";
import type { Stage } from "../monitor/stage.ts";
import type { BundleSources, SourceFrame } from "./bundle-sources.ts";
import { isCaret, readFrame, replaceSpots, type Spot } from "./frame-line.ts";

/**
 * Has stack traces speak of the sources. Espruino writes a frame as three lines: the place, the code there, and a mark
 * below the column. All three are replaced, whether they come as text or as records; what is not known stays as it is.
 *
 * A frame is held back until the next item has come: the code below it may be what it is known by.
 */
export function annotateTraces(sources: BundleSources): Stage<Item, Item> {
  let held: HeldFrame | undefined;
  let shown: SourceFrame | undefined;
  let callee: string | undefined;
  return { push, end: release };

  function push(item: Item): Item[] {
    if (!isText(item)) return [...release(), item];
    if (held && isAlike(held.item, item) && !readFrame(item.text)) return below(item);
    const marked = shown;
    shown = undefined;
    if (marked && isCaret(item.text)) return [{ ...item, text: markBelow(marked) }];
    return [...release(), ...hold(item)];
  }

  function hold(item: Said): Item[] {
    const spot = readFrame(item.text);
    if (spot !== undefined) held = { item, spot };
    else callee = undefined;
    return spot === undefined ? [withSpots(item, sources)] : [];
  }

  /** The line below a frame: the code, or the mark where the board has left the code out. */
  function below(item: Said): Item[] {
    const isMark = isCaret(item.text);
    const frame = release(isMark ? "" : item.text);
    if (shown === undefined) return [...frame, item];
    const text = sourceText(shown);
    if (!isMark) return [...frame, { ...item, text }];
    return [...frame, { kind: "text", text }, { ...item, text: markBelow(shown) }];
  }

  function release(snippet?: string): Item[] {
    if (held === undefined) return [];
    const { item, spot } = held;
    held = undefined;
    shown = sources.frameAt(spot, { snippet, callee });
    callee = spot.name;
    return [shown === undefined ? item : { ...item, text: frameText(shown), position: positionOf(shown) }];
  }
}

interface HeldFrame {
  readonly item: Said;
  readonly spot: Spot;
}

/** What may be a line of a stack trace. */
type Said = TextItem | RecordItem;

const isText = (item: Item): item is Said => item.kind === "text" || item.kind === "record";

/** Whether two items can be lines of one stack trace. */
const isAlike = (one: Said, other: Said): boolean =>
  one.kind === other.kind && (one as RecordItem).facility === (other as RecordItem).facility;

function withSpots<T extends Said>(item: T, sources: BundleSources): T {
  const text = replaceSpots(item.text, (spot) => {
    const frame = sources.frameAt(spot);
    return frame && frameText(frame).trimStart();
  });
  return text === item.text ? item : { ...item, text };
}

const positionOf = ({ file, line, column }: SourceFrame) => ({ file, line, column });

const frameText = (frame: SourceFrame): string =>
  frame.name === undefined ? `    at ${placed(frame)}` : `    at ${frame.name} (${placed(frame)})`;

/** As much of a line as is shown, and how much of that stands before the place. */
const charsMax = 100;
const charsBefore = 60;
const margin = 8;

function sourceText(frame: SourceFrame): string {
  const start = startOf(frame);
  return (
    " ".repeat(margin) +
    frame.text
      .slice(start, start + charsMax)
      .trimEnd()
      .replaceAll("\t", " ")
  );
}

const markBelow = (frame: SourceFrame): string =>
  `${" ".repeat(margin + Math.max(0, frame.column - 1 - startOf(frame)))}^`;

/** Where the line is shown from: without its indentation, and near the place. */
function startOf({ text, column }: SourceFrame): number {
  const indentation = text.length - text.trimStart().length;
  return Math.max(indentation, column - 1 > charsMax - 1 ? column - 1 - charsBefore : 0);
}
