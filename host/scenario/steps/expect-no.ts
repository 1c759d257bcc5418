import { plainText } from "../../monitor/item.ts";
import { duration, stepKind, Unmet } from "../step-kind.ts";
import { itemPattern, matches } from "./item-pattern.ts";

const forMs = 1000;

export const expectNo = stepKind({
  summary: "makes sure that the board has not said something since the last expect, and does not for a while",
  fields: {
    ...itemPattern,
    for: duration.optional().describe(`how long to listen (default: ${forMs / 1000}s)`),
  },
  shorthand: "text",
  async run({ for: limitMs = forMs, ...unwanted }, { target, position }) {
    let next = position;
    const isSaid = (): boolean => {
      while (next < target.log.end && !matches(unwanted, target.log.at(next)?.item)) next++;
      return next < target.log.end;
    };
    if (!(await target.passUntil(isSaid, limitMs))) return;
    const said = target.log.at(next);
    if (said) throw new Unmet(`it came, at ${(said.arrivedMs / 1000).toFixed(3)} s: ${plainText(said.item)}`);
  },
});
