// Goal: the machine has the kernel's rules that the schemes trip over. Method: tasks that write down when they run.
import { beforeEach, describe, expect, test } from "vitest";
import { BLOCK, COND_RESCHED, type Code, POINT, sleep } from "../../host/lab/machine/code.ts";
import {
  type Context,
  PRIORITY_REALTIME,
  type Task,
  type TaskOptions,
} from "../../host/lab/machine/context.ts";
import { Machine, type MachineOptions } from "../../host/lab/machine/machine.ts";
import { Semaphore } from "../../host/lab/machine/semaphore.ts";
import { Prng } from "../../host/prng.ts";

let events: string[];
let machine: Machine;

function boot(options: Partial<MachineOptions> = {}): void {
  events = [];
  machine = new Machine(
    { cpus: 2, wakePolicy: "idle-first", preemption: "full", isolatesLastCpu: false, ...options },
    new Prng(1),
  );
}
beforeEach(() => boot());

const note = (context: Context, what: string): void =>
  void events.push(`${machine.nowUs} ${context.name}@${context.cpu.id} ${what}`);

function start(name: string, atUs: number, options: TaskOptions, code: (task: Task) => Code): Task {
  const task = machine.task(name, options, code);
  machine.wakeAt(atUs, task);
  return task;
}

function* work(context: Context, us: number): Code {
  note(context, "begins");
  yield us;
  note(context, "ends");
}

test("up() with a sleeper gives the unit to the sleeper, and nobody else gets it meanwhile", () => {
  const sem = new Semaphore(machine);
  start("owner", 0, { cpu: 0 }, function* (task) {
    yield* sem.down(task);
    yield 100;
    sem.up(task);
    note(task, `up, may take it again: ${sem.tryDown()}`);
  });
  start("sleeper", 10, { cpu: 1 }, function* (task) {
    yield* sem.down(task);
    note(task, "has it");
    sem.up(task);
  });
  machine.runUntil(1000);
  expect(events).toEqual(["100 owner@0 up, may take it again: false", "100 sleeper@1 has it"]);
  expect(sem.isFree).toBe(true);
  expect(sem.waitMaxUs).toBe(90);
});

test("an interrupt nests, waits while interrupts are masked, and an NMI does not", () => {
  start("task", 0, { cpu: 0 }, function* (task) {
    task.irqsOff();
    yield 100;
    task.irqsOn();
    yield POINT;
    yield* work(task, 10);
  });
  machine.at(20, () => machine.cpus[0]!.interrupt("hardirq", "irq", (irq) => work(irq, 5)));
  machine.at(30, () => machine.cpus[0]!.interrupt("nmi", "nmi", (nmi) => work(nmi, 5)));
  machine.runUntil(1000);
  expect(events).toEqual([
    "30 nmi@0 begins",
    "35 nmi@0 ends",
    "105 irq@0 begins",
    "110 irq@0 ends",
    "110 task@0 begins",
    "120 task@0 ends",
  ]);
  expect(machine.cpus[0]!.irqsMasked.maxUs).toBe(105);
});

test("a task of higher priority preempts at once, unless preemption is off", () => {
  start("low", 0, { allowed: [0] }, function* (task) {
    yield* work(task, 100);
    task.preemptOff();
    yield* work(task, 100);
    task.preemptOn();
    yield POINT;
  });
  for (const atUs of [50, 150])
    start("high", atUs, { allowed: [0], priority: PRIORITY_REALTIME }, (task) => work(task, 10));
  machine.runUntil(1000);
  expect(events.map((event) => event.replace("@0", ""))).toEqual([
    "0 low begins",
    "50 high begins",
    "60 high ends",
    "110 low ends",
    "110 low begins",
    "210 low ends",
    "210 high begins",
    "220 high ends",
  ]);
});

test("without kernel preemption a thread keeps its CPU until it reaches cond_resched()", () => {
  boot({ cpus: 1, preemption: "none" });
  start("thread", 0, { isKthread: true }, function* (task) {
    yield* work(task, 9000);
    yield COND_RESCHED;
    note(task, "again");
  });
  start("other", 10, {}, (task) => work(task, 5));
  machine.runUntil(20_000);
  expect(events.map((event) => event.split(" ")[0])).toEqual(["0", "9000", "9000", "9005", "9005"]);
});

