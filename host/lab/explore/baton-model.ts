import {
  type Console,
  createConsole,
  DONE,
  type Port,
  REFUSED,
  replay,
  step,
} from "../../../firmware/printk/console.ts";
import {
  acquire,
  NOBODY,
  NORMAL,
  type Owner,
  PANICKING,
  release,
  seize,
  tryWait,
} from "../../../firmware/printk/console-lock.ts";
import { INFO } from "../../../firmware/printk/level.ts";
import { type Site, VALUES } from "../../../firmware/printk/record.ts";
import { createRing, store } from "../../../firmware/printk/record-ring.ts";
import { line } from "../../../firmware/wire/text-wire.ts";
import type { Footprint, Model, State } from "./model.ts";

export interface BatonOptions {
  readonly cpus: number;
  readonly records: number;
  readonly irqs: number;
  readonly hasNmi: boolean;
  readonly hasPanic: boolean;
  /** A planted mistake: the offloader is woken before the record is stored. */
  readonly wakesBeforeStoring: boolean;
}

const WRITER: Owner = 1;
const LOCKER: Owner = 7;
const PANICKER: Owner = 9;

/** Enough for every model; nothing is overwritten. */
const RING_RECORDS = 64;
/** How many pieces the port takes a record in. */
const PIECES = 2;

/** Shared variables, as bits of a footprint. The CPUs follow. */
const RING = 1;
const CONSOLE = 2;
const OFFLOADER = 4;
const FIRST_CPU = 8;
const EVERYTHING = 0x3fff_ffff;

type Kind = "task" | "irq" | "nmi" | "panic" | "offloader" | "exclusive";

interface Actor {
  readonly name: string;
  readonly kind: Kind;
  readonly cpu: number;
}

/** Where an actor is. What a number means depends on its kind. */
const FIRST = 0;
const SECOND = 1;
const OVER = 9;

const RANK: Record<Kind, number> = { task: 0, offloader: 0, exclusive: 0, irq: 1, panic: 2, nmi: 3 };

/**
 * The shipped ring, console and lock, driven step by step: contexts that log, the offloader's task, somebody who wants
 * the console for himself, a panic. A step is one call of the core; between two calls anything may happen.
 */
export class BatonModel implements Model {
  readonly options: BatonOptions;
  readonly contexts: readonly Actor[];
  readonly actors: readonly string[];

  constructor(options: BatonOptions) {
    this.options = options;
    this.contexts = contextsOf(options);
    this.actors = this.contexts.map(({ name }) => name);
  }

  start(): State {
    const ring = createRing(RING_RECORDS, () => 0);
    const console = createConsole(undefined as unknown as Port, { ring, line }, 8);
    return new BatonState(this, console, {
      at: this.contexts.map(() => FIRST),
      left: this.contexts.map(({ kind }) => (kind === "task" ? this.options.records : 1)),
      isAsleep: true,
      isWoken: false,
      isPanicking: false,
      printed: 0,
      recordsWhileWaiting: 0,
      broken: "",
    });
  }
}

function contextsOf({ cpus, irqs, hasNmi, hasPanic }: BatonOptions): Actor[] {
  const contexts: Actor[] = [];
  for (let cpu = 0; cpu < cpus; cpu++) contexts.push({ name: `task/${cpu}`, kind: "task", cpu });
  for (let irq = 0; irq < irqs; irq++)
    contexts.push({ name: `irq${irq}/${irq % cpus}`, kind: "irq", cpu: irq % cpus });
  if (hasNmi) contexts.push({ name: "nmi/0", kind: "nmi", cpu: 0 });
  contexts.push(
    { name: "offloader", kind: "offloader", cpu: -1 },
    { name: "exclusive", kind: "exclusive", cpu: -1 },
  );
  if (hasPanic) contexts.push({ name: "panic/0", kind: "panic", cpu: 0 });
  return contexts;
}

