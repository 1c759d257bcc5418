/**
 * A simulated board that does what a test calls for, each time with interrupts or a death at chosen statements, and
 * tells what left it. It is used again and again, since a start costs ten times as much as a run; what a run added is
 * checked for itself.
 */
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import type { Injection } from "../../host/sim/interpreter.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import type { Books } from "../support/start-firmware.ts";

/** The ring is so small that a dozen records run over it. */
export const proofFacts: Board = { ...rp2040Pico, logRecords: 8 };
/** The console of the applications; the prompt, with what it says of deaths, is elsewhere. */
const DEVICE = "Serial2";
/** Three times what the longest run needs: a dozen records, and a task found dead on the way. */
const REST_MS = 1000;
/** Longer than a panic that died may take to reset the board. */
export const RESET_MS = 3000;

/** Something that happens right before a statement, counted from the start of the run. */
export type Event =
  /** An interrupt runs a function of the application. */
  | { readonly at: number; readonly irq: string }
  /** What runs ends without `catch` and without `finally`, as on stack overflow. */
  | { readonly at: number; readonly dies: true };

/** What a run added. */
export interface Outcome {
  /** What left the board. */
  readonly wire: string;
  /** Records were numbered from `first` up to, but not including, `end`. */
  readonly first: number;
  readonly end: number;
  readonly before: Books;
  readonly after: Books;
  /** Who had the console when all was quiet; 0 is nobody. */
  readonly owner: number;
  /** Whether a panic began and the board has not been reset since. */
  readonly isPanicking: boolean;
  readonly restarts: number;
  readonly statements: number;
}

export class ProofBoard {
  private readonly board = new SimulatedBoard(proofFacts);
  private wire = "";

  /** Statements that a start takes. */
  readonly startStatements: number;

  /** @param code - the bundle, as it is flashed. */
  constructor(
    code: string,
    private readonly restMs = REST_MS,
  ) {
    this.board.uart(DEVICE).onByte((byte) => {
      this.wire += String.fromCharCode(byte);
    });
    this.board.load(code);
    this.board.runFor(REST_MS);
    this.startStatements = this.board.statements;
    // The ring is full of records that have numbers, and the formats are learnt, as after each run.
    this.board.evaluate("flood()");
    this.board.runFor(REST_MS);
  }

  /**
   * Calls functions of the application, those of one step one right behind the other, and waits after each step until
   * all is quiet. Events belong to the first step.
   */
  run(steps: readonly (readonly string[])[], events: readonly Event[] = []): Outcome {
    const { board } = this;
    const { said: first, books: before } = this.state();
    const { statements: start, restarts } = board;
    this.wire = "";
    for (const event of events) board.injectAt(start + event.at, this.injection(event));
    for (const calls of steps) {
      for (const name of calls) board.evaluate(`${name}()`);
      board.runFor(this.restMs);
      this.pass(start + Math.max(...events.map(({ at }) => at)));
    }
    const { said: end, books: after, owner, isPanicking } = this.state();
    const statements = board.statements - start;
    return {
      wire: this.wire,
      first,
      end,
      before,
      after,
      owner,
      isPanicking,
      statements,
      restarts: board.restarts - restarts,
    };
  }

  private injection(event: Event): Injection {
    if ("dies" in event) return { kind: "abort", why: "stack-overflow" };
    return { kind: "exec", fn: () => this.board.global[event.irq]?.() };
  }

  private state(): { said: number; books: Books; owner: number; isPanicking: boolean } {
    return this.board.observe((global) => ({
      said: global.said(),
      books: global.printkStats(),
      owner: global.owner(),
      isPanicking: global.isPanicking(),
    }));
  }

  /** Has an event that came too late happen before statements without meaning. */
  private pass(statement: number): void {
    if (this.board.statements > statement) return;
    while (this.board.statements <= statement) this.board.evaluate("0;0;0;0;0;0;0;0");
    this.board.runFor(this.restMs);
  }
}
