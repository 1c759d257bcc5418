import { z } from "zod";
import { stepKind, Unmet } from "../step-kind.ts";
import { type Losses, recordsLost } from "../target.ts";

export const expectLoss = stepKind({
  summary: "lets the board write what it still has, and looks at what was lost since it started",
  fields: {
    records: z.int().min(0).optional().describe("at most so many records"),
    events: z.int().min(0).optional().describe("at most so many edges and received bytes"),
  },
  shorthand: "records",
  // Only what virtual time runs can be looked into: the same that can tell of stalls.
  needs: ({ events }) => (events === undefined ? undefined : "worstStallMs"),
  async run({ records = Number.POSITIVE_INFINITY, events = Number.POSITIVE_INFINITY }, { target }) {
    const losses = await target.losses();
    if (recordsLost(losses) > records) throw new Unmet(recordsText(losses));
    if ((losses.events ?? 0) > events) throw new Unmet(`${losses.events} input events were lost`);
  },
});

function recordsText(losses: Losses): string {
  const reasons = Object.entries(losses.records).map(([reason, count]) => `${reason}: ${count}`);
  return `${recordsLost(losses)} records were lost (${reasons.join(", ")})`;
}
