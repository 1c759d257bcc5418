import { unknownScheme } from "../errors.ts";
import { BatonModel } from "./baton-model.ts";
import { KernelModel, type KernelOptions } from "./kernel-model.ts";
import type { Model } from "./model.ts";
import { PumpModel } from "./pump-model.ts";

/** How large a model is to be. */
export interface Size {
  readonly cpus: number;
  readonly records: number;
  readonly irqs: number;
  readonly hasNmi: boolean;
  readonly hasPanic: boolean;
}

/** A scheme, or a historical form of it, that can be explored. */
export interface Variant {
  readonly name: string;
  readonly summary: string;
  /** The mistake this form is known for; `undefined` for forms that must be without one. */
  readonly mistake?: string;
  /** What the model needs at least for the mistake to show. */
  readonly sizeMin?: Partial<Size>;
  readonly create: (size: Size) => Model;
}

const LEGACY: Omit<KernelOptions, keyof Size> = {
  hasSleeper: false,
  hasThread: false,
  handsOff: false,
  isFair: false,
  spinsInPanic: false,
  rechecks: true,
  hasV3Polarity: false,
  upsOnHandoff: false,
  wakesOnSameCpu: false,
};
const OWNER_WAITER = { ...LEGACY, handsOff: true };
const HYBRID = { ...OWNER_WAITER, hasThread: true };

const kernel =
  (options: Omit<KernelOptions, keyof Size>) =>
  (size: Size): Model =>
    new KernelModel({ ...options, ...size });

export const VARIANTS: readonly Variant[] = [
  { name: "legacy", summary: "trylock, print, up, look again", create: kernel(LEGACY) },
  {
    name: "legacy:no-recheck",
    summary: "nobody looks at the log again after up()",
    mistake: "eventually flushed",
    create: kernel({ ...LEGACY, rechecks: false }),
  },
  {
    name: "owner-waiter",
    summary: "4.16 with the panic fix of 5.18",
    create: kernel(OWNER_WAITER),
  },
  {
    name: "owner-waiter:fair",
    summary: "no handoff past a task that sleeps for the lock; with such a task",
    create: kernel({ ...OWNER_WAITER, hasSleeper: true, isFair: true }),
  },
  {
    name: "owner-waiter:v3-polarity",
    summary: "v3 as first posted: the spin loop's condition inverted, found by Vlastimil Babka",
    mistake: "one owner",
    create: kernel({ ...OWNER_WAITER, hasV3Polarity: true }),
  },
  {
    name: "owner-waiter:no-recheck",
    summary: "nobody looks at the log again after up()",
    mistake: "eventually flushed",
    create: kernel({ ...OWNER_WAITER, rechecks: false }),
  },
  {
    name: "owner-waiter:spin-in-panic",
    summary: "4.16 to 5.17: the panicking CPU waits for an owner it has stopped (F9)",
    mistake: "nobody waits for a stopped CPU",
    sizeMin: { hasPanic: true },
    create: kernel({ ...OWNER_WAITER, spinsInPanic: true }),
  },
  {
    name: "owner-waiter:starving-sleeper",
    summary: "mainline: a chain of handoffs passes a task that sleeps for the lock (F8)",
    mistake: "bounded waiting: a sleeper gets the lock after at most one handoff",
    sizeMin: { records: 2 },
    create: kernel({ ...OWNER_WAITER, hasSleeper: true }),
  },
  {
    name: "owner-waiter:up-on-handoff",
    summary: "the owner hands over and frees the lock as well",
    mistake: "H2: one up() per chain",
    create: kernel({ ...OWNER_WAITER, upsOnHandoff: true }),
  },
  {
    name: "hybrid",
    summary: "the thread becomes the waiter; it is woken on another CPU",
    sizeMin: { irqs: 1 },
    create: kernel(HYBRID),
  },
  {
    name: "hybrid:same-runqueue",
    summary: "the thread is woken on the run queue of the interrupt it should relieve (F3)",
    mistake: "bounded waiting: the woken thread can run",
    sizeMin: { irqs: 1 },
    create: kernel({ ...HYBRID, wakesOnSameCpu: true }),
  },
  {
    name: "baton",
    summary: "the shipped ring, console and lock, with an offloader and somebody who wants the console",
    create: (size) => new BatonModel({ ...size, wakesBeforeStoring: false }),
  },
  {
    name: "baton:wake-before-store",
    summary: "a planted mistake: the offloader is woken before the record is there",
    mistake: "H4: whoever returns without printing leaves somebody who will look",
    create: (size) => new BatonModel({ ...size, wakesBeforeStoring: true }),
  },
  {
    name: "pump",
    summary: "the native offloader: JavaScript, machine code in the timer's interrupt, impatience, death",
    create: (size) => new PumpModel(size),
  },
  {
    name: "pump:commit-first",
    summary: "a planted mistake: the ring's head moves before the bytes are there",
    mistake: "every byte once and in order",
    create: (size) => new PumpModel({ ...size, commitsFirst: true }),
  },
  {
    name: "pump:store-bytes",
    summary: "a planted mistake: the ring's head is stored byte by byte, as an array's word is",
    mistake: "every byte once and in order",
    create: (size) => new PumpModel({ ...size, storesBytes: true }),
  },
  {
    name: "pump:dead-waiter",
    summary: "a planted mistake: who died waiting for the UART is still given it",
    mistake: "eventually flushed",
    create: (size) => new PumpModel({ ...size, trustsWaiter: true }),
  },
  {
    name: "pump:disarm-early",
    summary: "a planted mistake: the timer is let go though there is something to write",
    mistake: "eventually flushed",
    create: (size) => new PumpModel({ ...size, disarmsEarly: true }),
  },
];

export function findVariant(name: string): Variant {
  const found = VARIANTS.find((variant) => variant.name === name);
  if (found === undefined)
    throw unknownScheme(
      name,
      VARIANTS.map((variant) => variant.name),
    );
  return found;
}
