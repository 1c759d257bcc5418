/**
 * Faults to be found, each of a kind that a careful person makes: what is changed in the sources, and which sweep has to
 * notice. A pattern that no longer fits its source fails the test as well.
 */
import { lockSweep, type Meeting, meetings } from "../proof/lock-sweep.ts";
import { type App, exclusive, idle, type Scenario, scenarios, task } from "../proof/scenarios.ts";
import { deathEverywhere, interruptEverywhere, interruptPanic, runOnce, type Sweep } from "../proof/sweep.ts";
import type { Patch } from "./patched-bundle.ts";

export interface Mutant {
  readonly name: string;
  readonly patches: readonly Patch[];
  readonly check: Check;
}

/** A sweep over one application. */
export interface Check {
  readonly title: string;
  readonly app: App | "lock";
  readonly sweep: (code: string) => Sweep;
}

const lock = "firmware/printk/console-lock.ts";
const console = "firmware/printk/console.ts";
const printk = "firmware/printk/printk.ts";
const ring = "firmware/printk/record-ring.ts";
const _panic = "firmware/printk/panic.ts";
const espruino = "firmware/platform/espruino.ts";

export const mutants: readonly Mutant[] = [
  {
    name: "the lock is looked at in one statement and taken in the next",
    patches: [
      {
        file: lock,
        search:
          /return \(\s*lock\.owner === who \|\|\s*\(([\s\S]*?) &&\s*(\(lock\.owner && lock\.takeoverCount\+\+[\s\S]*?true\))\)\s*\);/,
        replacement: "if (lock.owner === who) return true;\n  if (!($1)) return false;\n  return $2;",
      },
    ],
    check: lockMeeting(meetings.acquire),
  },
  {
    name: "whoever releases forgets the waiter that came in the last moment",
    patches: [
      {
        file: lock,
        search: /(function release[\s\S]*?)\(lock\.owner = lock\.waiter\)/,
        replacement: "$1(lock.owner = NOBODY)",
      },
    ],
    check: lockMeeting(meetings.release),
  },
  {
    name: "the lock is released on handoff",
    patches: [
      {
        file: lock,
        search: /(function handoff[\s\S]*?)\(lock\.owner = lock\.waiter\)/,
        replacement: "$1(lock.owner = NOBODY)",
      },
    ],
    check: lockMeeting(meetings.handoff),
  },
  {
    name: "a second waiter takes the place of the first",
    patches: [{ file: lock, search: / && !lock\.waiter && /, replacement: " && " }],
    check: lockMeeting(meetings.wait),
  },
  {
    name: "nobody looks again after an exclusive owner has left",
    patches: [{ file: "firmware/printk/exclusive.ts", search: /\n\s*printk\.offload\(\);/, replacement: "" }],
    check: interrupted(exclusive),
  },
  {
    name: "the waiter is not run when it is handed the lock",
    patches: [
      {
        file: console,
        search: /if \(isPassed && console\.waiterTask\) console\.waiterTask\.wake\(\);/,
        replacement: "",
      },
    ],
    check: interrupted(exclusive),
  },
  {
    name: "the unsafe region is never left at the end of a text",
    patches: [
      { file: console, search: /\(lock\.isUnsafe = false\),(?=\s*\(console\.text = ""\))/, replacement: "" },
    ],
    check: interrupted(idle),
  },
  {
    name: "a loss is not counted",
    patches: [
      { file: console, search: /\(\(console\.lost\[OVERRUN\] as number\) \+= [^)]*\),/, replacement: "" },
    ],
    check: undisturbed(titled("the ring runs over")),
  },
  {
    name: "the record is numbered in one statement and counted in the next",
    patches: [
      { file: ring, search: /\[ring\.nextSeq\+\+, /, replacement: "[ring.nextSeq, " },
      {
        file: ring,
        search: /value2\]\),\s*site\[LEVEL\]/,
        replacement: "value2]);\n  ring.nextSeq++;\n  site[LEVEL]",
      },
    ],
    check: interrupted(idle),
  },
  {
    name: "a line is gone on with whoever logged it",
    patches: [{ file: ring, search: /last\[CONTEXT\] === context &&/, replacement: "" }],
    check: interrupted(titled("gone on with")),
  },
  {
    name: "a wake-up that comes while a task goes to sleep is lost",
    patches: [{ file: espruino, search: /isWoken \? setTimeout\(run, 0\) : 0/, replacement: "0" }],
    check: interrupted(idle),
  },
  {
    name: "a dead owner is never found",
    patches: [
      {
        file: printk,
        search: /(function recover[\s\S]*?)\n\s*if \([^\n]*\) bury\(printk, cpu\);/,
        replacement: "$1",
      },
    ],
    check: dying(task),
  },
  {
    name: "a record is begun again without the marker",
    patches: [
      { file: console, search: /"\\r\\n\*\* replaying previous record \*\*\\r\\n" \+ /, replacement: "" },
    ],
    check: dying(task),
  },
];

function lockMeeting(meeting: Meeting): Check {
  return { title: meeting.title, app: "lock", sweep: (code) => lockSweep(code, meeting) };
}

function undisturbed(scenario: Scenario): Check {
  return {
    title: `a run in which ${scenario.title}`,
    app: scenario.app,
    sweep: (code) => runOnce(code, scenario),
  };
}

function interrupted(scenario: Scenario): Check {
  const sweep = (code: string) => interruptEverywhere(code, scenario);
  return { title: `an interrupt at every statement when ${scenario.title}`, app: scenario.app, sweep };
}

function dying(scenario: Scenario): Check {
  const sweep = (code: string) => deathEverywhere(code, scenario);
  return { title: `a death at every statement when ${scenario.title}`, app: scenario.app, sweep };
}

function _panicking(scenario: Scenario): Check {
  const sweep = (code: string) => interruptPanic(code, scenario);
  return { title: `an interrupt at every statement when ${scenario.title}`, app: scenario.app, sweep };
}

function titled(part: string): Scenario {
  return scenarios.find(({ title }) => title.includes(part)) as Scenario;
}
