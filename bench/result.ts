import type { Budget } from "./budgets.ts";
import { type Meter, units } from "./measure.ts";

/** What one budget came to on one Pico. */
export interface Result {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  readonly baseline?: { readonly name: string; readonly value: number };
  /** `value : baseline`. */
  readonly ratio?: number;
  readonly limit: Budget["limit"];
  readonly isMet: boolean;
  readonly gap?: string;
}

export async function resultOf(budget: Budget, meter: Meter): Promise<Result> {
  const { what, of, baseline, limit, gap } = budget;
  const value = rounded(await meter.take(of));
  const unit = units[of.kind];
  if (baseline === undefined) return { what, unit, value, limit, isMet: isWithin(limit, value), gap };
  const base = { name: baseline.name, value: rounded(await meter.take(baseline.of)) };
  const ratio = rounded(value / base.value);
  return { what, unit, value, baseline: base, ratio, limit, isMet: isWithin(limit, ratio), gap };
}

function isWithin(limit: Budget["limit"], value: number): boolean {
  return "atMost" in limit ? value <= limit.atMost : value >= limit.atLeast;
}

/** Three decimals: the emulated clock is finer, and nobody needs it. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
