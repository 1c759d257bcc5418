import { badToken } from "../errors.ts";
import type { Size } from "./variants.ts";

/** Changes whenever a model's steps do, for then a schedule means something else. */
const VERSION = "L1";

/** A schedule together with the model it belongs to: all that is needed to run it again. */
export interface ScheduleToken {
  readonly variant: string;
  readonly size: Size;
  readonly schedule: readonly number[];
}

/** One word that can be pasted: version, scheme, size, and one base-36 digit per step. */
export function formatToken({ variant, size, schedule }: ScheduleToken): string {
  const { cpus, records, irqs, hasNmi, hasPanic } = size;
  const shape = `${cpus}.${records}.${irqs}.${hasNmi ? 1 : 0}.${hasPanic ? 1 : 0}`;
  return [VERSION, variant, shape, schedule.map((actor) => actor.toString(36)).join("")].join("~");
}

export function parseToken(token: string): ScheduleToken {
  const [version, variant, shape, steps, ...rest] = token.split("~");
  if (version !== VERSION)
    throw badToken(token, `is of version "${version}", this program speaks ${VERSION}`);
  const numbers = /^\d+\.\d+\.\d+\.[01]\.[01]$/.test(shape ?? "") ? shape!.split(".").map(Number) : undefined;
  if (variant === undefined || numbers === undefined || rest.length > 0 || !/^[0-9a-z]*$/.test(steps ?? "-"))
    throw badToken(token, "is damaged");
  const [cpus, records, irqs, nmi, panic] = numbers as [number, number, number, number, number];
  return {
    variant,
    size: { cpus, records, irqs, hasNmi: nmi === 1, hasPanic: panic === 1 },
    schedule: [...steps!].map((digit) => Number.parseInt(digit, 36)),
  };
}
