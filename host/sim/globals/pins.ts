import { loopCosts } from "../costs.ts";
import type { SimulatedPin } from "../pin.ts";
import type { Runtime } from "../runtime.ts";
import type { Watch } from "../watches.ts";

/** Pins by name, and what takes them. Source: src/jswrap_pin.c, src/jswrap_io.c, src/jswrap_interactive.c. */
export function pinGlobals(runtime: Runtime): Record<string, unknown> {
  const { hardware, watches } = runtime;
  const { realm } = runtime.interpreter;
  const pinOf = new WeakMap<object, SimulatedPin>();
  const prototype = realm.object({
    read(this: object) {
      return find(this).isHigh;
    },
    write(this: object, value: unknown) {
      find(this).write(Boolean(value));
    },
    set(this: object) {
      find(this).write(true);
    },
    reset(this: object) {
      find(this).write(false);
    },
    toggle(this: object) {
      find(this).write(!find(this).isHigh);
      return find(this).isHigh;
    },
    mode(this: object, mode: string) {
      find(this).mode = mode;
    },
    getMode(this: object) {
      return find(this).mode;
    },
  });
  const byName = Object.fromEntries([...hardware.pins].map(([name, pin]) => [name, newPin(pin)]));
  const { buttons, leds } = hardware.board.pins;

  return {
    ...byName,
    ...aliases("BTN", buttons),
    ...aliases("LED", leds),
    digitalRead: (pin: object) => Number(find(pin).isHigh),
    digitalWrite: (pin: object, value: unknown) => find(pin).write(Boolean(value)),
    pinMode: (pin: object, mode?: string) => {
      find(pin).mode = mode ?? "auto";
    },
    getPinMode: (pin: object) => find(pin).mode,
    setWatch,
    clearWatch: (...ids: unknown[]) => {
      if (ids.length === 0) return watches.clear();
      const watch = watches.find(ids[0]);
      if (!watch) throw realm.error("Error", "Unknown Watch");
      watches.remove(watch);
    },
  };

  /** The first has two names: `BTN` and `BTN1`. */
  function aliases(prefix: string, names: readonly string[]): Record<string, unknown> {
    const entries = names.map((name, index) => [`${prefix}${index + 1}`, byName[name]]);
    return Object.fromEntries(names.length > 0 ? [[prefix, byName[names[0]!]], ...entries] : []);
  }

  function newPin(pin: SimulatedPin): object {
    const object = realm.intrinsics.Object.create(prototype);
    pinOf.set(object, pin);
    runtime.names.set(object, pin.name);
    return object;
  }

  function find(pin: unknown): SimulatedPin {
    const found = typeof pin === "object" && pin !== null ? pinOf.get(pin) : undefined;
    if (!found) throw realm.error("Error", "Invalid pin");
    return found;
  }

  function setWatch(callback: unknown, pin: object, options?: WatchOptions | boolean): number {
    const wanted: WatchOptions = typeof options === "object" ? options : { repeat: options };
    if (wanted.irq) callInInterrupt(find(pin), callback);
    return watches.add({
      pin: find(pin),
      edge: edgeOf(wanted.edge),
      isRepeated: Boolean(wanted.repeat),
      debounceUs: (wanted.debounce ?? 0) * 1000,
      run: (isHigh, timeUs, lastTimeUs) => {
        hardware.spend(loopCosts.edgeObject);
        return runtime.call(callback, undefined, [edgeEvent(pin, isHigh, timeUs, lastTimeUs)]);
      },
    }).id;
  }

  /** Source: src/jsdevices.c, jshPushIOWatchEvent: machine code gets every edge, and JavaScript none. */
  function callInInterrupt(pin: SimulatedPin, callback: unknown): void {
    const address = runtime.machineCode.find(callback);
    if (address === undefined)
      throw realm.error("Error", "irq=true set, but function is not a native function");
    if (pin.watchers > 0) throw realm.error("Error", "irq=true set, but watch is already used");
    pin.interrupt = (isHigh, timeUs) => runtime.runMachineCode(address, [Number(isHigh), 0], timeUs);
  }

  function edgeOf(edge: string | number | undefined): Watch["edge"] {
    if (edge === undefined || edge === "both" || edge === 0) return "both";
    if (edge === "rising" || edge === 1) return "rising";
    if (edge === "falling" || edge === -1) return "falling";
    throw realm.error(
      "TypeError",
      "'edge' in setWatch should be a string - either 'rising', 'falling' or 'both'",
    );
  }

  function edgeEvent(pin: object, state: boolean, timeUs: number, lastTimeUs: number | undefined): object {
    return realm.object({
      state,
      lastTime: lastTimeUs === undefined ? undefined : secondsAt(lastTimeUs),
      time: secondsAt(timeUs),
      pin,
    });
  }

  function secondsAt(timeUs: number): number {
    return (timeUs - hardware.bootUs) / 1e6;
  }
}

interface WatchOptions {
  readonly repeat?: unknown;
  readonly edge?: string | number;
  readonly debounce?: number;
  readonly irq?: boolean;
}
