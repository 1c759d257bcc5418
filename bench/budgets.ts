/**
 * What logging may cost, as data. To add a budget, add a row, and a span to `bench/apps` if it needs one.
 *
 * The floor is the cheapest store there can be: the fields of a record into a slot of an array, inline. `console.log`
 * is given the same values to make the same text of; its line is idle and every character finds room, unless a row says
 * otherwise.
 */
import type { Measure } from "./measure.ts";
import { marked, type Program, roundsMax } from "./program.ts";

export interface Budget {
  readonly what: string;
  readonly of: Measure;
  /** What it is compared with; without one the figure itself is held against the limit. */
  readonly baseline?: { readonly name: string; readonly of: Measure };
  readonly limit: { readonly atMost: number } | { readonly atLeast: number };
  /** Why the budget is not met, where it is known not to be. */
  readonly gap?: string;
}

/** A statement on the bare interpreter. */
export function bare(statement: string, setup = "", fill = ""): Measure {
  const program = (inside: string): Program => spanProgram({ setup, round: `${fill}${marked(inside)}` });
  return { kind: "span", program: program(statement), nothing: program("") };
}

/** One of the spans of a firmware in `bench/apps`, by its name there. */
function inFirmware(app: string, span: string, log?: string): Measure {
  const program = (name: string): Program => spanProgram({ app, log, round: `${name}(i)` }, 600);
  return { kind: "span", program: program(span), nothing: program("spanOfNothing") };
}

function spanProgram(program: Omit<Program, "forMs">, pauseMs = 100): Program {
  return { ...program, pauseMs, forMs: 300 + pauseMs * (roundsMax + 1) };
}

type OfBacklog = "stall" | "line-use" | "time-per-byte" | "bytes-sent";

const backlog = (kind: OfBacklog, baud: number, tokens?: boolean): Measure => ({
  kind,
  program: { app: "backlog", baud, tokens, forMs: baud < 100_000 ? 4000 : 2500 },
});

const nativeBacklog = (kind: OfBacklog, baud: number, which = "backlog"): Measure => ({
  kind,
  program: { app: "native", baud, setup: `setTimeout(${which},300)`, forMs: baud < 100_000 ? 4000 : 2500 },
});

/** Eight records at once, every ten milliseconds, as tokens: nine tenths of what the line takes. */
function nativeTokens(): Measure {
  const program = (app: Partial<Program>, every: string): Program => ({
    ...app,
    setup: `${app.setup ?? ""}setInterval(${every},10,7);setTimeout(function(){${marked("")}},1000)`,
    forMs: 5000,
  });
  return {
    kind: "time-per-line",
    program: program({ app: "native", tokens: true }, "say8"),
    nothing: program({ setup: "Serial1.setup(115200);" }, "function(n){var i=n|0}"),
  };
}

/** Records of 60 bytes for three seconds, longer than the ring hides what is too much; and the greeting. */
const load = (baud: number, app = "line-load"): Measure => ({
  kind: "lines-lost",
  program: { app, baud, setup: "load(0.8);setTimeout(load,3000,0)", forMs: 5500 },
  linesWritten: Math.floor((3000 * 0.8 * baud) / 600_000) + 1,
});

/** Says how many variables are in use, once everything is. */
const usage = {
  setup:
    'Serial1.setup(115200);setTimeout(function(){Serial1.println("usage "+process.memory().usage)},1000)',
  forMs: 1500,
};

const consoleOnUart = "echo(0);Serial1.setup(115200);Serial1.setConsole(true)";
const floor = {
  name: 'r[h++&31]=[getTime(),5,"x %d",i]',
  of: bare('r[h++&31]=[getTime(),5,"x %d",i]', "var r=[],h=0"),
};
const shortLine = {
  name: "console.log of the same 27 characters",
  of: bare('console.log("input",1,"edge",i,"after 15 ms")', consoleOnUart),
};
const longLine = {
  name: "console.log of 64 characters, FIFO full",
  of: bare(`console.log("${"x".repeat(64)}")`, consoleOnUart, `console.log("${"x".repeat(60)}");`),
};

