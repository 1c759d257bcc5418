import type { Report } from "./machine/detectors.ts";
import { type Activity, COLUMNS, type Timeline } from "./timeline.ts";

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

/** Neighbouring columns of one colour become one rectangle. */
function cpuRow(timeline: Timeline, cpu: number, columns: number, scale: number): string {
  const y = cpu * ROW;
  let row = `<text x="0" y="${y + ROW - 3}">cpu${cpu}</text>`;
  let begin = 0;
  for (let column = 1; column <= columns; column++) {
    const activity = timeline.dominant(cpu, begin);
    if (column < columns && timeline.dominant(cpu, column) === activity) continue;
    if (activity !== undefined)
      row += `<rect x="${round(LABEL + begin * scale)}" y="${y + 1}" width="${round((column - begin) * scale)}" height="${ROW - 2}" fill="${COLORS[activity]}"/>`;
    begin = column;
  }
  return row;
}

function levelCurve(timeline: Timeline, top: number, columns: number, scale: number): string {
  const levels = Array.from({ length: columns }, (_, column) => timeline.levelAt(column));
  const highest = Math.max(1, ...levels);
  const points = levels.map(
    (level, column) =>
      `${round(LABEL + column * scale)},${round(top + LEVEL_HEIGHT - (level / highest) * (LEVEL_HEIGHT - 4))}`,
  );
  return `<polyline points="${points.join(" ")}" fill="none" stroke="#456"/><text x="0" y="${top + LEVEL_HEIGHT}">≤${highest}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const label = (us: number): string =>
  us < 1e6 ? `${Math.round(us / 1000)} ms` : `${(us / 1e6).toFixed(1)} s`;
