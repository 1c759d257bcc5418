import type { Context } from "./machine/context.ts";
import type { Trace } from "./machine/trace.ts";

/** Events kept; a minute of flood has some 100,000. What comes later is left out, and `isCut` says so. */
const EVENTS_MAX = 400_000;
const PID = 1;
/** Track numbers above those of the CPUs. */
const OWNER_TRACK = 1000;

/** The run as Chrome's trace events: Perfetto and chrome://tracing open the file. Times are microseconds. */
export class ChromeTrace implements Trace {
  isCut = false;
  private readonly events: object[] = [];
  private readonly cpus: number;
  private handoffs = 0;
  private ownedSince: { name: string; atUs: number } | undefined;

  constructor(cpus: number) {
    this.cpus = cpus;
  }

  ran(context: Context, fromUs: number, toUs: number): void {
    const doing = context.isWriting ? "writes" : context.spin !== undefined ? "spins" : "runs";
    const name = `${context.name} ${doing}`;
    this.add({ ph: "X", name, cat: context.kind, tid: context.cpu.id, ts: fromUs, dur: toUs - fromUs });
  }

  owner(context: Context | undefined, atUs: number): void {
    const { ownedSince } = this;
    if (ownedSince !== undefined && atUs > ownedSince.atUs)
      this.add({
        ph: "X",
        name: ownedSince.name,
        cat: "owner",
        tid: OWNER_TRACK,
        ts: ownedSince.atUs,
        dur: atUs - ownedSince.atUs,
      });
    this.ownedSince =
      context === undefined ? undefined : { name: `${context.name} on cpu${context.cpu.id}`, atUs };
  }

  handedOff(from: Context, to: Context, atUs: number): void {
    const id = this.handoffs++;
    const flow = { name: "handoff", cat: "handoff", id, ts: atUs };
    this.add({ ...flow, ph: "s", tid: from.cpu.id });
    this.add({ ...flow, ph: "f", bp: "e", tid: to.cpu.id });
  }

  level(pending: number, atUs: number): void {
    this.add({ ph: "C", name: "records pending", ts: atUs, args: { pending } });
  }

  toJson(): string {
    const tracks = Array.from({ length: this.cpus }, (_, cpu) => trackName(cpu, `cpu${cpu}`));
    const names = [...tracks, trackName(OWNER_TRACK, "console owner")];
    return JSON.stringify({ displayTimeUnit: "ms", traceEvents: [...names, ...this.events] });
  }

  private add(event: object): void {
    if (this.events.length < EVENTS_MAX) this.events.push({ pid: PID, ...event });
    else this.isCut = true;
  }
}

function trackName(tid: number, name: string): object {
  return { ph: "M", name: "thread_name", pid: PID, tid, args: { name } };
}
