import { nativeCosts } from "../costs.ts";
import { inspect } from "../inspect.ts";
import type { Runtime } from "../runtime.ts";

/** `print` and `console.log`: texts as they are, everything else as JSON, a space between, on the console. */
export function consoleGlobals(runtime: Runtime): Record<string, unknown> {
  const { realm } = runtime.interpreter;
  const print = (...values: unknown[]) => {
    runtime.hardware.spend(nativeCosts.consoleLine);
    const texts = values.map((value) =>
      typeof value === "string" ? value : inspect(value, (object) => runtime.names.get(object)),
    );
    runtime.report(`${texts.join(" ")}\n`);
  };
  return {
    print,
    echo: (isOn: unknown) => {
      runtime.prompt.echo = Boolean(isOn);
    },
    console: realm.object({ log: print, info: print, warn: print, error: print, debug: print }),
  };
}
