import { BLOCK, type Code } from "./code.ts";
import type { Context, Task } from "./context.ts";
import type { Machine } from "./machine.ts";

/**
 * A sleeping semaphore with one unit, as `console_sem` is. `up()` with a sleeper does not free it: the unit goes to
 * the first in line, and until that task runs nobody else gets it.
 *
 * Source: kernel/locking/semaphore.c, up() and __up().
 */
export class Semaphore {
  readonly sleepers: Task[] = [];
  isFree = true;
  /** Longest wait, the ones that never end included. */
  waitMaxUs = 0;
  private readonly machine: Machine;
  private readonly waitingSinceUs = new Map<Task, number>();

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Context: any. */
  tryDown(): boolean {
    if (!this.isFree) return false;
    this.isFree = false;
    return true;
  }

  *down(task: Task): Code {
    if (this.tryDown()) return;
    this.sleepers.push(task);
    this.waitingSinceUs.set(task, this.machine.nowUs);
    while (this.waitingSinceUs.has(task)) yield BLOCK;
  }

  up(waker: Context): void {
    const task = this.sleepers.shift();
    if (task === undefined) {
      this.isFree = true;
      return;
    }
    this.noteWait(task);
    this.waitingSinceUs.delete(task);
    this.machine.wake(task, waker);
  }

  /** Counts the waits that the end of the run cuts. */
  close(): void {
    for (const task of this.sleepers) this.noteWait(task);
  }

  private noteWait(task: Task): void {
    const { nowUs, detectors } = this.machine;
    const sinceUs = this.waitingSinceUs.get(task)!;
    this.waitMaxUs = Math.max(this.waitMaxUs, nowUs - sinceUs);
    detectors.blocked(task.cpu.id, sinceUs, nowUs, task.name);
  }
}
