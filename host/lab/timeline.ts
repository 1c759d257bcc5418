import type { Context } from "./machine/context.ts";
import type { Trace } from "./machine/trace.ts";

/** Columns of a picture. When a run outgrows them, two become one and time per column doubles. */
export const COLUMNS = 256;
const FIRST_COLUMN_US = 64;

export const ACTIVITIES = ["writes", "spins", "runs"] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** What each CPU spent its time on, and how full the ring was, in a fixed number of columns. */
export class Timeline implements Trace {
  columnUs = FIRST_COLUMN_US;
  readonly cpus: number;
  /** Microseconds by CPU, activity and column. */
  private readonly spent: Float64Array;
  private readonly levels = new Float64Array(COLUMNS);
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

  /** What a CPU mostly did in a column, if it did anything worth showing: a tenth of the time. */
  dominant(cpu: number, column: number): Activity | undefined {
    let best: Activity | undefined;
    let bestUs = this.columnUs / 10;
    for (const activity of ACTIVITIES) {
      const us = this.spent[this.row(cpu, activity) + column]!;
      if (us > bestUs) [best, bestUs] = [activity, us];
    }
    return best;
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
    fold(this.levels, 0, Math.max);
  }
}

function fold(cells: Float64Array, row: number, join: (a: number, b: number) => number): void {
  for (let column = 0; column < COLUMNS / 2; column++)
    cells[row + column] = join(cells[row + 2 * column]!, cells[row + 2 * column + 1]!);
  cells.fill(0, row + COLUMNS / 2, row + COLUMNS);
}
