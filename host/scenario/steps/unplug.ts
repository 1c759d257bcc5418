import { duration, stepKind } from "../step-kind.ts";

export const unplug = stepKind({
  summary: "pulls the cable that the board speaks through: it runs on, and is not heard",
  fields: { for: duration.describe("how long the cable is out") },
  shorthand: "for",
  run: ({ for: forMs }, { target }) => target.unplug(forMs),
});
