/**
 * Edges that come while JavaScript of the real firmware is busy, logged by machine code in the GPIO interrupt, while the pump's
 * interrupt writes and the busy JavaScript logs integers. Skipped without the firmware: set BATON_PICO_FIRMWARE.
 */
import { describe, expect, test } from "vitest";
import { firmwareFile, onPico, picoWith } from "./pico-application.ts";

const EDGES = 300;
/** JavaScript is busy by then, and for as long as edges come. */
const START_NANOS = 240e6;
/** The pump's interrupt comes every millisecond: it meets some of 300 edges whose phases are 3.3 µs apart. */
const PERIOD_NANOS = 903_333;
/** JavaScript needs 25 ms to make text of a record, twice as long as usual because of where it has to be put. */
const LIMIT_MS = 20_000;

const PROGRAM = `import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, uartConsole } from "espruino-baton/plugins";
const irqLog = nativeRing({ slots: 512 });
boot(board, [uartConsole(), irqLog, nativeOffloader({ ringBytes: 4096 })]);
irqLog.watch(D2, { name: "edge" });
let other = 0;
setWatch(() => { other++; }, D3, { repeat: true, edge: "both" });
const ahead = "what the pump is at work on\\n".repeat(100);
setTimeout(() => {
  pr.printk.console!.port.write(ahead, 0, ahead.length);
  for (let call = 0; call < 60; call++) {
    pr.info("call %d", call);
    for (const until = getTime() + 0.005; getTime() < until; );
  }
}, 100);
setTimeout(() => pr.info("javascript saw %d", other), 450);`;

describe.skipIf(!firmwareFile)(onPico("the native ring"), { timeout: 600_000 }, () => {
  test("300 edges in a busy loop of 300 ms, the pump at work, are 300 records, exact to 2 µs, and JavaScript loses none of its own", async () => {
    const { pico, heard } = await picoWith(PROGRAM);
    const edgeNanos = Array.from({ length: EDGES }, (_, index) => START_NANOS + index * PERIOD_NANOS);
    for (const [index, nanos] of edgeNanos.entries())
      pico.agenda.at(nanos, () => pico.pin("D2").drive(index % 2 === 0));
    for (let edge = 0; edge < 20; edge++)
      pico.agenda.at(START_NANOS + 5e6 + edge * 10e6, () => pico.pin("D3").drive(edge % 2 === 0));
    expect(pico.runUntil(() => heard.text.endsWith("javascript saw 20\r\n"), LIMIT_MS)).toBe(true);
    const times = [...heard.text.matchAll(/\[ *(\d+)\.(\d{6})\]\[C\] irq: edge (?:rises|falls)\r\n/g)].map(
      ([, s, us]) => Number(s) * 1e6 + Number(us),
    );
    expect(times).toHaveLength(EDGES);
    const offsets = times.map((us, index) => us - (edgeNanos[index] as number) / 1000);
    const spreadUs = Math.max(...offsets) - Math.min(...offsets);
    console.log(`${times.length} edges, exact to ${spreadUs.toFixed(3)} µs`);
    expect(spreadUs).toBeLessThanOrEqual(2);
    const seconds = [...heard.text.matchAll(/^<\d>\[ *(\d+\.\d{6})\]/gm)].map(([, s]) => Number(s));
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
  });
});
