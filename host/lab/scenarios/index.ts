import type { Scenario } from "../scenario.ts";
import { f01 } from "./f01-unbounded-owner.ts";
import { f02 } from "./f02-safe-to-unsafe.ts";
import { f03 } from "./f03-same-runqueue.ts";
import { f04 } from "./f04-full-buffer.ts";
import { f05 } from "./f05-nobody-to-hand-to.ts";
import { f06 } from "./f06-owner-scheduled-out.ts";
import { f07 } from "./f07-waiter-preempted.ts";
import { f08 } from "./f08-sleeper-starves.ts";
import { f09 } from "./f09-panic-stops-owner.ts";
import { f10 } from "./f10-reset-loses-tail.ts";
import { f11 } from "./f11-console-that-logs.ts";
import { f12 } from "./f12-oom-livelock.ts";
import { f13 } from "./f13-paying-twice.ts";
import { f14 } from "./f14-lost-tail.ts";
import { f15 } from "./f15-thread-starved.ts";
import { f16 } from "./f16-thread-direct-thread.ts";
import { f17 } from "./f17-inside-the-scheduler.ts";
import { f18 } from "./f18-nmi.ts";
import { f19 } from "./f19-torn-record.ts";
import { f20 } from "./f20-emergency-backlog.ts";
import { f21 } from "./f21-replay-storm.ts";
import { f22 } from "./f22-no-scheduling-point.ts";
import { f23 } from "./f23-console-registered.ts";
import { f24 } from "./f24-suspend.ts";
import { f25 } from "./f25-cpu-sync.ts";
import { f26 } from "./f26-thundering-herd.ts";
import { f27 } from "./f27-reserved-not-committed.ts";
import { f28 } from "./f28-budget-per-owner.ts";

/** What has gone wrong with printing, in the order in which the discussion met it. */
export const SCENARIOS: readonly Scenario[] = [
  f01,
  f02,
  f03,
  f04,
  f05,
  f06,
  f07,
  f08,
  f09,
  f10,
  f11,
  f12,
  f13,
  f14,
  f15,
  f16,
  f17,
  f18,
  f19,
  f20,
  f21,
  f22,
  f23,
  f24,
  f25,
  f26,
  f27,
  f28,
];