test("tasks of one priority share their CPU by the tick", () => {
  for (const name of ["a", "b"]) start(name, 0, { allowed: [0] }, (task) => work(task, 5000));
  machine.runUntil(50_000);
  expect(events).toEqual(["0 a@0 begins", "4000 b@0 begins", "9000 a@0 ends", "10000 b@0 ends"]);
});

describe("a task woken from CPU 1, where it last ran on CPU 2 of 4, with CPUs 1 and 2 busy", () => {
  test.each([
    ["waker", 1],
    ["other", 2],
    ["idle-first", 0],
    ["round-robin", 3],
  ] as const)("%s puts it on CPU %i", (wakePolicy, expected) => {
    boot({ cpus: 4, wakePolicy });
    for (const cpu of [1, 2]) start(`busy${cpu}`, 0, { cpu }, (task) => work(task, 500));
    const sleeper = machine.task("sleeper", { cpu: 2 }, function* () {
      yield BLOCK;
    });
    machine.at(100, () => {
      machine.wake(sleeper, machine.cpus[1]!.task!);
      events = [`${sleeper.cpu.id}`];
    });
    machine.runUntil(200);
    expect(events).toEqual([`${expected}`]);
  });
});

test("a CPU that runs out of work takes a waiting task, one that was idle all along does not", () => {
  boot({ cpus: 3, wakePolicy: "waker" });
  start("hog", 0, { allowed: [0], priority: PRIORITY_REALTIME }, (task) => work(task, 10_000));
  start("waiting", 0, { cpu: 0 }, (task) => work(task, 5));
  start("short", 0, { cpu: 1 }, (task) => work(task, 2000));
  machine.runUntil(20_000);
  expect(events).toContain("2000 waiting@1 begins");
});

test("the detectors use the kernel's thresholds", () => {
  const after = (us: number, prepare: (task: Task) => void): Record<string, number> => {
    boot();
    start("stuck", 0, { cpu: 0 }, function* (task) {
      prepare(task);
      yield us;
    });
    machine.runUntil(us);
    return { ...machine.detectors.counts };
  };
  const preemptOff = (task: Task): void => task.preemptOff();
  const irqsOff = (task: Task): void => task.irqsOff();
  expect(after(19_000_000, preemptOff)).toMatchObject({ "soft lockup": 0, "rcu stall": 0 });
  expect(after(20_500_000, preemptOff)).toMatchObject({ "soft lockup": 1, "rcu stall": 0 });
  expect(after(22_000_000, preemptOff)).toMatchObject({ "soft lockup": 1, "rcu stall": 1, "hard lockup": 0 });
  expect(after(9_900_000, irqsOff)).toMatchObject({ "hard lockup": 0 });
  expect(after(10_100_000, irqsOff)).toMatchObject({ "hard lockup": 1 });
});

test("a task that sleeps for a lock for two minutes is reported as hung, one that just sleeps is not", () => {
  const sem = new Semaphore(machine);
  sem.tryDown();
  start("waiter", 0, { cpu: 0 }, (task) => sem.down(task));
  start("sleeper", 0, { cpu: 1 }, function* () {
    yield sleep(200_000_000);
  });
  machine.runUntil(130_000_000);
  sem.close();
  expect(machine.detectors.counts["hung task"]).toBe(1);
});

test("to wake a task onto a run queue that the waker has locked is a deadlock", () => {
  const sleeper = machine.task("sleeper", { allowed: [0] }, function* () {
    yield BLOCK;
  });
  start("schedule", 0, { cpu: 0 }, function* (task) {
    task.cpu.runqueueLockedBy = task;
    machine.wake(sleeper, task);
    yield 1;
    note(task, "goes on");
  });
  machine.runUntil(1000);
  expect(machine.deadlocks).toHaveLength(1);
  expect(events).toEqual([]);
});

test("a stopped CPU does nothing any more", () => {
  start("task", 0, { cpu: 0 }, (task) => work(task, 100));
  machine.at(50, () => machine.cpus[0]!.stop());
  machine.runUntil(1000);
  expect(events).toEqual(["0 task@0 begins"]);
});
