import type { SimReport } from "../sim/report.ts";

/** What a run came to, as the rows of a table for people. */
export function runRows({
  records,
  events,
  stallMs,
  latencyMs,
  line,
  lock,
  simulatedMs,
}: SimReport): string[][] {
  const dropped = Object.values(records.dropped).reduce((sum, count) => sum + count, 0);
  return [
    ["records logged", `${records.logged}`],
    ["written", `${records.written}`],
    ["dropped", `${dropped}`],
    ["suppressed", `${records.suppressed}`],
    ["input events raised", `${events.raised}`],
    ["input events lost", `${events.lost}`],
    ["event loop kept, at the start", `${stallMs.start} ms`],
    ["event loop kept, worst", `${stallMs.max} ms`],
    ["event loop kept, p99", `${stallMs.p99} ms`],
    ["log call to wire, p50 / p99", `${latencyMs.p50} / ${latencyMs.p99} ms`],
    ["line use", `${percent(line.use)} of ${(simulatedMs / 1000).toFixed(1)} s`],
    ["line use while records wait", percent(line.useOfBacklog)],
    ["handoffs / takeovers", `${lock.handoffs} / ${lock.takeovers}`],
  ];
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
