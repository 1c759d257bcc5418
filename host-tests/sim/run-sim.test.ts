/** A run under a storm, for two small applications written by hand: one that keeps books, one that prints. */
import { describe, expect, test } from "vitest";
import { puckjs } from "../../boards/puckjs.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import { runSim } from "../../host/sim/run-sim.ts";

const INPUT = `
  [D2,D3].forEach(function(pin){setWatch(function(e){log("edge "+e.state)},pin,{repeat:true})});
  Serial1.setup(9600);`;

const PRINTS = `
  function log(text){console.log("<6>["+getTime().toFixed(6).padStart(12)+"] app: "+text)}
  ${INPUT}Serial2.setup(57600);Serial2.on("data",function(d){log(d.length+" bytes")});`;

/** Queues sixteen records at most, and writes one when the line has had the time for the one before. */
const QUEUES = `
  var queue=[],logged=0,written=0,lost=0,busy=0;
  function log(text){logged++;if(queue.length<16)queue.push([getTime(),text]);else lost++;if(!busy)next()}
  function next(){
    var r=queue.shift();busy=!!r;if(!r)return;
    var line="<6>["+r[0].toFixed(6).padStart(12)+"] app: "+r[1]+"\\r\\n";
    written++;Serial1.write(line.slice(0,32));
    setTimeout(function(){Serial1.write(line.slice(32));setTimeout(next,20)},34)
  }
  function printkStats(){return{logged:logged,pending:queue.length,bootTime:0,consoles:[
    {name:"Serial1",written:written,dropped:{overrun:lost},suppressed:0,handoffs:0,takeovers:0}]}}
  ${INPUT}`;

const run = (code: string, { board = rp2040Pico, seed = 7, durationMs = 2000 } = {}) =>
  runSim({ board, durationMs, seed, bundle: { code, manifest: { sha256: "abc", bytes: code.length } } });

describe("two runs", () => {
  test("with the same seed are the same, to the byte and the microsecond", () => {
    expect(run(QUEUES)).toEqual(run(QUEUES));
    expect(run(PRINTS)).toEqual(run(PRINTS));
  });

  test("with different seeds are different", () => {
    expect(run(QUEUES, { seed: 8 }).report.text).not.toEqual(run(QUEUES).report.text);
  });
});

test("a report has the shape that tools rely on", () => {
  const { report } = run(QUEUES);
  expect(report).toMatchObject({
    schema: 1,
    board: "ESPR_RP2040_PICO",
    bundle: { sha256: "abc", bytes: QUEUES.length },
    seed: 7,
    lock: { handoffs: 0, takeovers: 0 },
  });
  expect(Object.keys(report)).toEqual(
    "schema board bundle seed simulatedMs records events stallMs latencyMs line lock text".split(" "),
  );
  expect(report.text.at(-1)).toMatch(/^<6>\[ +\d+\.\d{6}\] app: edge (true|false)$/);
});

describe("an application that keeps books", () => {
  const { report, problems } = run(QUEUES);

  test("has them compared with the wire, and they close", () => {
    const { logged, written, dropped } = report.records;
    expect(problems).toEqual([]);
    expect(logged).toBeGreaterThan(50);
    expect(logged).toBe(written + dropped.overrun!);
  });

  test("that are wrong is found out", () => {
    expect(run(QUEUES.replace("logged:logged", "logged:logged+1")).problems).toHaveLength(1);
    expect(run(QUEUES.replace("written++;", "written+=2;")).problems).not.toEqual([]);
    expect(
      run(QUEUES.replace("written++;", 'written++;if(written==5)line="lost\\r\\n";')).problems,
    ).toHaveLength(1);
  });

  test("keeps the loop free and loses no event, where printing stalls it and does", () => {
    const printing = run(PRINTS).report;
    expect(report.events.lost).toBe(0);
    expect(report.stallMs.max).toBeLessThan(20);
    expect(printing.stallMs.max).toBeGreaterThan(100);
    expect(printing.events.lost).toBeGreaterThan(0);
  });
});

test("an application that fails at its start is not taken for a quiet one", () => {
  expect(run("function f(){nowhere()}f()").uncaught).toEqual(['ReferenceError: "nowhere" is not defined']);
  expect(run(PRINTS).uncaught).toEqual([]);
});

test("the latency of a printed line is the time it takes to send", () => {
  const quiet = PRINTS.replace(INPUT, 'Serial1.setup(9600);setInterval(function(){log("x")},200);');
  const { latencyMs, line } = run(quiet).report;
  const lineMs = ("<6>[    0.000000] app: x\r\n".length * 1e4) / 9600;
  expect(latencyMs.p50).toBeGreaterThan(lineMs);
  expect(latencyMs.p50).toBeLessThan(lineMs + 15);
  expect(line.use).toBeCloseTo((line.bytes * 10) / 9600 / 2, 1);
});

test.each([rp2040Pico, puckjs])("a storm of ten seconds on a $name is over in moments", (board: Board) => {
  const { report } = run(QUEUES, { board, durationMs: 10_000 });
  expect(report.simulatedMs).toBeGreaterThan(9_999);
  expect(report.events.raised).toBeGreaterThan(300);
});
