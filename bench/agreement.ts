/** How near the simulated board comes to the emulated Pico. Its cost model claims no more than a quarter. */
import type { Result } from "./result.ts";

export const tolerance = 0.25;

/** By how much a value misses its reference, as a share of that; `undefined` where there is nothing to compare. */
export function offBy(value: number | undefined, reference: number | undefined): number | undefined {
  return value && reference ? value / reference - 1 : undefined;
}

export function isOff(value: number | undefined, reference: number | undefined): boolean {
  return Math.abs(offBy(value, reference) ?? 0) > tolerance;
}

/** The rows whose figure or baseline misses that of the reference by more than is claimed. */
export function rowsOff(reference: readonly Result[], others: readonly Result[]): string[] {
  return reference
    .filter(({ value, baseline }, index) => {
      const other = others[index]!;
      return isOff(other.value, value) || isOff(other.baseline?.value, baseline?.value);
    })
    .map(({ what }) => what);
}

/** A share as text: `+9 %`. */
export function percent(share: number | undefined): string {
  if (share === undefined) return "";
  const rounded = Math.round(share * 100);
  return `${rounded < 0 ? "" : "+"}${rounded} %`;
}
