import type { BoardLog } from "./board-log.ts";

/**
 * What a scenario acts on: a board, simulated, emulated or real, that has just been switched on with the application in
 * its flash. What not every board lets one do is optional: see `Ability`.
 */
export interface Target extends Partial<Record<Ability, unknown>> {
  /** As after `--on`. */
  readonly name: string;
  /** What the board has said so far. */
  readonly log: BoardLog;
  /** Milliseconds since it was switched on: the board's own where its time is virtual. */
  readonly nowMs: number;
  /** Lets time pass until something is so. @returns whether it was within `limitMs`. */
  passUntil(isSo: () => boolean, limitMs: number): Promise<boolean>;
  /** What was lost since the board last started, once it has written what it still has. */
  losses(): Promise<Losses>;
  /** Sends text to the port that the board speaks on. */
  write(text: string): Promise<void>;
  /** Pulls the cable that the board speaks through: it runs on, and what it says meanwhile is not heard. */
  unplug(forMs: number): Promise<void>;
  /** Drives a pin to the level it does not have, and back after `holdMs`. */
  press?(pin: string, holdMs: number): Promise<void>;
  /** Lets edges and bytes rain on what the application listens to. */
  storm?(forMs: number, seed?: number): Promise<void>;
  /** Sends text to another port of the board. */
  writeTo?(device: string, text: string): Promise<void>;
  /** Cuts the power, and switches on again; the flash keeps what it has. */
  powerCut?(forMs: number): Promise<void>;
  /** The longest turn of the event loop so far, in milliseconds. */
  worstStallMs?(): number;
  /** What the application threw and nobody caught, in words. */
  uncaught?(): readonly string[];
  close(): Promise<void>;
}

/** What a board in virtual time can do and a real one at the end of a cable cannot. */
export const abilities = ["press", "storm", "writeTo", "powerCut", "worstStallMs"] as const;
export type Ability = (typeof abilities)[number];

export interface Losses {
  /** Records that were logged and did not come, by reason: the board's own word where it announced them. */
  readonly records: Readonly<Record<string, number>>;
  /** Edges and received bytes that the interpreter never saw; `undefined` where nobody can tell. */
  readonly events?: number;
}

/** How many records that is. */
export const recordsLost = ({ records }: Losses): number =>
  Object.values(records).reduce((sum, count) => sum + count, 0);
