/**
 * One turn of the event loop, in Espruino's order of service: input that was there at the start, timers, queued calls;
 * then errors are reported and the prompt is drawn again.
 *
 * Source: src/jsinteractive.c, jsiLoop and jsiIdle.
 */
import { loopCosts } from "./costs.ts";
import type { IoEvent } from "./event-buffer.ts";
import type { Runtime } from "./runtime.ts";

/** Every event of characters counts with its length, all others as one. Source: jsiHandleIOEventForSerial. */
const CHARS_HEADER = 2;

/** @returns whether there was anything to do. */
export function runTurn(runtime: Runtime): boolean {
  const { hardware } = runtime;
  hardware.clock.runDue();
  for (const uart of hardware.uarts.values()) uart.poll();
  runtime.prompt.followUsb();
  const hadInput = handleInput(runtime);
  hardware.clock.runDue();
  const hadTimers = runtime.timers.runDue(hardware.clock.nowUs, () => hardware.errors.raise("CALLBACK"));
  const hadCalls = runtime.runQueue();
  runtime.checkErrors();
  runtime.prompt.afterTurn();
  const wasBusy = hadInput || hadTimers || hadCalls;
  if (wasBusy) hardware.spend(loopCosts.pass);
  return wasBusy;
}

function handleInput(runtime: Runtime): boolean {
  const { events } = runtime.hardware;
  const hadInput = !events.isEmpty;
  for (let left = events.usedBytes; left > 0; left--) {
    const event = events.pop();
    if (!event) break;
    left -= handle(runtime, event);
  }
  return hadInput;
}

/** @returns how much the event counts beyond one. */
function handle(runtime: Runtime, event: IoEvent): number {
  switch (event.kind) {
    case "edge":
      runtime.watches.handle(event);
      return 0;
    case "exec":
      runtime.hardware.execTimers.isPending = false;
      runtime.runExec(event.ids.flatMap((id) => execTask(runtime, id)));
      return 0;
    case "chars":
      if (event.device === runtime.console.device) {
        runtime.prompt.type(event.bytes);
        return 0;
      }
      runtime.serials.receive(event.device, String.fromCharCode(...event.bytes));
      return CHARS_HEADER + event.bytes.length;
  }
}

function execTask(runtime: Runtime, id: number): (() => void)[] {
  const fn = runtime.hardware.execTimers.tasks[id]?.fn;
  return typeof fn === "function" ? [fn as () => void] : [];
}
