/**
 * A small model of a scheme, cut into its atomic steps. The explorer runs the steps of its actors in every order;
 * everything that could make a difference later is in the state.
 */
export interface Model {
  /** Contexts that take steps: tasks, interrupts, threads. At most 30. */
  readonly actors: readonly string[];
  start(): State;
}

export interface State {
  clone(): State;
  /** Two states with the same key behave the same from here on. */
  key(): string;
  isEnabled(actor: number): boolean;
  /** Takes the actor's next step. It must be enabled. */
  step(actor: number): void;
  /** What the actor's next step reads and writes. */
  footprint(actor: number): Footprint;
  /** What the actor's next step does, for people. */
  describe(actor: number): string;
  /** The name of an invariant that does not hold here. */
  violation(): string | undefined;
  /** The same for a state in which no actor can go on. */
  violationAtEnd(): string | undefined;
}

/** Sets of shared variables, one bit each. */
export interface Footprint {
  readonly reads: number;
  readonly writes: number;
}

export function areDependent(a: Footprint, b: Footprint): boolean {
  return (a.writes & (b.reads | b.writes)) !== 0 || (b.writes & a.reads) !== 0;
}
