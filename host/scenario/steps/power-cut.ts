import { duration, stepKind } from "../step-kind.ts";

export const powerCut = stepKind({
  summary:
    "cuts the power and switches it on again; the flash keeps what it has, and expect looks at what is said from then on",
  fields: { for: duration.describe("how long the board is without power") },
  shorthand: "for",
  needs: "powerCut",
  async run({ for: forMs }, bench) {
    await bench.target.powerCut(forMs);
    bench.position = bench.target.log.end;
  },
});
