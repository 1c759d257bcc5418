import { z } from "zod";
import { duration, stepKind } from "../step-kind.ts";

export const storm = stepKind({
  summary: "edges in bursts on the pins that the application watches, bytes on the ports it listens to",
  fields: {
    for: duration.describe("how long it lasts; the next step begins when it is over"),
    seed: z.int().min(0).optional().describe("which storm (default: that of the run)"),
  },
  shorthand: "for",
  needs: "storm",
  run: ({ for: forMs, seed }, { target }) => target.storm(forMs, seed),
});
