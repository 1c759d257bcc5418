import { nativeCosts } from "../costs.ts";
import type { Runtime } from "../runtime.ts";
import type { WriteResult } from "../storage.ts";

/** `require`: the built-in modules, and those that are files in Storage. Source: src/jswrap_modules.c. */
export function moduleGlobals(runtime: Runtime): Record<string, unknown> {
  const { realm } = runtime.interpreter;
  const modules = new Map<string, unknown>([["Storage", storageModule(runtime)]]);
  if (runtime.hardware.board.hasExecTimers) modules.set("timer", timerModule(runtime));

  function load(name: string): unknown {
    const code = runtime.hardware.storage.read(name);
    if (code === undefined) throw realm.error("Error", `Module "${name}" not found`);
    const exports = realm.object({});
    const run = runtime.interpreter.evaluate(`(function(exports,module){${code}\n})`, name) as (
      ...args: unknown[]
    ) => void;
    const module = realm.object({ exports });
    run.call(exports, exports, module);
    return module.exports;
  }

  return {
    require: (name: string) => {
      if (!modules.has(name)) modules.set(name, load(name));
      return modules.get(name);
    },
    Modules: realm.object({
      addCached: (name: string, code: unknown) => {
        const exports = realm.object({});
        if (typeof code === "function") code.call(exports, exports);
        modules.set(name, exports);
      },
      removeCached: (name: string) => modules.delete(name),
      getCached: () => realm.array([...modules.keys()]),
    }),
  };
}

/** Source: src/jswrap_timer.c. Only tasks of type EXEC are simulated. */
function timerModule(runtime: Runtime): object {
  const { execTimers } = runtime.hardware;
  const { realm } = runtime.interpreter;

  function describe(id: number): object | undefined {
    const task = execTimers.tasks[id];
    if (!task) return undefined;
    const time = (task.event.timeUs - runtime.hardware.clock.nowUs) / 1000;
    const type = task.isFinished ? { type: 16, finished: true } : { type: "EXEC" };
    return realm.object({ id, ...type, time, interval: task.intervalUs / 1000, fn: task.fn });
  }

  function what({ ptr, fn }: { ptr?: number; fn?: unknown }) {
    if (!ptr) return { fn };
    return { interrupt: (timeUs: number) => runtime.runMachineCode(ptr, [timeUs, 0, 0], timeUs) };
  }

  return realm.object({
    add: (task: { type: string; fn?: unknown; ptr?: number; time: number; interval?: number }) => {
      if (task.type !== "EXEC" || !(task.ptr || typeof task.fn === "function"))
        throw realm.error("Error", `timer type ${task.type} is not simulated`);
      const id = execTimers.add(what(task), task.time * 1000, (task.interval ?? 0) * 1000);
      if (id === undefined) throw realm.error("Error", "Unable to add timer task");
      return id;
    },
    remove: (id: number) => execTimers.remove(id),
    get: describe,
    list: () => realm.array([...execTimers.tasks.keys()].flatMap((id) => describe(id) ?? [])),
  });
}

/** Source: src/jswrap_storage.c. */
function storageModule(runtime: Runtime): object {
  const { hardware } = runtime;
  const { storage } = hardware;
  const { realm } = runtime.interpreter;
  const { JSON: json } = realm.intrinsics;

  function write(name: string, data: unknown, offset = 0, size = 0): boolean {
    const text = typeof data === "string" ? data : json.stringify(data);
    hardware.spend(nativeCosts.storageWrite + text.length * nativeCosts.storageChar);
    const result = storage.write(name, text, offset, size);
    if (result !== "written") throw realm.error("Error", WRITE_ERRORS[result]);
    return true;
  }

  function read(name: string, offset = 0, length?: number): string | undefined {
    hardware.spend(nativeCosts.storageRead);
    return storage.read(name)?.slice(offset, length === undefined ? undefined : offset + length);
  }

  return realm.object({
    read,
    write,
    readJSON: (name: string, isLenient?: boolean) => {
      const text = read(name);
      try {
        return text === undefined ? undefined : json.parse(text);
      } catch (error) {
        if (isLenient) return undefined;
        throw error;
      }
    },
    writeJSON: (name: string, data: unknown) => write(name, json.stringify(data)),
    erase: (name: string) => {
      hardware.spend(nativeCosts.storageErase);
      storage.erase(name);
    },
    eraseAll: () => storage.eraseAll(),
    list: (pattern?: RegExp) =>
      realm.array(storage.names().filter((name) => pattern === undefined || name.match(pattern))),
    getFree: () => storage.freeBytes,
    compact: () => {},
    hash: () => storage.names().length,
  });
}

/** Source: src/jsflash.c, jsfCreateFile and jsfWriteFile. */
const WRITE_ERRORS: Readonly<Record<Exclude<WriteResult, "written">, string>> = {
  full: "Unable to find or create file",
  "too-long": "Too much data for file size",
  overwrites: "File already written with different data",
  "bad-name": "Invalid filename",
};
