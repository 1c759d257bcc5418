/**
 * Runs instrumented JavaScript in a global scope of its own, and knows at every statement what a chip would know: how
 * much time has passed, what interrupts, how deep the stack is, whether it is time to give up.
 */
import type vm from "node:vm";
import { plainText } from "../bundle/pretokenise.ts";
import { type AbortReason, ExecutionAborted } from "./abort.ts";
import { compile, instrumented } from "./compile.ts";
import { joinCosts } from "./costs.ts";
import { numberText } from "./globals/numbers.ts";
import type { Hardware } from "./hardware.ts";
import { stackDepthMax } from "./limits.ts";
import { Realm } from "./realm.ts";

/** What a test has happen right before one statement. */
export type Injection =
  | { readonly kind: "exec"; readonly fn: () => void }
  | { readonly kind: "abort"; readonly why: AbortReason };

/** Arrays of the boot code that somebody wants to be told of whenever one is made, by where they begin in it. */
export interface Watched {
  readonly offsets: readonly number[];
  /** @param nowUs - the time on the board. */
  readonly onMade: (offset: number, nowUs: number) => void;
}

/** JavaScript that has not come back after so much virtual time never will. */
const STUCK_AFTER_US = 30e6;
const NEVER = -1;

export class Interpreter {
  readonly realm: Realm;
  /** Statements run so far: the number that `inject` takes is the one of the next. */
  statements = 0;
  /** A callback was aborted, and nobody has reported it. */
  isInterrupted = false;
  /** What was thrown and not caught, and nobody has reported. */
  exception?: { readonly value: unknown };
  /** Ctrl-C came in. */
  hasCtrlC = false;
  /** Runs what the EXEC timers ask for. Set by the runtime. */
  runExec: (calls: readonly (() => void)[]) => void = () => {};
  /** Called when memory is exhausted. Set by the runtime. */
  onOutOfMemory: () => void = () => {};
  private depth = 0;
  private readonly depthMax: number;
  private isAborting = false;
  private nextInjection = NEVER;
  private readonly injections = new Map<number, Injection[]>();
  private stuckUs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly hardware: Hardware,
    firstStatement: number,
    private readonly watched?: Watched,
  ) {
    this.statements = firstStatement;
    this.depthMax = stackDepthMax(hardware.board);
    this.realm = new Realm(hardware.board, this.hooks(), () => this.abort("out-of-memory"));
  }

  /** Runs a program in the global scope. @returns the value of its last statement. */
  evaluate(source: string, name: string): unknown {
    const code = plainText(source);
    const script = this.compiled(code.text, name);
    const isStored = this.hardware.storage.read(name) === source;
    this.realm.programs.set(name, {
      code,
      instrumented: instrumented(code.text, this.hardware.scale, this.watchedIn(name)),
      file: isStored ? name : "",
    });
    return this.realm.run(script);
  }

  /**
   * Enters JavaScript from outside. What it throws is kept in `exception`; an abort leaves `isInterrupted`.
   *
   * @returns its value, `undefined` when it did not end by itself.
   */
  enter<T>(run: () => T): T | undefined {
    const { depth, stuckUs } = this;
    if (stuckUs === Number.POSITIVE_INFINITY) this.stuckUs = this.hardware.clock.nowUs + STUCK_AFTER_US;
    try {
      return run();
    } catch (error) {
      this.note(error);
      return undefined;
    } finally {
      this.depth = depth;
      this.stuckUs = stuckUs;
    }
  }

  /** Runs JavaScript outside of time: nothing can interrupt it, and the clock stands. */
  frozen<T>(run: () => T): T {
    const { clock, execTimers } = this.hardware;
    const { nowUs } = clock;
    const { isPending } = execTimers;
    const { statements, hasCtrlC } = this;
    clock.nowUs = Number.NEGATIVE_INFINITY;
    this.statements = Number.NEGATIVE_INFINITY;
    execTimers.isPending = false;
    this.hasCtrlC = false;
    try {
      return run();
    } finally {
      clock.nowUs = nowUs;
      execTimers.isPending = isPending;
      this.statements = statements;
      this.hasCtrlC = hasCtrlC;
    }
  }

  /** Has something happen right before the statement of that number. */
  inject(statement: number, injection: Injection): void {
    this.injections.set(statement, [...(this.injections.get(statement) ?? []), injection]);
    this.nextInjection = this.firstInjection();
  }

  abort(why: AbortReason): never {
    this.isAborting = true;
    throw new ExecutionAborted(why);
  }

  private compiled(source: string, name: string): vm.Script {
    try {
      return compile(source, this.hardware.scale, name, this.watchedIn(name));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw this.realm.error("SyntaxError", error.message);
    }
  }

  private watchedIn(name: string): readonly number[] {
    return name === ".bootcde" ? (this.watched?.offsets ?? []) : [];
  }

  /** The functions that instrumented code calls; see `instrument`. */
  private hooks(): Record<string, (value: never) => unknown> {
    const { clock, execTimers } = this.hardware;
    return {
      sim$s: (us: number) => {
        if (
          clock.nowUs >= clock.nextUs ||
          execTimers.isPending ||
          this.hasCtrlC ||
          this.statements === this.nextInjection
        )
          this.attend();
        this.statements++;
        clock.nowUs += us;
      },
      sim$c: (us: number) => {
        clock.nowUs += us;
      },
      sim$e: () => {
        if (++this.depth > this.depthMax) this.abort("stack-overflow");
      },
      sim$l: () => {
        this.depth--;
      },
      sim$a: (error: unknown) => {
        if (this.isAborting) throw error;
        if (isNativeOverflow(error)) this.abort("stack-overflow");
      },
      sim$f: () => !this.isAborting,
      sim$g: (value: unknown) => {
        if (typeof value !== "string") return value;
        if (value.length > this.realm.bytesMax) this.abort("out-of-memory");
        this.hardware.spend(joinCosts.join + value.length * joinCosts.char);
        return value;
      },
      sim$w: (target: { length?: number }) => {
        if (target && (target.length as number) > this.realm.bytesMax) this.abort("out-of-memory");
        return target;
      },
      sim$i: (source: unknown) => (typeof source === "string" ? this.instrumented(source) : source),
      sim$n: (value: unknown) => (typeof value === "number" ? numberText(value) : value),
      sim$k: (offset: number) => this.watched?.onMade(offset, clock.nowUs),
    };
  }

  private instrumented(source: string): string {
    this.compiled(source, "eval");
    return instrumented(source, this.hardware.scale).text;
  }

  /** Something may have to happen before the statement. */
  private attend(): void {
    this.hardware.clock.runDue();
    if (this.hardware.clock.nowUs > this.stuckUs) this.abort("stuck");
    if (this.statements === this.nextInjection) this.runInjections();
    if (this.hasCtrlC) {
      this.hasCtrlC = false;
      this.abort("interrupted");
    }
    if (this.hardware.execTimers.isPending && !this.hardware.execTimers.isRunning) this.runPendingExec();
  }

  private runPendingExec(): void {
    const { events, execTimers } = this.hardware;
    execTimers.isPending = false;
    this.runExec(
      events.popExec().flatMap((id) => {
        const fn = execTimers.tasks[id]?.fn;
        return typeof fn === "function" ? [fn as () => void] : [];
      }),
    );
  }

  private runInjections(): void {
    const due = this.injections.get(this.statements) ?? [];
    this.injections.delete(this.statements);
    this.nextInjection = this.firstInjection();
    for (const injection of due) {
      if (injection.kind === "abort") this.abort(injection.why);
      else if (!this.hardware.execTimers.isRunning) this.runExec([injection.fn]);
    }
  }

  private firstInjection(): number {
    const toCome = [...this.injections.keys()].filter((statement) => statement >= this.statements);
    return toCome.length > 0 ? Math.min(...toCome) : NEVER;
  }

  private note(error: unknown): void {
    this.isAborting = false;
    if (error instanceof ExecutionAborted) this.noteAbort(error);
    else if (isNativeOverflow(error)) this.noteAbort(new ExecutionAborted("stack-overflow"));
    else this.exception = { value: error };
  }

  private noteAbort(abort: ExecutionAborted): void {
    if (abort.reason === "reboot" || abort.reason === "stuck") this.abort(abort.reason);
    this.isInterrupted = true;
    if (abort.reason === "stack-overflow") this.exception = { value: this.realm.error("Error", TOO_DEEP) };
    if (abort.reason === "out-of-memory") this.onOutOfMemory();
  }
}

const TOO_DEEP = "Too much recursion - the stack is about to overflow";

/** Node's own stack ended first. */
function isNativeOverflow(error: unknown): boolean {
  return String((error as Error)?.message).startsWith("Maximum call stack");
}
