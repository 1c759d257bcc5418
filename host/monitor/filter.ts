import { type Arrival, type Item, plainText, type RecordItem } from "./item.ts";

export interface FilterOptions {
  /** Shows records of these levels and worse. */
  readonly levels?: Levels;
  /** Shows records of these facilities. */
  readonly facilities?: readonly string[];
  /** Shows what matches. */
  readonly grep?: RegExp;
  /** Shows what is no older. */
  readonly since?: Since;
}

/** The level up to which records are shown, by facility; `*` stands for the facilities that are not named. */
export type Levels = Readonly<Record<string, number>>;

/** A moment on the board's clock, in seconds since its boot, or on the host's, in milliseconds since 1970. */
export type Since = { readonly boardTime: number } | { readonly hostMs: number };

/**
 * What is shown of what arrives. Losses and events always are: they say what is not there to be shown. Lines that are no
 * records have neither level, facility nor time; only the pattern can leave them out.
 */
export function itemFilter(options: FilterOptions): (arrival: Arrival) => boolean {
  const { levels, facilities, grep, since } = options;
  const isWanted = (record: RecordItem): boolean =>
    (levels === undefined || record.level <= levelFor(levels, record.facility)) &&
    (facilities === undefined || facilities.includes(record.facility ?? ""));
  const matches = (item: Item): boolean => grep === undefined || grep.test(plainText(item));
  return (arrival) => {
    const { item } = arrival;
    if (item.kind === "loss" || item.kind === "event") return true;
    if (item.kind === "text") return matches(item);
    return isWanted(item) && matches(item) && isRecent(item, arrival.arrivedMs, since);
  };
}

function levelFor(levels: Levels, facility = ""): number {
  return (Object.hasOwn(levels, facility) ? levels[facility] : levels["*"]) ?? 7;
}

function isRecent({ time }: RecordItem, arrivedMs: number, since: Since | undefined): boolean {
  if (since === undefined) return true;
  return "boardTime" in since ? time >= since.boardTime : arrivedMs >= since.hostMs;
}
