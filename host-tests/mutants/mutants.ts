/**
 * Faults to be found, each of a kind that a careful person makes: what is changed in the sources, and which sweep has to
 * notice. A pattern that no longer fits its source fails the test as well.
 */
import { lockSweep, type Meeting, meetings } from "../proof/lock-sweep.ts";
import { type App, exclusive, idle, panics, type Scenario, scenarios, task } from "../proof/scenarios.ts";
import {
  deathEverywhere,
  deathInInterrupt,
  deathPairs,
  interruptEverywhere,
  interruptPanic,
  runOnce,
  type Sweep,
} from "../proof/sweep.ts";
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
const panic = "firmware/printk/panic.ts";
const exclusives = "firmware/printk/exclusive.ts";
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
    name: "the lock is released although somebody waits for it",
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
    name: "a second waiter takes the place of the first",
    patches: [{ file: lock, search: / && !lock\.waiter && /, replacement: " && " }],
    check: lockMeeting(meetings.wait),
  },
  {
    name: "nobody looks again after an exclusive owner has left",
    patches: [{ file: exclusives, search: /\n\s*printk\.offload\(\);/, replacement: "" }],
    check: interrupted(exclusive),
  },
  {
    name: "the waiter is not run when it is handed the lock",
    patches: [
      {
        file: console,
        search: /if \(console\.waiterTask\) console\.waiterTask\.wake\(\);/,
        replacement: "",
      },
      { file: exclusives, search: /return LOOK_MS;/, replacement: "return ASLEEP;" },
    ],
    check: interrupted(exclusive),
  },
  {
    name: "nobody looks after a waiter who dies before his first statement",
    patches: [{ file: exclusives, search: /return LOOK_MS;/, replacement: "return ASLEEP;" }],
    check: dying(exclusive),
  },
  {
    name: "the driver is left before what it took is noted",
    patches: [
      {
        file: console,
        search:
          /return console\.owner === who &&\s*(console\.offset \+ count < console\.charCount) &&\s*\(\(console\.isUnsafe = false\), \(console\.offset \+= count\), true\)\s*\? FULL/,
        replacement:
          "const isRest = console.owner === who && $1;\n  if (isRest) console.isUnsafe = false;\n  if (isRest) console.offset += count;\n  return isRest ? FULL",
      },
    ],
    check: panicking(panics[1] as Scenario),
  },
  {
    name: "the unsafe region is never left at the end of a text",
    patches: [
      {
        file: console,
        search: /\(console\.isUnsafe = false\),(?=\s*\(console\.text = ""\))/,
        replacement: "",
      },
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
    patches: [
      {
        file: espruino,
        search: /nextMs === ASLEEP && !wakes \?/,
        replacement: "nextMs === ASLEEP ?",
      },
    ],
    check: interrupted(idle),
  },
  {
    name: "nobody looks whether a task is still to come",
    patches: [
      {
        file: espruino,
        search: /\(wakes & \+\+wakes \|\| wakes < 2\) && timer/,
        replacement: "++wakes && timer",
      },
    ],
    check: dying(idle),
  },
  {
    name: "a task's next turn is set after its work",
    patches: [
      { file: espruino, search: /\(timer = setTimeout\(run, delayMs, \+\+last\)\), /, replacement: "" },
      { file: espruino, search: /if \(nextMs !== delayMs\) rearm/, replacement: "rearm" },
      {
        file: espruino,
        search: /\(wakes & \+\+wakes \|\| wakes < 2\) && timer/,
        replacement: "++wakes && timer",
      },
    ],
    check: dying(task),
  },
  {
    name: "a record that ran over while it was read is taken for the one that was there",
    patches: [{ file: ring, search: /record\[SEQ\] === at\)/, replacement: "record[SEQ] >= at)" }],
    check: interrupted(titled("the ring runs over")),
  },
  {
    name: "an interrupt that died in a console is overwritten by whom it interrupted",
    patches: [
      {
        file: printk,
        search: /if \(local\.inConsole \|\| !\((local\.inConsole = WRITER)\)\) return 0;/,
        replacement: "$1;",
      },
    ],
    check: dyingInInterrupt(titled("emergency meets a task"), 61),
  },
  {
    name: "the dead are forgotten before they are buried",
    patches: [
      {
        file: printk,
        search: /(const dead = local\.inConsole;)/,
        replacement: "$1\n  local.inConsole = NOBODY;",
      },
      { file: printk, search: /local\.inConsole === dead &&\s*\(/, replacement: "(" },
    ],
    check: dyingTwice(titled("an emergency takes over")),
  },
  {
    name: "a dead owner is never found",
    patches: [{ file: printk, search: /if \([^\n]*\) recover\(printk, local\);/, replacement: "" }],
    check: dying(task),
  },
  {
    name: "a record is begun again without the marker",
    patches: [
      { file: console, search: /"\\r\\n\*\* replaying previous record \*\*\\r\\n" \+ /, replacement: "" },
    ],
    check: dying(task),
  },
  {
    name: "a panic asks for the lock instead of taking it",
    patches: [{ file: panic, search: /seize\(console, PANICKER\);\s*replay\(console\);/, replacement: "" }],
    check: panicking(panics[1] as Scenario),
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

/** One pair of statements in `every`. */
function dyingInInterrupt(scenario: Scenario, every: number): Check {
  const sweep = (code: string) => deathInInterrupt(code, scenario, every);
  return { title: `an interrupt and a death when ${scenario.title}`, app: scenario.app, sweep };
}

/** Few statements lie between a death and its recovery; one pair in three is tried. */
function dyingTwice(scenario: Scenario): Check {
  const sweep = (code: string) => deathPairs(code, scenario, 3, 20);
  return { title: `two deaths when ${scenario.title}`, app: scenario.app, sweep };
}

function panicking(scenario: Scenario): Check {
  const sweep = (code: string) => interruptPanic(code, scenario);
  return { title: `an interrupt at every statement when ${scenario.title}`, app: scenario.app, sweep };
}

function titled(part: string): Scenario {
  return scenarios.find(({ title }) => title.includes(part)) as Scenario;
}
