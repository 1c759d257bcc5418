import type { Report } from "./machine/detectors.ts";
import { type Activity, COLUMNS, NO_LEVEL, type Timeline } from "./timeline.ts";

const COLORS: Record<Activity, string> = { writes: "#e4632d", spins: "#e9c53b", runs: "#9db4c8" };
const ROW = 12;
const LABEL = 34;
const LEVEL_HEIGHT = 28;
/** CPUs drawn; more would not be read. */
const ROWS_MAX = 8;

/** A picture of a run: a row per CPU, the ring's level below, reports of the detectors as red lines. */
export function timelineSvg(timeline: Timeline, reports: readonly Report[]): string {
  const rows = Math.min(timeline.cpus, ROWS_MAX);
  const columns = Math.max(1, Math.min(COLUMNS, Math.ceil(timeline.endUs / timeline.columnUs)));
  const scale = COLUMNS / columns;
  const height = rows * ROW + LEVEL_HEIGHT + 14;
  const parts = [
    ...Array.from({ length: rows }, (_, cpu) => cpuRow(timeline, cpu, columns, scale)),
    levelCurve(timeline, rows * ROW, columns, scale),
    ...reports.map(({ kind, atUs }) => {
      const x = round(LABEL + (atUs / timeline.columnUs) * scale);
      return `<line x1="${x}" x2="${x}" y1="0" y2="${rows * ROW}" stroke="#c00" stroke-width="1.5"><title>${kind} at ${label(atUs)}</title></line>`;
    }),
    `<text x="${LABEL + COLUMNS}" y="${height - 2}" text-anchor="end">${label(timeline.endUs)}</text>`,
    `<text x="${LABEL}" y="${height - 2}">0</text>`,
  ];
  return `<svg viewBox="0 0 ${LABEL + COLUMNS + 2} ${height}" role="img">${parts.join("")}</svg>`;
}

/** The higher a bar, the busier the CPU. Neighbouring columns that look the same become one rectangle. */
function cpuRow(timeline: Timeline, cpu: number, columns: number, scale: number): string {
  const bottom = (cpu + 1) * ROW - 1;
  let row = `<text x="0" y="${bottom - 2}">cpu${cpu}</text>`;
  let begin = 0;
  for (let column = 1; column <= columns; column++) {
    const bar = timeline.at(cpu, begin);
    const next = column < columns ? timeline.at(cpu, column) : null;
    if (next !== null && next?.activity === bar?.activity && next?.quarters === bar?.quarters) continue;
    if (bar !== undefined) {
      const height = ((ROW - 2) * bar.quarters) / 4;
      row += `<rect x="${round(LABEL + begin * scale)}" y="${round(bottom - height)}" width="${round((column - begin) * scale)}" height="${height}" fill="${COLORS[bar.activity]}"/>`;
    }
    begin = column;
  }
  return row;
}

function levelCurve(timeline: Timeline, top: number, columns: number, scale: number): string {
  const levels: number[] = [];
  for (let column = 0; column < columns; column++) {
    const level = timeline.levelAt(column);
    levels.push(level === NO_LEVEL ? (levels[column - 1] ?? 0) : level);
  }
  const highest = Math.max(1, ...levels);
  const y = (level: number): number => round(top + LEVEL_HEIGHT - (level / highest) * (LEVEL_HEIGHT - 4));
  const points = levels.map((level, column) => `${round(LABEL + column * scale)},${y(level)}`);
  return `<polyline points="${points.join(" ")}" fill="none" stroke="#456"/><text x="0" y="${top + LEVEL_HEIGHT}">≤${highest}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const label = (us: number): string =>
  us < 1e6 ? `${Math.round(us / 1000)} ms` : `${(us / 1e6).toFixed(1)} s`;
