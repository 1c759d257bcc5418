import type {} from "vitest";
import { plainText } from "../monitor/item.ts";
import { type ItemPattern, matches } from "../scenario/steps/item-pattern.ts";
import { recordsLost } from "../scenario/target.ts";
import type { TestBoard } from "./test-board.ts";

/** What is looked for in a log: a part of a line, a pattern for it, or what a record has to be. */
export type Logged = string | RegExp | ItemPattern;

/** For `expect.extend(matchers)`. */
export const matchers = {
  toHaveLogged(board: TestBoard, wanted: Logged): Verdict {
    const pass = board.log.some((item) =>
      typeof wanted === "string" ? plainText(item).includes(wanted) : matches(patternOf(wanted), item),
    );
    const log = board.lines.join("\n");
    return { pass, message: () => `the board has ${pass ? "" : "not "}logged ${shown(wanted)}:\n${log}` };
  },

  /** Lets the board write what it still has, and compares its books with what came, and with the input it was given. */
  toHaveLostNothing(board: TestBoard): Verdict {
    const losses = board.losses();
    const pass = recordsLost(losses) === 0 && !losses.events;
    return { pass, message: () => `the board has lost ${pass ? "nothing" : JSON.stringify(losses)}` };
  },
};

/** How the matchers are called, by what they return. */
export interface BatonMatchers<R = unknown> {
  toHaveLogged(wanted: Logged): R;
  toHaveLostNothing(): R;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: a declaration that is added to has to be repeated as it is.
  interface Matchers<T = any> extends BatonMatchers<T> {}
}

interface Verdict {
  readonly pass: boolean;
  message(): string;
}

const patternOf = (wanted: RegExp | ItemPattern): ItemPattern =>
  wanted instanceof RegExp ? { text: wanted } : wanted;

const shown = (wanted: Logged): string =>
  wanted instanceof RegExp
    ? String(wanted)
    : JSON.stringify(wanted, (_key, value) => (value instanceof RegExp ? String(value) : value));
