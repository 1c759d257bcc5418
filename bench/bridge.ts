/**
 * Holds the bridge against its load: `npm run bench:bridge`. 64 boards log 200 records a second each; one bridge, held to
 * one core where `taskset` is there, brings them to mosquitto, and a subscriber there counts what comes. For each board
 * the books must close: log calls = records that the subscriber has seen + records that the board says it dropped. The
 * exit code is 1 if they do not.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { formatTable } from "../host/cli/table.ts";
import { subscribe } from "./fleet-books.ts";
import { startBroker } from "./mosquitto.ts";
import { PlayedBoard } from "./played-board.ts";
import { simulateFleet } from "./simulated-fleet.ts";

const boardsCount = 64;
/** A Pico's, and one of a board whose JavaScript is fast enough to write 200 records a second. */
const clocksHz = [125_000_000, 1_000_000_000];
/** How long after the boards' last word the subscriber may still be waiting. */
const patienceMs = 30_000;

const header = [
  "clock",
  "log calls",
  "seen",
  "dropped by boards",
  "missing",
  "boards closed",
  "records/s",
  "port to subscriber, p50",
  "p99",
  "bridge, of one core",
  "player late, worst",
];

const main = fileURLToPath(new URL("../host/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "baton-bench-"));

try {
  const rows: string[][] = [];
  for (const clockHz of clocksHz) rows.push(await measure(clockHz));
  console.log(formatTable(header, rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Plays a fleet through a bridge of its own. @returns a row of the table. */
async function measure(clockHz: number): Promise<string[]> {
  console.error(`simulating ${boardsCount} boards at ${clockHz / 1e6} MHz`);
  const fleet = (await simulateFleet(boardsCount, clockHz)).map((slices) => new PlayedBoard(slices));
  await Promise.all(fleet.map((board) => board.listen()));
  const broker = await startBroker(folder);
  const books = await subscribe(broker.url, fleet.length);
  const bridge = startBridge(broker.url, fleet);
  try {
    await Promise.all(fleet.map((board) => board.watched));
    const startMs = Date.now();
    console.error("playing");
    await play(fleet);
    const playedMs = Date.now() - startMs;
    const cpuMs = cpuMsOf(bridge);
    for (const endMs = Date.now() + patienceMs; !books.areClosed() && Date.now() < endMs; ) await sleep(100);
    if (!books.areClosed()) process.exitCode = 1;
    return [
      ...books.row(clockHz),
      `${((100 * cpuMs) / playedMs).toFixed(0)} %`,
      `${lateMsOf(fleet).toFixed(0)} ms`,
    ];
  } finally {
    bridge.kill();
    await new Promise((resolve) => bridge.once("exit", resolve));
    books.close();
    broker.child.kill();
    for (const board of fleet) board.close();
  }
}

async function play(fleet: readonly PlayedBoard[]): Promise<void> {
  const startMs = performance.now();
  for (let isMore = true; isMore; ) {
    const nowMs = performance.now() - startMs;
    isMore = fleet.map((board) => board.playUntil(nowMs)).includes(true);
    await sleep(5);
  }
}

function lateMsOf(fleet: readonly PlayedBoard[]): number {
  return Math.max(...fleet.map(({ lateMs }) => lateMs));
}

function startBridge(url: string, fleet: readonly PlayedBoard[]): ChildProcess {
  const ports = fleet.flatMap(({ port }, index) => ["--port", `b${index}=tcp:127.0.0.1:${port}`]);
  const words = [
    process.execPath,
    main,
    "bridge",
    ...ports,
    "--mqtt",
    url,
    "--spool",
    mkdtempSync(join(folder, "spool-")),
  ];
  const oneCore = spawnSync("taskset", ["-V"]).error === undefined ? ["taskset", "-c", "0"] : [];
  const [command = "", ...args] = [...oneCore, ...words];
  return spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] });
}

/** What a process has computed so far. Source: proc(5), /proc/pid/stat, fields 14 and 15, in hundredths of a second. */
function cpuMsOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