/** What the core does not keep itself. */
interface Surroundings {
  readonly at: number[];
  readonly left: number[];
  isAsleep: boolean;
  isWoken: boolean;
  isPanicking: boolean;
  printed: number;
  recordsWhileWaiting: number;
  broken: string;
}

const MESSAGE: Site = [INFO, "", (record) => record[VALUES] as string];

class BatonState implements State, Port {
  readonly name = "model";
  readonly dueMs = 1;
  private readonly model: BatonModel;
  private readonly console: Console;
  private readonly around: Surroundings;

  constructor(model: BatonModel, console: Console, around: Surroundings) {
    this.model = model;
    this.console = { ...copy(console), ring: copy(console.ring), port: this };
    this.around = copy(around);
  }

  clone(): State {
    return new BatonState(this.model, this.console, this.around);
  }

  key(): string {
    const { owner, waiter, priority, isUnsafe, text, offset, cursor, isRecord, ring } = this.console;
    const { at, left, ...rest } = this.around;
    return `${owner}${waiter}${priority}${isUnsafe}${isRecord}${cursor}/${ring.nextSeq}/${text.length}.${offset}/${at}/${left}/${Object.values(rest)}`;
  }

  isEnabled(actor: number): boolean {
    const { kind } = this.model.contexts[actor]!;
    const { at, isAsleep, isPanicking } = this.around;
    if (at[actor] === OVER || (isPanicking && kind !== "panic")) return false;
    if (kind === "offloader") return !isAsleep;
    if (kind === "exclusive") return at[actor] === FIRST || this.console.owner === LOCKER;
    return this.hasCpu(actor);
  }

  describe(actor: number): string {
    const { kind } = this.model.contexts[actor]!;
    const at = this.around.at[actor];
    if (kind === "offloader")
      return at === FIRST ? `steps (owner ${this.console.owner})` : "goes to sleep, unless woken";
    if (kind === "exclusive") return at === FIRST ? "asks for the console" : "gives the console back";
    if (kind === "panic") return at === FIRST ? "panics and seizes the console" : "writes a step";
    return (at === FIRST) === this.model.options.wakesBeforeStoring
      ? "wakes the offloader"
      : "stores a record";
  }

  footprint(actor: number): Footprint {
    const { kind, cpu } = this.model.contexts[actor]!;
    if (kind === "panic") return { reads: EVERYTHING, writes: EVERYTHING };
    if (kind === "exclusive") return { reads: CONSOLE, writes: CONSOLE | OFFLOADER };
    if (kind === "offloader") {
      const touched = this.around.at[actor] === FIRST ? RING | CONSOLE | OFFLOADER : OFFLOADER;
      return { reads: touched, writes: touched };
    }
    // Whether a record is stored without anybody coming for it is asked after each step.
    const touched = RING | OFFLOADER | (FIRST_CPU << cpu);
    return { reads: touched, writes: touched };
  }

  step(actor: number): void {
    const { kind } = this.model.contexts[actor]!;
    if (kind === "offloader") this.stepOffloader(actor);
    else if (kind === "exclusive") this.stepExclusive(actor);
    else if (kind === "panic") this.stepPanic(actor);
    else this.stepLogger(actor);
  }

  violation(): string | undefined {
    const { broken, recordsWhileWaiting, isPanicking } = this.around;
    const { console } = this;
    if (broken !== "") return broken;
    if (console.waiter !== NOBODY && console.owner === NOBODY) return "H1: a waiter has an owner to wait for";
    if (recordsWhileWaiting > 1) return "H3: the waiter waits for at most one record";
    if (isPanicking && console.owner !== PANICKER && console.owner !== NOBODY) return "one owner";
    if (isPanicking && console.waiter !== NOBODY) return "nobody waits for a stopped CPU";
    if (!isPanicking && this.isAbandoned)
      return "H4: whoever returns without printing leaves somebody who will look";
    return undefined;
  }