export const budgets: readonly Budget[] = [
  {
    what: "log call : floor",
    of: inFirmware("spans", "spanOfLog"),
    baseline: floor,
    limit: { atMost: 1.25 },
    gap: "the record's number, its context and the question whether somebody has to be told; the floor has none of them",
  },
  {
    what: "log call that wakes the offloader : floor",
    of: inFirmware("spans", "spanOfFirst"),
    baseline: floor,
    limit: { atMost: 1.25 },
    gap: "once in a burst: who writes is looked up, and a timer is set",
  },
  {
    what: "log call with a format of run time : floor",
    of: inFirmware("spans", "spanOfOrdinary"),
    baseline: floor,
    limit: { atMost: 2.2 },
    gap: "each value is looked at before it is kept, out of `arguments`; calls whose format the build knows do not pass here",
  },
  {
    what: "log call that the build leaves out",
    of: inFirmware("spans", "spanOfLeftOut", "*=info"),
    limit: { atMost: 0 },
  },
  {
    what: "log call with two integers : console.log, line idle",
    of: inFirmware("spans", "spanOfTwo"),
    baseline: shortLine,
    limit: { atMost: 1 / 6 },
    gap: "machine code prints what finds room in the FIFO in about the time of the cheapest store in JavaScript; the next row is what it costs when there is no room",
  },
  {
    what: "log call of 64 characters : console.log, FIFO full",
    of: inFirmware("spans", "spanOfLong"),
    baseline: longLine,
    limit: { atMost: 1 / 15 },
    gap: "see the log call",
  },
  {
    what: "log call into a full ring : into an empty one",
    of: inFirmware("spans", "spanOfFull"),
    baseline: { name: "into an empty ring", of: inFirmware("spans", "spanOfLog") },
    limit: { atMost: 1.2 },
  },
  {
    what: "native ring, two integers : floor",
    of: inFirmware("native", "spanOfSay"),
    baseline: floor,
    limit: { atMost: 0.35 },
    gap: "the call into machine code is most of it, reading the call the rest",
  },
  {
    what: "native ring, two integers : console.log, line idle",
    of: inFirmware("native", "spanOfSay"),
    baseline: shortLine,
    limit: { atMost: 1 / 20 },
    gap: "nothing that JavaScript calls takes a twentieth of that: see the log call beside it",
  },
  {
    what: "native ring, two integers : console.log, FIFO full",
    of: inFirmware("native", "spanOfSay"),
    baseline: longLine,
    limit: { atMost: 1 / 50 },
    gap: "see the native ring beside the floor",
  },
  {
    what: "longest turn while a backlog drains, 115200 baud",
    of: backlog("stall", 115_200),
    limit: { atMost: 1 },
    gap: "a turn brings a record from the ring to the UART, in JavaScript: see what that takes for each byte",
  },
  {
    what: "JavaScript per byte while a backlog drains",
    of: backlog("time-per-byte", 115_200),
    // A byte is on the line for 86.8 µs.
    limit: { atMost: 82 },
    gap: "a fifth of it makes the text; the rest are the steps of the console, its port and its task, each a statement of its own because an interrupt or a death may come between",
  },
  {
    what: "line use while a backlog drains, 115200 baud",
    of: backlog("line-use", 115_200),
    limit: { atLeast: 95 },
    gap: "the line waits for JavaScript: see what that takes for each byte",
  },
  {
    what: "line use while a backlog drains, 9600 baud",
    of: backlog("line-use", 9600),
    limit: { atLeast: 98 },
  },
  {
    what: "native offloader: line use, 115200 baud",
    of: nativeBacklog("line-use", 115_200),
    limit: { atLeast: 99.5 },
  },
  {
    what: "native offloader: line use, 9600 baud",
    of: nativeBacklog("line-use", 9600),
    limit: { atLeast: 99.5 },
  },
  {
    what: "native offloader: JavaScript per byte written",
    of: nativeBacklog("time-per-byte", 115_200),
    limit: { atMost: 12 },
  },
  {
    what: "native offloader: longest turn while a backlog drains, 115200 baud",
    of: nativeBacklog("stall", 115_200),
    limit: { atMost: 1 },
  },
  {
    what: "native offloader: JavaScript per byte of records that it formats",
    of: nativeBacklog("time-per-byte", 115_200, "formattedBacklog"),
    limit: { atMost: 82 },
    gap: "a fifth of it makes the text; the rest are the steps of the console and its task, and the ring of bytes",
  },
  {
    what: "native ring and offloader, tokens of two integers: JavaScript per record",
    of: nativeTokens(),
    limit: { atMost: 100 },
  },
  {
    what: "bytes of 20 records as tokens : as text",
    of: backlog("bytes-sent", 115_200, true),
    baseline: { name: "as text", of: backlog("bytes-sent", 115_200) },
    limit: { atMost: 1 / 4 },
  },
  {
    what: "lines lost at 80 % load, 115200 baud",
    of: load(115_200),
    limit: { atMost: 0 },
    gap: "JavaScript writes fewer bytes than that: see what it takes for each; all that is lost is announced",
  },
  { what: "lines lost at 80 % load, 9600 baud", of: load(9600), limit: { atMost: 0 } },
  {
    what: "native ring and offloader: lines lost at 80 % load, 115200 baud",
    of: load(115_200, "bench/apps/line-load/native.ts"),
    limit: { atMost: 0 },
  },
  {
    what: "core, UART console and offloader: examples/blink",
    of: { kind: "bundle", app: "examples/blink" },
    limit: { atMost: 6000 },
    gap: "steps that an interrupt or a death may come between, each with its own recovery",
  },
  {
    what: "variables that examples/blink holds when it has booted",
    of: { kind: "variables", program: { app: "examples/blink", ...usage }, nothing: usage },
    // 12 % of the 2,630 of a Puck.js.
    limit: { atMost: 315 },
    gap: "a function takes five and one for each parameter, and some fifty have to stay",
  },
];
