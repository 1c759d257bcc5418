import type { Runtime } from "../runtime.ts";
import { acceptTexts } from "./array-texts.ts";
import { consoleGlobals } from "./console.ts";
import { espruinoGlobals } from "./espruino.ts";
import { eventGlobals } from "./events.ts";
import { moduleGlobals } from "./modules.ts";
import { pinGlobals } from "./pins.ts";
import { processGlobals } from "./process.ts";
import { definePromise } from "./promise.ts";
import { systemGlobals } from "./system.ts";
import { timerGlobals } from "./timers.ts";

/** Fills the global scope with what Espruino has beyond the language. */
export function defineGlobals(runtime: Runtime): void {
  const { realm } = runtime.interpreter;
  realm.define({
    global: realm.global,
    ...runtime.serials.objects,
    ...consoleGlobals(runtime),
    ...espruinoGlobals(runtime),
    ...moduleGlobals(runtime),
    ...pinGlobals(runtime),
    ...processGlobals(runtime),
    ...systemGlobals(runtime),
    ...timerGlobals(runtime),
    Promise: definePromise(runtime),
  });
  eventGlobals(runtime);
  acceptTexts(runtime);
}
