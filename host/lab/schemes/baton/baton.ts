import type { LinkedBoard } from "../../../../firmware/board.ts";
import { bootFirmware } from "../../../../firmware/boot.ts";
import type { FirmwarePlugin } from "../../../../firmware/plugin.ts";
import { type Console, OVERRUN } from "../../../../firmware/printk/console.ts";
import { acquire, NORMAL, type Owner, release, tryWait } from "../../../../firmware/printk/console-lock.ts";
import { emergencySection } from "../../../../firmware/printk/emergency.ts";
import { INFO } from "../../../../firmware/printk/level.ts";
import { panicOn } from "../../../../firmware/printk/panic.ts";
import {
  addConsole,
  createPrintk,
  type Printk,
  say,
  writeLater,
} from "../../../../firmware/printk/printk.ts";
import { type Site, VALUES } from "../../../../firmware/printk/record.ts";
import { line } from "../../../../firmware/wire/text-wire.ts";
import { bounceOffloader } from "../../../../plugins/bounce-offloader.ts";
import { idleOffloader } from "../../../../plugins/idle-offloader.ts";
import { perCpuOffloader } from "../../../../plugins/per-cpu-offloader.ts";
import type { Lab } from "../../lab.ts";
import type { LabConsole } from "../../lab-console.ts";
import { type Code, sleep } from "../../machine/code.ts";
import type { Context, Task } from "../../machine/context.ts";
import type { Scheme, SchemeEntry } from "../../scheme.ts";
import { LabPlatform } from "./lab-platform.ts";
import { LabPort } from "./lab-port.ts";

const traits = ["waiter", "thread", "budget", "emergency", "priorities"] as const;

export const baton: SchemeEntry = {
  name: "baton",
  summary: "the core in firmware/ itself, with the idle-offloader plugin",
  traits,
  create: (lab) => new Baton(lab, idleOffloader()),
};

export const batonBounce: SchemeEntry = {
  name: "baton-bounce",
  summary: "the same with the bounce-offloader plugin: two tasks take turns",
  traits,
  create: (lab) => new Baton(lab, bounceOffloader()),
};

export const batonPerCpu: SchemeEntry = {
  name: "baton-per-cpu",
  summary: "the same with the per-cpu-offloader plugin: a task for each CPU, and the next one takes over",
  traits,
  create: (lab) => new Baton(lab, perCpuOffloader({ cpus: lab.params.cpus })),
};

/** The owner that stands for `console_lock()`, an id that the core does not use. */
const LOCKER: Owner = 7;
const MESSAGE: Site = [INFO, "", (record) => record[VALUES] as string];
/** How often a task that waits for the console lock looks whether it has it. */
const POLL_US = 500;
/** What the firmware's text adds to a message: level, time, line end. */
const DECORATION_CHARS = 20;

/** The scheme that ships. Everything here calls the firmware; nothing repeats what it does. */
class Baton implements Scheme {
  private readonly lab: Lab;
  private readonly platform: LabPlatform;
  private readonly core: Printk;
  private readonly consoles: Console[] = [];
  private readonly inEmergency = new Set<Context>();
  /** Records of the firmware's own, logged before the lab's first. */
  private readonly bootRecords: number;

  constructor(lab: Lab, offloader: FirmwarePlugin) {
    this.lab = lab;
    this.platform = new LabPlatform(lab);
    this.core = createPrintk(this.platform);
    bootFirmware(this.core, boardFor(lab), [offloader]);
    this.bootRecords = this.core.ring.nextSeq;
    for (const console of lab.consoles) this.addConsole(console, this.bootRecords);
  }

  *printk(context: Context, seq: number): Code {
    const message = this.message(seq);
    const { core } = this;
    const logIt = (): void => say(core, MESSAGE, message);
    const isEmergency = this.inEmergency.has(context);
    yield* this.platform.call(context, () => (isEmergency ? emergencySection(core, logIt) : logIt()));
  }

  stored(seq: number): void {
    say(this.core, MESSAGE, this.message(seq));
  }

  skipTo(seq: number): void {
    for (const console of this.consoles) console.cursor = this.bootRecords + seq;
  }

  *consoleLock(task: Task): Code {
    const sinceUs = this.lab.machine.nowUs;
    while (!(yield* this.platform.call(task, () => this.tryLock()))) {
      this.lab.noteSemWait(this.lab.machine.nowUs - sinceUs);
      yield sleep(POLL_US);
    }
    this.lab.noteSemWait(this.lab.machine.nowUs - sinceUs);
  }

  *consoleUnlock(task: Task): Code {
    yield* this.platform.call(task, () => {
      release(this.console, LOCKER);
      this.core.offload();
    });
  }

  *panicFlush(context: Context): Code {
    yield* this.platform.call(context, () => panicOn(this.core, "lab"));
  }

  /** Last words are an emergency: what is logged in it, and everything before, is on the line when it returns. */
  *flushBeforeReset(context: Context): Code {
    yield* this.platform.call(context, () => emergencySection(this.core, () => writeLater(this.core)));
  }

  // biome-ignore lint/correctness/useYield: an emergency costs nothing until something is logged in it.
  *emergencyBegin(context: Context): Code {
    this.inEmergency.add(context);
  }

  // biome-ignore lint/correctness/useYield: as above.
  *emergencyEnd(context: Context): Code {
    this.inEmergency.delete(context);
  }

  *register(task: Task, console: LabConsole): Code {
    this.lab.consoles.push(console);
    yield* this.platform.call(task, () => {
      this.addConsole(console, this.bootRecords);
      this.core.offload();
    });
  }

  *resume(task: Task): Code {
    for (const console of this.lab.consoles) console.isSuspended = false;
    yield* this.platform.call(task, () => this.core.offload());
  }

  close(): void {
    this.consoles.forEach((console, index) => {
      const labConsole = this.lab.consoles[index]!;
      labConsole.seq = console.cursor - this.bootRecords;
      labConsole.dropped = console.lost[OVERRUN]!;
    });
    this.lab.counters.handoffs = this.console.handoffCount;
  }

  private get console(): Console {
    return this.consoles[0]!;
  }

  private addConsole(console: LabConsole, firstSeq: number): void {
    const added = addConsole(this.core, new LabPort(this.lab, this.platform, console), 8);
    added.cursor = firstSeq;
    this.consoles.push(added);
  }

  private tryLock(): boolean {
    const { console } = this;
    if (acquire(console, LOCKER, NORMAL)) return true;
    tryWait(console, LOCKER);
    return false;
  }

  private message(seq: number): string {
    return `#${seq} `.padEnd(this.lab.params.recordChars - DECORATION_CHARS, "x");
  }
}

function boardFor(lab: Lab): LinkedBoard {
  const device = "ttyS0";
  return {
    id: "LAB",
    console: { device, baud: lab.params.baud },
    uarts: [],
    logRecords: 2 ** Math.ceil(Math.log2(lab.params.ringRecords)),
    hasExecTimers: false,
    line,
    rooms: {},
  } as LinkedBoard;
}
