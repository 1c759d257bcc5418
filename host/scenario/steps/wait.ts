import { duration, stepKind } from "../step-kind.ts";

export const wait = stepKind({
  summary: "lets time pass",
  fields: { for: duration },
  shorthand: "for",
  run: async ({ for: forMs }, { target }) => {
    await target.passUntil(() => false, forMs);
  },
});