  violationAtEnd(): string | undefined {
    const { owner, ring, cursor } = this.console;
    if (cursor < ring.nextSeq || this.around.printed < ring.nextSeq) return "eventually flushed";
    if (owner !== NOBODY) return "H5: the lock is never lost in a handoff";
    return undefined;
  }

  // The port: a record goes out in pieces, and is seen when its last one has.

  write(text: string, offset: number): number {
    const count = Math.min(Math.ceil(text.length / PIECES), text.length - offset);
    if (offset + count === text.length) this.seen(text);
    return count;
  }

  writeAtomic(text: string): void {
    this.seen(text);
  }

  private seen(text: string): void {
    const { around } = this;
    const seq = Number(/#(\d+)/.exec(text)?.[1]);
    if (seq !== around.printed) around.broken = "every record once and in order";
    around.printed++;
    if (this.console.waiter !== NOBODY) around.recordsWhileWaiting++;
  }

  private stepLogger(actor: number): void {
    const { at, left } = this.around;
    const isFirst = at[actor] === FIRST;
    if (isFirst === this.model.options.wakesBeforeStoring) this.wake();
    else this.storeRecord();
    if (isFirst) at[actor] = SECOND;
    else at[actor] = --left[actor]! > 0 ? FIRST : OVER;
  }

  private storeRecord(): void {
    const { ring } = this.console;
    store(ring, 0, MESSAGE, `#${ring.nextSeq}`);
  }

  private wake(): void {
    if (this.around.isAsleep) this.around.isAsleep = false;
    else this.around.isWoken = true;
  }

  /** One step of the core, or the end of a turn. */
  private stepOffloader(actor: number): void {
    const { around } = this;
    if (around.at[actor] === FIRST) {
      const end = step(this.console, WRITER, NORMAL);
      if (end === DONE || end === REFUSED) around.at[actor] = SECOND;
      return;
    }
    around.at[actor] = FIRST;
    if (!around.isWoken) around.isAsleep = true;
    around.isWoken = false;
  }

  private stepExclusive(actor: number): void {
    const { around } = this;
    const { console } = this;
    if (around.at[actor] === SECOND) {
      release(console, LOCKER);
      this.wake();
      around.at[actor] = OVER;
    } else if (acquire(console, LOCKER, NORMAL) || tryWait(console, LOCKER)) {
      around.recordsWhileWaiting = 0;
      around.at[actor] = SECOND;
    }
  }

  private stepPanic(actor: number): void {
    const { around } = this;
    if (around.at[actor] === FIRST) {
      around.isPanicking = true;
      this.storeRecord();
      seize(this.console, PANICKER);
      replay(this.console);
      around.at[actor] = SECOND;
      return;
    }
    const end = step(this.console, PANICKER, PANICKING);
    if (end === DONE) around.at[actor] = OVER;
  }

  /** Records are pending, and nobody is on his way to them. */
  private get isAbandoned(): boolean {
    const { isAsleep, at } = this.around;
    const { owner, ring, cursor } = this.console;
    if (!isAsleep || cursor >= ring.nextSeq || owner !== NOBODY) return false;
    return !this.model.contexts.some(({ kind }, actor) => kind !== "offloader" && at[actor] === SECOND);
  }

  /** Whether no context of the same or a higher rank is in the middle of something on the actor's CPU. */
  private hasCpu(actor: number): boolean {
    const { cpu, kind } = this.model.contexts[actor]!;
    return !this.model.contexts.some(
      (other, index) =>
        index !== actor &&
        other.cpu === cpu &&
        RANK[other.kind] >= RANK[kind] &&
        this.around.at[index] === SECOND,
    );
  }
}

/** A copy that shares no array with the original. */
function copy<Value extends object>(value: Value): Value {
  const copied = { ...value } as Record<string, unknown>;
  for (const key in copied) if (Array.isArray(copied[key])) copied[key] = copied[key].slice();
  return copied as Value;
}
