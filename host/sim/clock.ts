/**
 * Virtual time, in microseconds since power-on, with the things that will happen in it. What is due happens in the
 * order of its time, and in the order of its planning where times are equal: a run is the same every time.
 *
 * JavaScript takes time by moving `nowUs`; the hardware follows at the next `runDue`. An event is therefore handed
 * the time it was planned for, which may lie before `nowUs`.
 */
export class VirtualClock {
  nowUs = 0;
  /** When the next event is due; Infinity when none is planned. */
  nextUs = Number.POSITIVE_INFINITY;
  private readonly heap: ClockEvent[] = [];
  private planned = 0;

  /** Plans an event. @returns what `cancel` takes. */
  at(timeUs: number, run: (timeUs: number) => void): ClockEvent {
    const event = { timeUs, order: this.planned++, run };
    this.siftUp(event, this.heap.length);
    this.nextUs = this.top.timeUs;
    return event;
  }

  /** Makes sure that an event does not happen. */
  cancel(event: ClockEvent): void {
    event.run = nothing;
  }

  /** Lets everything happen that is due. */
  runDue(): void {
    while (this.nextUs <= this.nowUs) this.pop();
  }

  /** Moves on to the next event, and lets it happen. @throws when nothing is planned. */
  advanceToNext(): void {
    if (this.heap.length === 0) throw new Error("virtual time cannot pass: nothing is planned");
    this.nowUs = Math.max(this.nowUs, this.nextUs);
    this.runDue();
  }

  private get top(): ClockEvent {
    return this.heap[0] as ClockEvent;
  }

  private pop(): void {
    const event = this.top;
    const last = this.heap.pop() as ClockEvent;
    if (this.heap.length > 0) this.siftDown(last);
    this.nextUs = this.heap.length > 0 ? this.top.timeUs : Number.POSITIVE_INFINITY;
    event.run(event.timeUs);
  }

  private siftUp(event: ClockEvent, from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(event, this.heap[parent] as ClockEvent)) break;
      this.heap[index] = this.heap[parent] as ClockEvent;
      index = parent;
    }
    this.heap[index] = event;
  }

  private siftDown(event: ClockEvent): void {
    let index = 0;
    for (;;) {
      const child = this.smallerChild(index);
      if (child === undefined || !isBefore(this.heap[child] as ClockEvent, event)) break;
      this.heap[index] = this.heap[child] as ClockEvent;
      index = child;
    }
    this.heap[index] = event;
  }

  private smallerChild(index: number): number | undefined {
    const left = 2 * index + 1;
    if (left >= this.heap.length) return undefined;
    const right = left + 1;
    const isRight =
      right < this.heap.length && isBefore(this.heap[right] as ClockEvent, this.heap[left] as ClockEvent);
    return isRight ? right : left;
  }
}

export interface ClockEvent {
  readonly timeUs: number;
  readonly order: number;
  run: (timeUs: number) => void;
}

function isBefore(one: ClockEvent, other: ClockEvent): boolean {
  return one.timeUs < other.timeUs || (one.timeUs === other.timeUs && one.order < other.order);
}

function nothing(): void {}
