/**
 * The utility timer's EXEC tasks: a tick asks for JavaScript to be run before the next statement, whatever is
 * running. Ticks that come while such JavaScript runs are dropped; those that come while nothing can run add up.
 *
 * Source: src/jswrap_timer.c, jswrap_timer_queue_interrupt_js; src/jstimer.c, utilTimerRemoveTask.
 */
import type { ClockEvent, VirtualClock } from "./clock.ts";
import type { EventBuffer } from "./event-buffer.ts";

/** Source: src/jstimer.h, UTILTIMERTASK_TASKS. */
const TASKS_MAX = 16;

export interface ExecTask {
  readonly intervalUs: number;
  /** JavaScript that waits for the next statement. */
  readonly fn?: unknown;
  /** Machine code, which runs in the interrupt itself. */
  readonly interrupt?: (timeUs: number) => void;
  /** Removed, and yet in its place: 2v29 frees that of machine code first and marks it as finished then. */
  isFinished?: boolean;
  event: ClockEvent;
}

export class ExecTimers {
  /** Set while a task's JavaScript runs. */
  isRunning = false;
  /** Ticks wait in the event buffer. */
  isPending = false;
  readonly tasks: (ExecTask | undefined)[] = [];

  constructor(
    private readonly clock: VirtualClock,
    private readonly events: EventBuffer,
  ) {}

  /** @returns the task's number, or `undefined` when there are too many. */
  add(what: Pick<ExecTask, "fn" | "interrupt">, delayUs: number, intervalUs: number): number | undefined {
    let id = 0;
    while (this.tasks[id]) id++;
    if (id >= TASKS_MAX) return undefined;
    this.tasks[id] = { ...what, intervalUs, event: this.plan(id, this.clock.nowUs + delayUs) };
    return id;
  }

  remove(id: number): boolean {
    const task = this.tasks[id];
    if (!task) return false;
    this.clock.cancel(task.event);
    const keepsPlace = task.interrupt !== undefined && !task.isFinished;
    this.tasks[id] = keepsPlace ? { ...task, isFinished: true } : undefined;
    return !task.isFinished;
  }

  reset(): void {
    for (const task of this.tasks) if (task) this.clock.cancel(task.event);
    this.tasks.length = 0;
    this.isRunning = false;
    this.isPending = false;
  }

  private plan(id: number, timeUs: number): ClockEvent {
    return this.clock.at(timeUs, (dueUs) => this.tick(id, dueUs));
  }

  private tick(id: number, timeUs: number): void {
    const task = this.tasks[id];
    if (!task) return;
    if (task.interrupt) task.interrupt(timeUs);
    else if (!this.isRunning && this.events.pushExec(id)) this.isPending = true;
    if (task.intervalUs > 0) task.event = this.plan(id, timeUs + task.intervalUs);
  }
}
