import type { Context } from "./machine/context.ts";
import type { Trace } from "./machine/trace.ts";

/** Columns of a picture. When a run outgrows them, two become one and time per column doubles. */
export const COLUMNS = 256;
const FIRST_COLUMN_US = 64;
/** Nothing was stored or written in this column: the level is that of the one before. */
export const NO_LEVEL = -1;

export const ACTIVITIES = ["writes", "spins", "runs"] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** What each CPU spent its time on, and how full the ring was, in a fixed number of columns. */
export class Timeline implements Trace {
  columnUs = FIRST_COLUMN_US;
  readonly cpus: number;
  /** Microseconds by CPU, activity and column. */
  private readonly spent: Float64Array;
  private readonly levels = new Float64Array(COLUMNS).fill(NO_LEVEL);
  endUs = 0;

  constructor(cpus: number) {
    this.cpus = cpus;
    this.spent = new Float64Array(cpus * ACTIVITIES.length * COLUMNS);
  }

  ran(context: Context, fromUs: number, toUs: number): void {
    this.reach(toUs);
    const activity: Activity = context.isWriting ? "writes" : context.spin !== undefined ? "spins" : "runs";
    const row = this.row(context.cpu.id, activity);
    for (let atUs = fromUs; atUs < toUs; ) {
      const column = Math.floor(atUs / this.columnUs);
      const untilUs = Math.min(toUs, (column + 1) * this.columnUs);
      this.spent[row + column]! += untilUs - atUs;
      atUs = untilUs;
    }
  }

  owner(): void {}
  handedOff(): void {}

  level(pending: number, atUs: number): void {
    this.reach(atUs);
    const column = Math.min(COLUMNS - 1, Math.floor(atUs / this.columnUs));
    this.levels[column] = Math.max(this.levels[column]!, pending);
  }

  /** What a CPU mostly did in a column, and the quarters of the column that all it did took, rounded up. */
  at(cpu: number, column: number): { readonly activity: Activity; readonly quarters: number } | undefined {
    let activity: Activity | undefined;
    let mostUs = 0;
    let totalUs = 0;
    for (const each of ACTIVITIES) {
      const us = this.spent[this.row(cpu, each) + column]!;
      totalUs += us;
      if (us > mostUs) [activity, mostUs] = [each, us];
    }
    return activity && { activity, quarters: Math.min(4, Math.ceil((4 * totalUs) / this.columnUs)) };
  }

  levelAt(column: number): number {
    return this.levels[column]!;
  }

  private row(cpu: number, activity: Activity): number {
    return (cpu * ACTIVITIES.length + ACTIVITIES.indexOf(activity)) * COLUMNS;
  }

  private reach(us: number): void {
    this.endUs = Math.max(this.endUs, us);
    while (us >= this.columnUs * COLUMNS) this.halve();
  }

  private halve(): void {
    this.columnUs *= 2;
    for (let row = 0; row < this.spent.length; row += COLUMNS) fold(this.spent, row, (a, b) => a + b);
    fold(this.levels, 0, Math.max, NO_LEVEL);
  }
}

function fold(cells: Float64Array, row: number, join: (a: number, b: number) => number, empty = 0): void {
  for (let column = 0; column < COLUMNS / 2; column++)
    cells[row + column] = join(cells[row + 2 * column]!, cells[row + 2 * column + 1]!);
  cells.fill(empty, row + COLUMNS / 2, row + COLUMNS);
}
