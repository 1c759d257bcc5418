// Goal: the machine gives the figures that the discussion and the bug reports give. Method: the reproducers, in
// virtual time; 82 characters at 115200 baud are 7.118 ms, and a microsecond goes into finding the record.
import { describe, expect, test } from "vitest";
import { run } from "./lab-runs.ts";

describe("F1, the unbounded owner", () => {
  test("legacy prints for the whole run and locks up after 20 s", () => {
    const { maxHoldMs, softLockups, unflushed, verdict, why } = run("legacy", "F1");
    expect(verdict).toBe("fail");
    expect(maxHoldMs).toBeCloseTo(59_999.997, 2);
    expect(softLockups).toBe(1);
    expect(why).toContain("soft lockup on cpu0 (victim) at 20.00 s");
    expect(unflushed).toBe(9573);
  });

  test("owner-waiter stays at one record, and throttles and burns CPU time instead", () => {
    const { maxHoldMs, softLockups, handoffs, stored, spinMs, verdict } = run("owner-waiter", "F1");
    expect(verdict).toBe("pass");
    expect(maxHoldMs).toBeCloseTo(7.119, 3);
    expect(softLockups).toBe(0);
    expect(handoffs).toBeGreaterThan(8400);
    expect(stored).toBeLessThan(17_000);
    expect(spinMs).toBeGreaterThan(35_000);
  });

  test("a driver that pets the watchdog hides the soft lockup, and RCU still sees it", () => {
    const { softLockups, rcuStalls } = run("legacy", "F1", { petsWatchdog: true });
    expect(softLockups).toBe(0);
    expect(rcuStalls).toBe(1);
  });
});

describe("F2, from a safe context to an interrupt", () => {
  test("owner-waiter: the interrupt prints 4998 records, 35.58 s", () => {
    const { maxHoldMs, softLockups, hardLockups, verdict } = run("owner-waiter", "F2");
    expect(verdict).toBe("fail");
    expect(maxHoldMs).toBeCloseTo(35_580, -1);
    expect(softLockups).toBe(1);
    expect(hardLockups).toBe(1);
  });

  test.each(["offload", "hybrid", "two-threads"])("%s: about the budget and a record", (scheme) => {
    const { maxHoldMs, verdict } = run(scheme, "F2");
    expect(verdict).toBe("pass");
    expect(maxHoldMs).toBeGreaterThanOrEqual(1000);
    expect(maxHoldMs).toBeLessThan(1020);
  });

  test("legacy: the task that unlocked prints, and can be scheduled out between records", () => {
    expect(run("legacy", "F2").maxHoldMs).toBeLessThan(8);
  });
});

describe("F3, the same run queue", () => {
  test.each(["offload", "hybrid", "two-threads"])("%s depends on where the thread is woken", (scheme) => {
    const onWaker = run(scheme, "F3", { wakePolicy: "waker" });
    expect(onWaker.verdict).toBe("fail");
    expect(onWaker.maxHoldMs).toBeCloseTo(35_602, -1);
    expect(onWaker.failedOffloads).toBe(1);
    const elsewhere = run(scheme, "F3", { wakePolicy: "other" });
    expect(elsewhere.verdict).toBe("pass");
    expect(elsewhere.maxHoldMs).toBeLessThan(1020);
  });

  test("keeping the thread off its waker's CPU helps whatever the policy", () => {
    expect(run("hybrid", "F3", { wakePolicy: "waker", affinity: true }).verdict).toBe("pass");
  });
});

test("F4: one full log buffer is too much at 57600 baud, and not at 115200", () => {
  expect(run("owner-waiter", "F4").softLockups).toBe(1);
  const faster = run("owner-waiter", "F4", { baud: 115_200 });
  expect(faster.softLockups).toBe(0);
  expect(faster.maxHoldMs).toBeCloseTo(11_383, -2);
});

test("F7: without preempt_disable() a preempted waiter takes the lock along", () => {
  expect(run("owner-waiter", "F7").verdict).toBe("pass");
  expect(run("owner-waiter", "F7", { preemptOffInPrintk: false }).verdict).toBe("fail");
});

test("F8: a chain of handoffs starves a sleeper, and the fair rule does not", () => {
  expect(run("owner-waiter", "F8").semWaitMaxMs).toBe(58_000);
  expect(run("owner-waiter", "F8", { fair: true }).semWaitMaxMs).toBeLessThan(20);
});

test("F9: whoever panics must not wait for a CPU he has stopped", () => {
  expect(run("owner-waiter", "F9").why).toContain("waits for ever");
  expect(run("owner-waiter", "F9", { spinInPanic: false }).why).not.toContain("waits for ever");
});

test("F14: 200 messages and a dead stop at 1 s cost one record when written at once, 60 when offloaded", () => {
  expect(run("legacy", "F14").unflushed).toBe(1);
  expect(run("offload", "F14").unflushed).toBe(60);
  expect(run("hybrid", "F14").unflushed).toBe(1);
});

test("F20: releasing the console per record is what keeps the waiting thread from a hard lockup", () => {
  expect(run("nbcon-6.12", "F20").hardLockups).toBeGreaterThan(0);
  expect(run("nbcon-6.19", "F20").verdict).toBe("pass");
});

test("F21: threads that stay away during an emergency are not interrupted again and again", () => {
  expect(run("nbcon-6.12", "F21").replayed).toBeGreaterThan(30);
  expect(run("nbcon-6.19", "F21").replayed).toBeLessThanOrEqual(1);
});

test("F28: a budget per owner never ends in a chain, one per chain does", () => {
  expect(run("hybrid", "F28").offloads).toBe(0);
  const chained = run("hybrid", "F28", { chainBudget: true });
  expect(chained.offloads).toBeGreaterThan(0);
  expect(chained.verdict).toBe("pass");
});
