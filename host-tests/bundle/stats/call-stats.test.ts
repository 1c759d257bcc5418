// Goal: each call is counted where it is made, whether or not its record is ever written, and counting changes nothing.
import { expect, it } from "vitest";
import { rp2040Pico } from "../../../boards/rp2040-pico.ts";
import { buildFirmware, type FirmwareBundle } from "../../../host/bundle/firmware-bundle.ts";
import { CallCounts } from "../../../host/bundle/stats/call-counts.ts";
import { callStats, warnings } from "../../../host/bundle/stats/call-stats.ts";
import { runSim } from "../../../host/sim/run-sim.ts";
import { writeApplication } from "../write-application.ts";

const SOURCE = `import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole(), idleOffloader()]);
const net = pr.child("net"), quiet = pr.child("quiet");
let n = 0;
setInterval(() => { for (let i = 0; i < 100; i++) net.info("flood %d", ++n); }, 100);
setTimeout(() => quiet.err("once %d", n), 300);
`;
const DURATION_MS = 1000;

const build = (baud: number) =>
  buildFirmware({ entry: writeApplication({ "main.ts": SOURCE }), board: rp2040Pico, baud });

const run = (bundle: FirmwareBundle, watched?: CallCounts) =>
  runSim({ board: rp2040Pico, bundle, durationMs: DURATION_MS, seed: 1, watched }).report;

it("counts every call, those whose records were dropped as well, and takes no time", async () => {
  const bundle = await build(9600);
  const counts = new CallCounts(bundle);
  const report = run(bundle, counts);
  expect(report).toEqual(run(bundle));
  expect(report.records.dropped).toMatchObject({ overrun: expect.any(Number) });
  const banner = 1;
  expect(counts.bySite[0]! + counts.bySite[1]! + banner).toBe(report.records.logged);
  expect(counts.bySite[1]).toBe(1);
});

it("warns of the facility that asks for more than its part of the line, and of no other", async () => {
  const bundle = await build(9600);
  const stats = callStats(bundle, [100, 1], DURATION_MS);
  const [flood] = stats.sites;
  expect(flood).toMatchObject({ facility: "net", calls: 100, callsPerSecond: 100 });
  expect(flood!.share).toBeCloseTo((flood!.bytesPerSecond * 10) / 9600, 2);
  expect(warnings(stats)).toEqual([expect.stringMatching(/^"net" asks for \d+ % of the line at 9600 baud/)]);
  expect(warnings(callStats(bundle, [1, 1], DURATION_MS))).toEqual([]);
});
