import type { Footprint, Model, State } from "./model.ts";

/** What of a kernel scheme is modelled, and which of its historical mistakes it has. */
export interface KernelOptions {
  readonly cpus: number;
  /** Messages each CPU's task logs. */
  readonly records: number;
  readonly irqs: number;
  readonly hasNmi: boolean;
  readonly hasPanic: boolean;
  /** A task that sleeps for the console lock. */
  readonly hasSleeper: boolean;
  /** A thread that relieves an interrupt after one record. */
  readonly hasThread: boolean;
  readonly handsOff: boolean;
  readonly isFair: boolean;
  readonly spinsInPanic: boolean;
  readonly rechecks: boolean;
  /** v3 as first posted: `while (!waiter)` where `while (waiter)` was meant. */
  readonly hasV3Polarity: boolean;
  readonly upsOnHandoff: boolean;
  readonly wakesOnSameCpu: boolean;
}

/** Where a context is in printk() and console_unlock(). Each is one atomic step. */
enum Pc {
  Idle,
  Store,
  TryLock,
  Decide,
  Spin,
  Look,
  Enable,
  WriteBegin,
  WriteEnd,
  Check,
  Release,
  Up,
  Recheck,
  Retry,
  Done,
  /** The sleeper: down(), asleep, and the lock granted. */
  Down,
  Asleep,
  /** The thread: waiting to be woken, looking for work. */
  ThreadAsleep,
  ThreadLook,
  /** The panic: stop the others; print whatever the lock says. */
  StopOthers,
  FlushBegin,
  FlushEnd,
}

const NAMES: Record<Pc, string> = {
  [Pc.Idle]: "begins",
  [Pc.Store]: "stores a record",
  [Pc.TryLock]: "tries the lock",
  [Pc.Decide]: "asks whether it may wait",
  [Pc.Spin]: "stops spinning: the lock is its own",
  [Pc.Look]: "looks for a record",
  [Pc.Enable]: "masks interrupts and becomes owner",
  [Pc.WriteBegin]: "begins to write",
  [Pc.WriteEnd]: "ends writing",
  [Pc.Check]: "looks for a waiter",
  [Pc.Release]: "hands over",
  [Pc.Up]: "up()",
  [Pc.Recheck]: "looks once more",
  [Pc.Retry]: "tries the lock again",
  [Pc.Done]: "is done",
  [Pc.Down]: "down()",
  [Pc.Asleep]: "wakes with the lock",
  [Pc.ThreadAsleep]: "sleeps",
  [Pc.ThreadLook]: "looks for work",
  [Pc.StopOthers]: "panics and stops the other CPUs",
  [Pc.FlushBegin]: "flushes, ignoring the lock",
  [Pc.FlushEnd]: "ends writing",
};

type Kind = "task" | "irq" | "nmi" | "panic" | "sleeper" | "thread";

interface Actor {
  readonly name: string;
  readonly kind: Kind;
  readonly cpu: number;
  readonly records: number;
}

/** Shared variables, as bits of a footprint. The CPUs follow. */
const RING = 1;
const CURSOR = 2;
const SEM = 4;
const OWN = 8;
const LINE = 16;
const FIRST_CPU = 32;
const EVERYTHING = 0x3fff_ffff;

/** Words of the state. Each actor has four more: pc, records left, record in hand, and whether it gave up waiting. */
enum Word {
  Next,
  Cursor,
  Printed,
  SemFree,
  Owner,
  Waiter,
  Panicking,
  SleeperQueued,
  SleeperGranted,
  HandoffsWhileAsleep,
  WritesWhileSpinning,
  ThreadCpu,
  Broken,
  Count,
}
const PC = 0;
const LEFT = 1;
const RECORD = 2;
const WRITTEN = 3;
const ACTOR_WORDS = 4;

/** What can be wrong, by name; the index is kept in the state once it happened. */
const INVARIANTS = [
  "",
  "one owner",
  "H1: a waiter has an owner to wait for",
  "H2: one up() per chain",
  "H3: the waiter waits for at most one record",
  "H4: whoever returns without printing leaves somebody who will look",
  "H5: the lock is never lost in a handoff",
  "every record once and in order",
  "nobody waits for a stopped CPU",
  "bounded waiting: a sleeper gets the lock after at most one handoff",
  "bounded waiting: the woken thread can run",
  "eventually flushed",
] as const;
enum Invariant {
  None,
  OneOwner,
  H1,
  H2,
  H3,
  H4,
  H5,
  Order,
  StoppedCpu,
  Sleeper,
  Relief,
  Flushed,
}

