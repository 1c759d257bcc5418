import type { Task } from "./context.ts";
import type { Cpu } from "./cpu.ts";
import type { Machine } from "./machine.ts";

/**
 * On which run queue a woken task lands.
 *
 * - `waker`: on the waker's, because its cache is warm. Nobody pulls it from there.
 * - `other`: where it last ran, unless that is the waker's CPU; then the next one.
 * - `idle-first`: on an idle CPU, its last one if possible; where it last ran when none is idle.
 * - `round-robin`: on one CPU after the other.
 */
export const WAKE_POLICIES = ["waker", "other", "idle-first", "round-robin"] as const;
export type WakePolicy = (typeof WAKE_POLICIES)[number];

export function chooseCpu(machine: Machine, task: Task, waker: Cpu, excluded?: number): Cpu {
  const allowed = allowedCpus(machine, task);
  const wanted = allowed.filter((cpu) => cpu.id !== excluded);
  return choose[machine.options.wakePolicy](wanted.length > 0 ? wanted : allowed, task, waker);
}

export function allowedCpus(machine: Machine, task: Task): readonly Cpu[] {
  if (task.allowed !== undefined) return task.allowed.map((id) => machine.cpus[id]!);
  return machine.options.isolatesLastCpu ? machine.cpus.slice(0, -1) : machine.cpus;
}

type Chooser = (candidates: readonly Cpu[], task: Task, waker: Cpu) => Cpu;

const choose: Record<WakePolicy, Chooser> = {
  waker: (candidates, task, waker) => (candidates.includes(waker) ? waker : lastOrFirst(candidates, task)),
  other: (candidates, task, waker) => {
    const others = candidates.filter((cpu) => cpu !== waker);
    if (others.length === 0) return candidates[0]!;
    return others.includes(task.cpu) ? task.cpu : after(others, waker);
  },
  "idle-first": (candidates, task) => {
    if (candidates.includes(task.cpu) && task.cpu.isIdle) return task.cpu;
    return candidates.find((cpu) => cpu.isIdle) ?? lastOrFirst(candidates, task);
  },
  "round-robin": (candidates, task) => after(candidates, task.cpu),
};

function lastOrFirst(candidates: readonly Cpu[], task: Task): Cpu {
  return candidates.includes(task.cpu) ? task.cpu : candidates[0]!;
}

/** The candidate with the next higher number, or the first. */
function after(candidates: readonly Cpu[], cpu: Cpu): Cpu {
  return candidates.find((candidate) => candidate.id > cpu.id) ?? candidates[0]!;
}
