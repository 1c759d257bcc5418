/**
 * What is going to happen, ordered by time and, within one microsecond, by the order of scheduling: the only source
 * of "next" in the lab, and so the reason why a run repeats itself exactly.
 */
export class EventQueue {
  private readonly heap: Event[] = [];
  private scheduledCount = 0;

  /** Microseconds of the next event, or Infinity when nothing is left to happen. */
  get nextAtUs(): number {
    return this.heap[0]?.atUs ?? Infinity;
  }

  schedule(atUs: number, run: () => void): void {
    const event = { atUs, order: this.scheduledCount++, run };
    let index = this.heap.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(event, this.heap[parent]!)) break;
      this.heap[index] = this.heap[parent]!;
      index = parent;
    }
    this.heap[index] = event;
  }

  pop(): Event | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (last !== undefined && this.heap.length > 0) this.sink(last);
    return first;
  }

  private sink(event: Event): void {
    const count = this.heap.length;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= count) break;
      if (child + 1 < count && isBefore(this.heap[child + 1]!, this.heap[child]!)) child++;
      if (!isBefore(this.heap[child]!, event)) break;
      this.heap[index] = this.heap[child]!;
      index = child;
    }
    this.heap[index] = event;
  }
}

interface Event {
  readonly atUs: number;
  readonly order: number;
  readonly run: () => void;
}

function isBefore(a: Event, b: Event): boolean {
  return a.atUs < b.atUs || (a.atUs === b.atUs && a.order < b.order);
}