/**
 * Legacy printing, owner and waiter, and the thread that joins them, step by step as in the kernel: `console_trylock()`,
 * `console_trylock_spinning()`, `console_unlock()`, `up()`.
 */
export class KernelModel implements Model {
  readonly options: KernelOptions;
  readonly contexts: readonly Actor[];
  readonly actors: readonly string[];

  constructor(options: KernelOptions) {
    this.options = options;
    this.contexts = contextsOf(options);
    this.actors = this.contexts.map(({ name }) => name);
  }

  start(): State {
    const words = new Int8Array(Word.Count + this.contexts.length * ACTOR_WORDS);
    words[Word.SemFree] = 1;
    words[Word.Owner] = -1;
    words[Word.ThreadCpu] = -1;
    this.contexts.forEach(({ kind, records }, actor) => {
      words[at(actor, PC)] = kind === "thread" ? Pc.ThreadAsleep : Pc.Idle;
      words[at(actor, LEFT)] = records;
    });
    return new KernelState(this, words);
  }
}

function contextsOf(options: KernelOptions): Actor[] {
  const { cpus, records, irqs } = options;
  const contexts: Actor[] = [];
  for (let cpu = 0; cpu < cpus; cpu++) contexts.push({ name: `task/${cpu}`, kind: "task", cpu, records });
  for (let irq = 0; irq < irqs; irq++)
    contexts.push({ name: `irq${irq}/${irq % cpus}`, kind: "irq", cpu: irq % cpus, records: 1 });
  if (options.hasNmi) contexts.push({ name: "nmi/0", kind: "nmi", cpu: 0, records: 1 });
  if (options.hasSleeper) contexts.push({ name: "sleeper", kind: "sleeper", cpu: -1, records: 0 });
  if (options.hasThread) contexts.push({ name: "thread", kind: "thread", cpu: -1, records: 0 });
  if (options.hasPanic) contexts.push({ name: "panic/0", kind: "panic", cpu: PANIC_CPU, records: 1 });
  return contexts;
}

const at = (actor: number, word: number): number => Word.Count + actor * ACTOR_WORDS + word;

/** The CPU that panics, where there is a panic. */
const PANIC_CPU = 0;

/** Records an owner in an interrupt prints before it wants to be relieved. */
const BUDGET_RECORDS = 1;

/** Which context interrupts which. Equal ranks exclude each other. */
const RANK: Record<Kind, number> = { task: 0, thread: 0, sleeper: 0, irq: 1, panic: 2, nmi: 3 };

/** What each step touches, besides the CPU it runs on. */
const FOOTPRINTS: Partial<Record<Pc, Footprint>> = {
  [Pc.Store]: { reads: RING, writes: RING },
  [Pc.TryLock]: { reads: SEM | OWN | RING | CURSOR, writes: SEM },
  [Pc.Decide]: { reads: SEM | OWN | RING | CURSOR, writes: OWN },
  [Pc.Spin]: { reads: OWN, writes: OWN },
  [Pc.Look]: { reads: RING | CURSOR, writes: 0 },
  [Pc.Enable]: { reads: OWN, writes: OWN },
  [Pc.WriteBegin]: { reads: CURSOR | OWN, writes: LINE },
  [Pc.WriteEnd]: { reads: CURSOR, writes: CURSOR | LINE },
  [Pc.Check]: { reads: OWN | SEM, writes: OWN },
  [Pc.Release]: { reads: OWN | SEM, writes: OWN | SEM },
  [Pc.Up]: { reads: SEM, writes: SEM },
  [Pc.Recheck]: { reads: RING | CURSOR, writes: 0 },
  [Pc.Retry]: { reads: SEM, writes: SEM },
  [Pc.Down]: { reads: SEM, writes: SEM },
  [Pc.Asleep]: { reads: SEM, writes: SEM },
};

class KernelState implements State {
  private readonly model: KernelModel;
  private readonly words: Int8Array;

  constructor(model: KernelModel, words: Int8Array) {
    this.model = model;
    this.words = words;
  }

  clone(): State {
    return new KernelState(this.model, this.words.slice());
  }

  key(): string {
    return String.fromCharCode.apply(undefined, this.words as unknown as number[]);
  }

  describe(actor: number): string {
    return NAMES[this.pc(actor)];
  }

  violation(): string | undefined {
    const broken = this.words[Word.Broken]!;
    return broken === Invariant.None ? undefined : INVARIANTS[broken];
  }

