import { z } from "zod";
import { duration, stepKind } from "../step-kind.ts";

/** Longer than a debouncing handler waits, shorter than a finger. */
const holdMs = 50;

export const press = stepKind({
  summary: "presses a button, or drives any pin to its other level, and lets go",
  fields: {
    pin: z.string().min(1).describe("the board's name for it; BTN is the first button"),
    hold: duration.optional().describe(`how long (default: ${holdMs}ms)`),
  },
  shorthand: "pin",
  needs: "press",
  run: ({ pin, hold = holdMs }, { target }) => target.press(pin, hold),
});
