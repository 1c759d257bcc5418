import type { StepKind } from "../step-kind.ts";
import { expect } from "./expect.ts";
import { expectLoss } from "./expect-loss.ts";
import { expectNo } from "./expect-no.ts";
import { expectStallBelow } from "./expect-stall-below.ts";
import { powerCut } from "./power-cut.ts";
import { press } from "./press.ts";
import { storm } from "./storm.ts";
import { unplug } from "./unplug.ts";
import { wait } from "./wait.ts";
import { write } from "./write.ts";

/** The steps that a scenario may have, by the word that stands for each in the file. */
export const stepKinds: Readonly<Record<string, StepKind>> = {
  press,
  storm,
  write,
  expect,
  "expect-no": expectNo,
  "expect-loss": expectLoss,
  "expect-stall-below": expectStallBelow,
  "power-cut": powerCut,
  unplug,
  wait,
};