  violationAtEnd(): string | undefined {
    if (this.words[Word.SleeperQueued] === 1 && this.words[Word.Panicking] === 0)
      return INVARIANTS[Invariant.Sleeper];
    if (this.words[Word.Printed]! < this.words[Word.Next]!) return INVARIANTS[Invariant.Flushed];
    return undefined;
  }

  isEnabled(actor: number): boolean {
    const { kind } = this.model.contexts[actor]!;
    const pc = this.pc(actor);
    if (pc === Pc.Done || !this.hasCpu(actor, kind)) return false;
    if (pc === Pc.Spin) return this.model.options.hasV3Polarity === (this.words[Word.Waiter] === 1);
    if (pc === Pc.Asleep) return this.words[Word.SleeperGranted] === 1;
    if (pc === Pc.ThreadAsleep) return false;
    if (pc === Pc.ThreadLook) return !this.isPending || this.threadCanLock(actor);
    return true;
  }

  footprint(actor: number): Footprint {
    const { cpu, kind } = this.model.contexts[actor]!;
    const pc = this.pc(actor);
    if (pc === Pc.StopOthers || cpu < 0 || kind === "panic" || this.model.options.hasThread)
      return { reads: EVERYTHING, writes: EVERYTHING };
    const own = FIRST_CPU << cpu;
    const shared = FOOTPRINTS[pc] ?? { reads: 0, writes: 0 };
    return { reads: shared.reads | own, writes: shared.writes | own };
  }

  step(actor: number): void {
    const pc = this.pc(actor);
    this.goTo(actor, this.take(actor, pc));
    this.check(actor, pc);
  }

  /** Does what the step does. @returns where the actor is afterwards. */
  private take(actor: number, pc: Pc): Pc {
    const { words } = this;
    const { options, contexts } = this.model;
    const { kind } = contexts[actor]!;
    switch (pc) {
      case Pc.Idle:
        return kind === "panic" ? Pc.StopOthers : kind === "sleeper" ? Pc.Down : Pc.Store;
      case Pc.Store:
        words[Word.Next]!++;
        words[at(actor, LEFT)]!--;
        return Pc.TryLock;
      case Pc.TryLock:
        if (this.takeSem()) return Pc.Look;
        return options.handsOff && kind !== "nmi" ? Pc.Decide : this.leave(actor);
      case Pc.Decide:
        if (!this.mayWait(actor)) return this.leave(actor);
        words[Word.Waiter] = 1;
        words[Word.WritesWhileSpinning] = 0;
        return Pc.Spin;
      case Pc.Spin:
        return Pc.Look;
      case Pc.Look:
        return this.isPending ? Pc.Enable : Pc.Up;
      case Pc.Enable:
        words[Word.Owner] = actor;
        return Pc.WriteBegin;
      case Pc.WriteBegin:
        return this.beginWriting(actor, Pc.WriteEnd);
      case Pc.WriteEnd:
        return this.endWriting(actor, options.handsOff ? Pc.Check : this.afterRecord(actor));
      case Pc.Check:
        words[Word.Owner] = -1;
        return words[Word.Waiter] === 1 ? Pc.Release : this.afterRecord(actor);
      case Pc.Release:
        words[Word.Waiter] = 0;
        if (words[Word.SleeperQueued] === 1) words[Word.HandoffsWhileAsleep]!++;
        if (options.upsOnHandoff) this.up();
        return this.leave(actor);
      case Pc.Up:
        this.up();
        return options.rechecks ? Pc.Recheck : this.leave(actor);
      case Pc.Recheck:
        return this.isPending ? Pc.Retry : this.leave(actor);
      case Pc.Retry:
        return this.takeSem() ? Pc.Look : this.leave(actor);
      case Pc.Down:
        if (this.takeSem()) return Pc.Look;
        words[Word.SleeperQueued] = 1;
        return Pc.Asleep;
      case Pc.Asleep:
        words[Word.SleeperGranted] = 0;
        return Pc.Look;
      case Pc.ThreadLook:
        return this.isPending ? Pc.TryLock : Pc.ThreadAsleep;
      case Pc.StopOthers:
        words[Word.Panicking] = 1;
        return Pc.Store;
      case Pc.FlushBegin:
        return this.isPending ? this.beginWriting(actor, Pc.FlushEnd) : Pc.Done;
      case Pc.FlushEnd:
        return this.endWriting(actor, Pc.FlushBegin);
      default:
        throw new Error(`actor ${actor} has no step at ${NAMES[pc]}`);
    }
  }

  private takeSem(): boolean {
    if (this.words[Word.SemFree] === 0) return false;
    this.words[Word.SemFree] = 0;
    return true;
  }

