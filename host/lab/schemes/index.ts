import type { SchemeEntry } from "../scheme.ts";
import { baton, batonBounce, batonPerCpu } from "./baton/baton.ts";
import { hybrid } from "./hybrid.ts";
import { legacy } from "./legacy.ts";
import { nbcon612, nbcon619 } from "./nbcon.ts";
import { offload } from "./offload.ts";
import { ownerWaiter } from "./owner-waiter.ts";
import { perCpu } from "./per-cpu.ts";
import { twoThreads } from "./two-threads.ts";

/** The rows of the matrix, in the order in which the ideas appeared. */
export const SCHEMES: readonly SchemeEntry[] = [
  legacy,
  ownerWaiter,
  offload,
  hybrid,
  twoThreads,
  perCpu,
  nbcon612,
  nbcon619,
  baton,
  batonBounce,
  batonPerCpu,
];
