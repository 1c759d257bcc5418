import type { BenchPico, Observation, Span } from "./bench-pico.ts";
import { bundleOf, codeOf, type Program } from "./program.ts";

/** Something that can be told about a program, as a number. */
export type Measure =
  /** The mean time the mark is up, less the same of a program that has nothing between its edges. In µs. */
  | { readonly kind: "span"; readonly program: Program; readonly nothing: Program }
  /** The longest turn of the event loop after the mark's last edge. In ms. */
  | { readonly kind: "stall"; readonly program: Program }
  /** The share of the time from the first mark to the last byte in which the line was transmitting. */
  | { readonly kind: "line-use"; readonly program: Program }
  /** Lines announced as lost, and lines that are missing without a word. */
  | { readonly kind: "lines-lost"; readonly program: Program; readonly linesWritten: number }
  /** What a firmware weighs, minified. In bytes. */
  | { readonly kind: "bundle"; readonly app: string };

export const units: Readonly<Record<Measure["kind"], string>> = {
  span: "µs",
  stall: "ms",
  "line-use": "%",
  "lines-lost": "lines",
  bundle: "bytes",
};

/** Takes measures on one Pico, each program once. */
export class Meter {
  private readonly observations = new Map<string, Observation>();

  constructor(private readonly pico: BenchPico) {}

  async take(measure: Measure): Promise<number> {
    switch (measure.kind) {
      case "span":
        return (await this.meanSpanUs(measure.program)) - (await this.meanSpanUs(measure.nothing));
      case "stall":
        return longestTurnMs(await this.observe(measure.program));
      case "line-use":
        return lineUsePercent(await this.observe(measure.program));
      case "lines-lost":
        return linesLost(await this.observe(measure.program), measure.linesWritten);
      case "bundle":
        return (await bundleOf(measure.app)).manifest.bytes;
    }
  }

  private async meanSpanUs(program: Program): Promise<number> {
    const spans = (await this.observe(program)).marks.slice(1);
    return spans.reduce((sum, span) => sum + lengthUs(span), 0) / spans.length;
  }

  private async observe(program: Program): Promise<Observation> {
    const key = JSON.stringify(program);
    const known = this.observations.get(key);
    if (known !== undefined) return known;
    const observation = this.pico.run(await codeOf(program), program.forMs);
    if (observation.marks.length === 0 && program.round) throw new Error(`no mark was seen of ${key}`);
    this.observations.set(key, observation);
    return observation;
  }
}

const lengthUs = ({ startUs, endUs }: Span): number => endUs - startUs;

/** The turn in which the mark fell is not one of them: it did what the mark was up for. */
function longestTurnMs({ marks, turns }: Observation): number {
  const sinceUs = marks.at(-1)?.endUs ?? 0;
  const later = turns.filter(({ startUs }) => startUs > sinceUs);
  return later.reduce((longest, turn) => Math.max(longest, lengthUs(turn)), 0) / 1000;
}

function lineUsePercent({ marks, bytes, byteUs }: Observation): number {
  const sinceUs = marks[0]?.startUs ?? 0;
  const sent = bytes.filter(({ endUs }) => endUs > sinceUs);
  return (sent.length * byteUs * 100) / ((sent.at(-1)?.endUs ?? sinceUs) - sinceUs);
}

function linesLost({ bytes }: Observation, linesWritten: number): number {
  const text = String.fromCharCode(...bytes.map(({ value }) => value));
  return linesWritten - text.split("\n").filter((line) => line.startsWith("<")).length;
}