  /** `up()` with a sleeper gives the lock to the sleeper. */
  private up(): void {
    const { words } = this;
    if (words[Word.SemFree] === 1) this.breaks(Invariant.H2);
    if (words[Word.SleeperQueued] === 0) {
      words[Word.SemFree] = 1;
      return;
    }
    words[Word.SleeperQueued] = 0;
    words[Word.SleeperGranted] = 1;
  }

  private mayWait(actor: number): boolean {
    const { words } = this;
    const { spinsInPanic, isFair } = this.model.options;
    if (words[Word.Panicking] === 1 && !spinsInPanic) return false;
    if (isFair && words[Word.SleeperQueued] === 1) return false;
    return words[Word.Waiter] === 0 && words[Word.Owner] !== -1 && words[Word.Owner] !== actor;
  }

  private threadCanLock(actor: number): boolean {
    return this.words[Word.SemFree] === 1 || this.mayWait(actor);
  }

  private beginWriting(actor: number, next: Pc): Pc {
    const { words } = this;
    words[at(actor, RECORD)] = words[Word.Cursor]!;
    if (words[Word.Waiter] === 1) words[Word.WritesWhileSpinning]!++;
    return next;
  }

  private endWriting(actor: number, next: Pc): Pc {
    const { words } = this;
    const record = words[at(actor, RECORD)]!;
    if (record !== words[Word.Printed]) this.breaks(Invariant.Order);
    words[Word.Printed]!++;
    words[Word.Cursor] = record + 1;
    words[at(actor, RECORD)] = 0;
    if (this.model.options.hasThread && words[at(actor, WRITTEN)]! < 2) words[at(actor, WRITTEN)]!++;
    return next;
  }

  /** The owner goes on, unless fairness or the budget says otherwise. */
  private afterRecord(actor: number): Pc {
    const { words } = this;
    const { isFair, hasThread } = this.model.options;
    if (isFair && words[Word.SleeperQueued] === 1) return Pc.Up;
    const isOverBudget = words[at(actor, WRITTEN)]! >= BUDGET_RECORDS;
    if (hasThread && isOverBudget && this.model.contexts[actor]!.kind === "irq" && this.isPending)
      this.wakeThread(actor);
    return Pc.Look;
  }

  private wakeThread(waker: number): void {
    const { contexts, options } = this.model;
    const thread = contexts.findIndex(({ kind }) => kind === "thread");
    if (this.pc(thread) !== Pc.ThreadAsleep) return;
    const { cpu } = contexts[waker]!;
    this.words[Word.ThreadCpu] = options.wakesOnSameCpu ? cpu : (cpu + 1) % options.cpus;
    this.goTo(thread, Pc.ThreadLook);
  }

  /** The end of a printk, or of a round of the thread. */
  private leave(actor: number): Pc {
    const { kind } = this.model.contexts[actor]!;
    this.words[at(actor, WRITTEN)] = 0;
    if (kind === "panic") return Pc.FlushBegin;
    if (kind === "thread") return Pc.ThreadLook;
    if (this.words[at(actor, LEFT)]! > 0) return Pc.Store;
    return Pc.Done;
  }

  private check(actor: number, pc: Pc): void {
    const { words } = this;
    const isAlive = words[Word.Panicking] === 0;
    if (isAlive && this.ownerCount() > 1) this.breaks(Invariant.OneOwner);
    if (words[Word.SemFree] === 1 && isAlive && this.ownerCount() > 0) this.breaks(Invariant.H2);
    if (isAlive && !this.hasReasonToWait()) this.breaks(Invariant.H1);
    if (isAlive && words[Word.WritesWhileSpinning]! > 1) this.breaks(Invariant.H3);
    if (isAlive && words[Word.SemFree] === 0 && !this.isLockInHands()) this.breaks(Invariant.H5);
    if (words[Word.HandoffsWhileAsleep]! > 1) this.breaks(Invariant.Sleeper);
    if (this.waitsForStopped()) this.breaks(Invariant.StoppedCpu);
    if (isAlive && (pc === Pc.TryLock || pc === Pc.Decide) && this.pc(actor) !== Pc.Look)
      this.checkObligation(actor);
    if (this.model.options.hasThread && this.isReliefStuck()) this.breaks(Invariant.Relief);
  }

  /** H4: asked when `actor` has just given up, with its record stored. */
  private checkObligation(actor: number): void {
    const pc = this.pc(actor);
    if (pc === Pc.Decide || pc === Pc.Spin || !this.isPending || this.words[Word.SleeperGranted] === 1)
      return;
    const isCommitted = this.model.contexts.some((_, other) => {
      const at = this.pc(other);
      return (
        other !== actor && ((at >= Pc.Spin && at <= Pc.Retry) || at === Pc.ThreadLook || at === Pc.TryLock)
      );
    });
    if (!isCommitted) this.breaks(Invariant.H4);
  }

