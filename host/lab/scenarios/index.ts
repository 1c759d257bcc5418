import type { Scenario } from "../scenario.ts";
import { f01 } from "./f01-unbounded-owner.ts";
import { f02 } from "./f02-safe-to-unsafe.ts";

export const SCENARIOS: readonly Scenario[] = [f01, f02];
