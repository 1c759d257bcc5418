import type { Callback } from "../listeners.ts";
import type { Runtime } from "../runtime.ts";

/** `on`, `emit` and `removeListener`, which every object has. Source: src/jswrap_object.c. */
export function eventGlobals(runtime: Runtime): void {
  const { realm } = runtime.interpreter;
  const methods = {
    on(this: object, event: string, callback: Callback) {
      runtime.listeners.add(this, event, callback);
      if (event === "data") runtime.serials.flushKept(this);
    },
    prependListener(this: object, event: string, callback: Callback) {
      const others = runtime.listeners.of(this, event);
      runtime.listeners.removeAll(this, event);
      for (const each of [callback, ...others]) runtime.listeners.add(this, event, each);
    },
    emit(this: object, event: string, ...args: unknown[]) {
      for (const callback of runtime.listeners.of(this, event)) runtime.enqueue(callback, this, args);
    },
    removeListener(this: object, event: string, callback: Callback) {
      runtime.listeners.remove(this, event, callback);
    },
    removeAllListeners(this: object, event?: string) {
      runtime.listeners.removeAll(this, event);
    },
  };
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(realm.intrinsics.Object.prototype, name, {
      value,
      writable: true,
      configurable: true,
    });
}