  private ownerCount(): number {
    let count = 0;
    for (let actor = 0; actor < this.model.contexts.length; actor++) {
      const pc = this.pc(actor);
      if (pc >= Pc.Look && pc <= Pc.Up) count++;
    }
    return count;
  }

  private hasReasonToWait(): boolean {
    if (this.words[Word.Waiter] === 0 || this.words[Word.Owner] !== -1) return true;
    return this.model.contexts.some((_, actor) => this.pc(actor) === Pc.Release);
  }

  private isLockInHands(): boolean {
    if (this.words[Word.SleeperGranted] === 1 || this.ownerCount() > 0) return true;
    return this.model.contexts.some((_, actor) => this.pc(actor) === Pc.Spin);
  }

  private waitsForStopped(): boolean {
    if (this.words[Word.Panicking] === 0 || this.words[Word.Waiter] === 0) return false;
    const { contexts } = this.model;
    const isSpinning = contexts.some(({ cpu }, actor) => cpu === PANIC_CPU && this.pc(actor) === Pc.Spin);
    return isSpinning && contexts.every(({ cpu }, actor) => cpu !== PANIC_CPU || !this.isInWindow(actor));
  }

  private isInWindow(actor: number): boolean {
    const pc = this.pc(actor);
    return pc >= Pc.WriteBegin && pc <= Pc.Release;
  }

  /** The thread waits on the run queue of the very context it was woken to relieve. */
  private isReliefStuck(): boolean {
    const { contexts } = this.model;
    const cpu = this.words[Word.ThreadCpu];
    const thread = contexts.findIndex(({ kind }) => kind === "thread");
    if (this.pc(thread) !== Pc.ThreadLook) return false;
    return contexts.some(
      (context, actor) =>
        context.kind === "irq" &&
        context.cpu === cpu &&
        this.pc(actor) >= Pc.Look &&
        this.pc(actor) <= Pc.Check,
    );
  }

  /** Whether the actor is what its CPU runs, or could begin to be. */
  private hasCpu(actor: number, kind: Kind): boolean {
    const { contexts } = this.model;
    const pc = this.pc(actor);
    const cpu = kind === "thread" ? this.words[Word.ThreadCpu]! : contexts[actor]!.cpu;
    if (this.words[Word.Panicking] === 1 && kind !== "panic") return false;
    if (kind === "sleeper") return true;
    for (let other = 0; other < contexts.length; other++)
      if (other !== actor && this.cpuOf(other) === cpu && this.blocks(other, kind, pc)) return false;
    return true;
  }

  /** Whether `other`, on the same CPU, keeps a context of this kind from running. */
  private blocks(other: number, kind: Kind, pc: Pc): boolean {
    const otherKind = this.model.contexts[other]!.kind;
    if (RANK[otherKind] >= RANK[kind]) return this.isActive(other);
    const isArriving = pc === Pc.Idle ? kind !== "nmi" : kind === "nmi" && pc === Pc.TryLock;
    return isArriving && this.masksInterrupts(other);
  }

  /** Whether a context is on its CPU and can be interrupted, but not scheduled out. */
  private isActive(other: number): boolean {
    const pc = this.pc(other);
    if (pc === Pc.Idle || pc === Pc.Done || pc === Pc.ThreadAsleep || pc === Pc.ThreadLook) return false;
    const { kind } = this.model.contexts[other]!;
    if (kind === "nmi") return pc !== Pc.TryLock;
    return kind !== "task" || pc !== Pc.Store;
  }

  private masksInterrupts(other: number): boolean {
    const pc = this.pc(other);
    return pc === Pc.Spin || (pc >= Pc.WriteBegin && pc <= Pc.Release);
  }

  private cpuOf(actor: number): number {
    const { kind, cpu } = this.model.contexts[actor]!;
    return kind === "thread" ? this.words[Word.ThreadCpu]! : cpu;
  }

  private get isPending(): boolean {
    return this.words[Word.Cursor]! < this.words[Word.Next]!;
  }

  private pc(actor: number): Pc {
    return this.words[at(actor, PC)]!;
  }

  private goTo(actor: number, pc: Pc): void {
    this.words[at(actor, PC)] = pc;
  }

  private breaks(invariant: Invariant): void {
    this.words[Word.Broken] ||= invariant;
  }
}
