/**
 * Espruino's promises. They are not microtasks: resolving is a queued call, and so is every reaction, after the
 * timers of the same turn. There is no `finally`, `race`, `any` or `allSettled`.
 *
 * Source: src/jswrap_promise.c.
 */
import { ExecutionAborted } from "../abort.ts";
import type { Runtime } from "../runtime.ts";
import { textOf } from "./numbers.ts";

type State = "pending" | "fulfilled" | "rejected";
type Settle = (value: unknown) => void;

interface Reaction {
  readonly onFulfilled?: unknown;
  readonly onRejected?: unknown;
  readonly next: Settlement;
}

interface Settlement {
  readonly resolve: Settle;
  readonly reject: Settle;
}

/** @returns the constructor for the global scope. */
export function definePromise(runtime: Runtime): unknown {
  const { realm } = runtime.interpreter;
  const promises = new WeakMap<object, PromiseState>();

  class PromiseState {
    private state: State = "pending";
    private value: unknown;
    private reactions: Reaction[] = [];

    add(reaction: Reaction): void {
      if (this.state === "pending") this.reactions.push(reaction);
      else this.react(reaction);
    }

    /** What settles the promise, whichever comes first and once. */
    settlement(): Settlement {
      let isDone = false;
      const once = (settle: Settle) => (value: unknown) => {
        if (isDone) return;
        isDone = true;
        settle(value);
      };
      return {
        resolve: once((value) => this.resolve(value)),
        reject: once((value) => this.seal("rejected", value)),
      };
    }

    private resolve(value: unknown): void {
      const then = typeof value === "object" && value !== null && (value as { then?: unknown }).then;
      const { resolve, reject } = this.settlement();
      if (typeof then === "function") attempt(() => then.call(value, resolve, reject), reject);
      else this.seal("fulfilled", value);
    }

    private seal(state: State, value: unknown): void {
      this.state = state;
      this.value = value;
      if (state === "rejected" && this.reactions.length === 0)
        throw realm.error("Error", `Unhandled promise rejection: ${textOf(value)}`);
      for (const reaction of this.reactions) this.react(reaction);
      this.reactions = [];
    }

    private react({ onFulfilled, onRejected, next }: Reaction): void {
      const { state, value } = this;
      const callback = state === "fulfilled" ? onFulfilled : onRejected;
      runtime.enqueue(() => {
        if (typeof callback === "function") attempt(() => next.resolve(callback(value)), next.reject);
        else if (state === "fulfilled") next.resolve(value);
        else next.reject(value);
      });
    }
  }

  function PromiseConstructor(executor: (resolve: Settle, reject: Settle) => void): object {
    if (typeof executor !== "function")
      throw realm.error("Error", "Function required in promise constructor");
    const { promise, settlement } = create();
    const { resolve, reject } = queued(settlement);
    attempt(() => executor(resolve, reject), reject);
    return promise;
  }

  function create(): { promise: object; settlement: Settlement } {
    const promise = realm.intrinsics.Object.create(PromiseConstructor.prototype);
    const state = new PromiseState();
    promises.set(promise, state);
    return { promise, settlement: state.settlement() };
  }

  function chain(promise: object, onFulfilled: unknown, onRejected: unknown): object {
    const next = create();
    promises.get(promise)!.add({ onFulfilled, onRejected, next: next.settlement });
    return next.promise;
  }

  /** Settles in the phase for queued calls. */
  function queued({ resolve, reject }: Settlement): Settlement {
    return {
      resolve: (value) => runtime.enqueue(() => resolve(value)),
      reject: (value) => runtime.enqueue(() => reject(value)),
    };
  }

  function settled(how: keyof Settlement, value: unknown): object {
    const { promise, settlement } = create();
    queued(settlement)[how](value);
    return promise;
  }

  function all(items: readonly unknown[]): object {
    const { promise, settlement } = create();
    const values: unknown[] = realm.array(items);
    let missing = items.length;
    if (missing === 0) queued(settlement).resolve(values);
    items.forEach((item, index) => {
      const isPromise = typeof item === "object" && item !== null && promises.has(item);
      const done = (value: unknown) => {
        values[index] = value;
        if (--missing === 0) settlement.resolve(values);
      };
      if (isPromise) chain(item, done, settlement.reject);
      else runtime.enqueue(() => done(item));
    });
    return promise;
  }

  const methods = {
    catch(this: object, onRejected: unknown) {
      return chain(this, undefined, onRejected);
    },
    // biome-ignore lint/suspicious/noThenProperty: this is the prototype of all promises.
    then(this: object, onFulfilled: unknown, onRejected?: unknown) {
      return chain(this, onFulfilled, onRejected);
    },
  };
  return Object.assign(PromiseConstructor, {
    resolve: (value: unknown) => settled("resolve", value),
    reject: (value: unknown) => settled("reject", value),
    all,
    prototype: realm.object(methods),
  });
}

/** An abort is no exception: nothing catches it. */
function attempt(run: () => void, onError: Settle): void {
  try {
    run();
  } catch (error) {
    if (error instanceof ExecutionAborted) throw error;
    onError(error);
  }
}
