import { nativeCosts } from "../costs.ts";
import type { Runtime } from "../runtime.ts";

/** Time, registers, restarts. Source: src/jswrap_interactive.c, src/jswrap_io.c. */
export function systemGlobals(runtime: Runtime): Record<string, unknown> {
  const { hardware } = runtime;
  const { realm } = runtime.interpreter;
  realm.intrinsics.Math.random = () => runtime.random();
  const { prototype } = realm.intrinsics.Function;
  return {
    getTime: () => {
      hardware.spend(nativeCosts.getTime);
      return hardware.time;
    },
    setTime: (seconds: number) => {
      hardware.bootUs = hardware.clock.nowUs - seconds * 1e6;
    },
    peek32: (address: number) => {
      hardware.spend(nativeCosts.peek32);
      hardware.clock.runDue();
      return runtime.machineCode.read(address, 4, hardware.clock.nowUs);
    },
    poke32: (address: number, value: number) => {
      hardware.spend(nativeCosts.peek32);
      hardware.clock.runDue();
      runtime.machineCode.write(address, 4, value, hardware.clock.nowUs);
    },
    atob,
    btoa,
    reset: () => {
      runtime.todo = { kind: "reset" };
    },
    load: (file?: string) => {
      runtime.todo = { kind: "load", file };
    },
    save: () => {
      if (hardware.storage.read(".bootcde") !== undefined)
        throw realm.error("Error", "Cannot save: .bootcde file already exists. Please remove it first.");
      throw realm.error("Error", "save() of RAM is not simulated: write .bootcde instead");
    },
    Function: Object.assign(functionFromText(runtime), { prototype }),
  };
}

/** `new Function("a", "b", "return a + b")`, instrumented like everything else. */
function functionFromText({ interpreter }: Runtime) {
  return function fromText(...texts: unknown[]): unknown {
    const body = texts.pop() ?? "";
    return interpreter.evaluate(`(function(${texts.join(",")}\n){${body}\n})`, "Function");
  };
}
