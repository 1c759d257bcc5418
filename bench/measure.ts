import type { BenchPico, Observation, Span } from "./bench-pico.ts";
import { bundleOf, codeOf, type Program } from "./program.ts";

/** Something that can be told about a program, as a number. */
export type Measure =
  /** The mean time the mark is up, less the same of a program that has nothing between its edges. In µs. */
  | { readonly kind: "span"; readonly program: Program; readonly nothing: Program }
  /** The longest turn of the event loop after the mark's last edge. In ms. */
  | { readonly kind: "stall"; readonly program: Program }
  /** The share of the time from the first byte after the mark to the last one in which the line was transmitting. */
  | { readonly kind: "line-use"; readonly program: Program }
  /** What JavaScript does after the mark's last edge, for each byte that leaves. In µs. */
  | { readonly kind: "time-per-byte"; readonly program: Program }
  /**
   * What JavaScript does for each line that leaves after the mark, less what it does in a program that calls an empty
   * function as often. Interrupts of machine code are not JavaScript, nor is a turn in which only timers are looked at. In µs.
   */
  | { readonly kind: "time-per-line"; readonly program: Program; readonly nothing: Program }
  /** Bytes that leave after the mark. */
  | { readonly kind: "bytes-sent"; readonly program: Program }
  /** Lines announced as lost, and lines that are missing without a word. */
  | { readonly kind: "lines-lost"; readonly program: Program; readonly linesWritten: number }
  /** What the interpreter holds when a firmware has booted, less what it holds by itself. In its own variables; NaN where nobody counts them. */
  | { readonly kind: "variables"; readonly program: Program; readonly nothing: Program }
  /** What a firmware weighs, minified. In bytes. */
  | { readonly kind: "bundle"; readonly app: string };

export const units: Readonly<Record<Measure["kind"], string>> = {
  span: "µs",
  stall: "ms",
  "line-use": "%",
  "time-per-byte": "µs",
  "time-per-line": "µs",
  "bytes-sent": "bytes",
  "lines-lost": "lines",
  variables: "variables",
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
      case "time-per-byte":
        return timePerByteUs(await this.observe(measure.program));
      case "time-per-line":
        return timePerLineUs(await this.observe(measure.program), await this.observe(measure.nothing));
      case "bytes-sent":
        return bytesSent(await this.observe(measure.program)).length;
      case "lines-lost":
        return linesLost(await this.observe(measure.program), measure.linesWritten);
      case "variables":
        return (await this.variables(measure.program)) - (await this.variables(measure.nothing));
      case "bundle":
        return (await bundleOf(measure.app)).manifest.bytes;
    }
  }

  private async meanSpanUs(program: Program): Promise<number> {
    const spans = (await this.observe(program)).marks.slice(1);
    return spans.reduce((sum, span) => sum + lengthUs(span), 0) / spans.length;
  }

  private async variables(program: Program): Promise<number> {
    const [, usage] = /usage (\d+)/.exec(textOf(await this.observe(program))) ?? [];
    return Number(usage) || Number.NaN;
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

const newline = 10;

const lengthUs = ({ startUs, endUs }: Span): number => endUs - startUs;

const totalUs = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + lengthUs(span), 0);

function longestTurnMs(observation: Observation): number {
  return laterTurns(observation).reduce((longest, turn) => Math.max(longest, lengthUs(turn)), 0) / 1000;
}

function timePerByteUs(observation: Observation): number {
  return javaScriptUs(observation, IDLE_TURN_US) / bytesSent(observation).length;
}

/** A turn that calls a function of JavaScript takes 300 and more, and one in which only timers are looked at up to 210. */
const IDLE_TURN_US = 250;

function timePerLineUs(program: Observation, nothing: Observation): number {
  const lines = bytesSent(program).filter(({ value }) => value === newline);
  if (laterTurns(nothing).length === 0) throw new Error("no turn was seen of the program that does nothing");
  const emptyUs = Math.min(...laterTurns(nothing).map(lengthUs));
  return (javaScriptUs(program, emptyUs) - javaScriptUs(nothing, emptyUs)) / lines.length;
}

/** The turns after the mark that are no shorter than that of an empty function, without the interrupts that came in them. */
function javaScriptUs(observation: Observation, emptyUs: number): number {
  return laterTurns(observation)
    .map((turn) => lengthUs(turn) - totalUs(observation.interrupts.filter((it) => isWithin(it, turn))))
    .filter((us) => us >= emptyUs)
    .reduce((sum, us) => sum + us, 0);
}

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.startUs >= outer.startUs && inner.endUs <= outer.endUs;

/** The turn in which the mark fell is not one of them: it did what the mark was up for. */
function laterTurns({ marks, turns }: Observation): Span[] {
  const sinceUs = marks.at(-1)?.endUs ?? 0;
  return turns.filter(({ startUs }) => startUs > sinceUs);
}

function lineUsePercent(observation: Observation): number {
  const sent = bytesSent(observation);
  const lengthUs = sent.at(-1)!.endUs - sent[0]!.endUs + observation.byteUs;
  return (sent.length * observation.byteUs * 100) / lengthUs;
}

function bytesSent({ marks, bytes }: Observation): Observation["bytes"] {
  const sinceUs = marks[0]?.startUs ?? 0;
  return bytes.filter(({ endUs }) => endUs > sinceUs);
}

function linesLost(observation: Observation, linesWritten: number): number {
  const lines = textOf(observation).split("\n");
  return linesWritten - lines.filter((line) => line.startsWith("<")).length;
}

const textOf = ({ bytes }: Observation): string => String.fromCharCode(...bytes.map(({ value }) => value));
