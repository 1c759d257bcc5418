import { duration, stepKind, Unmet } from "../step-kind.ts";

export const expectStallBelow = stepKind({
  summary:
    "makes sure that no turn of the event loop has taken as long since the board was first switched on",
  fields: { limit: duration },
  shorthand: "limit",
  needs: "worstStallMs",
  async run({ limit }, { target }) {
    const worstMs = target.worstStallMs();
    if (worstMs >= limit) throw new Unmet(`the event loop was kept for ${worstMs.toFixed(3)} ms`);
  },
});
