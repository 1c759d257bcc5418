/**
 * A line at 3 Mbaud without a pause, through a real tty and the monitor's own process into a log file: is anything lost, and
 * how far behind does the reader get? `npm run bench:monitor -- [seconds]`; 60 unless given.
 *
 * The sender keeps the line's time by the wall clock and does not wait for the reader: what finds the tty full is lost, and
 * counted.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { formatTable } from "../host/cli/table.ts";
import { openPty, type Pty } from "../host/link/pty.ts";

/** 3 Mbaud with a start and a stop bit. */
const bytesPerMs = 300;
/** How often the sender catches up with the clock. */
const tickMs = 4;
/** A sender that comes later than this was held up by the computer: its line stands still meanwhile, and does not catch up. */
const lateMsMax = 20;
/** What a tty holds before it loses bytes. Source: Linux drivers/tty/tty_buffer.c, TTYB_DEFAULT_MEM_LIMIT. */
const ttyBytesMax = 65_536;
const lastLine = "the end";

const seconds = Number(process.argv[2] ?? 60);
const folder = mkdtempSync(join(tmpdir(), "baton-bench-"));
const file = join(folder, "monitor.log");
const pty = openPty();
const monitor = startMonitor();
await listening();
const sent = await send(pty, seconds * 1000);
pty.write(Buffer.from(`${lastLine}\n`));
const peakMemory = memoryOf(monitor.pid);
const code = await new Promise((resolve) => monitor.once("exit", resolve));
const saved = readFileSync(file, "utf8").split("\n");
pty.close();
rmSync(folder, { recursive: true });
const records = saved.filter((line) => line.includes("bench: record")).length;
console.log(
  formatTable(
    ["3 Mbaud through a tty", ""],
    [
      ["time", `${seconds} s`],
      ["bytes sent", `${sent.bytes}`],
      ["bytes lost at the tty", `${sent.lostBytes}`],
      ["most that waited in the tty", `${sent.waitedBytesMax} bytes`],
      ["longest stall of the sender", `${sent.lateMsMax.toFixed(0)} ms`],
      ["records sent", `${sent.records}`],
      ["records in the file", `${records}`],
      ["the monitor's peak memory", peakMemory],
      ["the monitor's exit code", `${code}`],
    ],
  ),
);
process.exitCode = records === sent.records ? 0 : 1;

function startMonitor() {
  const main = fileURLToPath(new URL("../host/cli/main.js", import.meta.url));
  const words = ["monitor", "--port", pty.path, "--save", file, "--save-size", "9G", "--until", lastLine];
  return spawn(process.execPath, [main, ...words], { stdio: ["ignore", "ignore", "inherit"] });
}

/** The monitor reads once what was written to the tty is gone from it. */
async function listening(): Promise<void> {
  pty.write(Buffer.alloc(ttyBytesMax, "\n"));
  while (pty.unreadBytes > 0) await sleep(tickMs);
}

interface Sent {
  bytes: number;
  lostBytes: number;
  waitedBytesMax: number;
  records: number;
  /** How long the computer held the sender up at worst: the reader shares its fate. */
  lateMsMax: number;
}

/** Sends whole records at the line's speed for so long. */
async function send(line: Pty, forMs: number): Promise<Sent> {
  const sent: Sent = { bytes: 0, lostBytes: 0, waitedBytesMax: 0, records: 0, lateMsMax: 0 };
  let lastMs = performance.now();
  for (let lineMs = 0; lineMs < forMs; ) {
    await sleep(tickMs);
    const nowMs = performance.now();
    sent.lateMsMax = Math.max(sent.lateMsMax, nowMs - lastMs - tickMs);
    lineMs += Math.min(nowMs - lastMs, lateMsMax);
    lastMs = nowMs;
    let piece = "";
    while (sent.bytes + piece.length < lineMs * bytesPerMs) piece += record(sent.records++, lineMs);
    sent.bytes += piece.length;
    sent.lostBytes += Math.max(0, line.unreadBytes + piece.length - ttyBytesMax);
    line.write(Buffer.from(piece));
    sent.waitedBytesMax = Math.max(sent.waitedBytesMax, line.unreadBytes);
  }
  return sent;
}

function record(n: number, lineMs: number): string {
  const time = (lineMs / 1000).toFixed(6).padStart(12);
  return `<6>[${time}] bench: record ${n} of a line that never rests\r\n`;
}

/** The most that a process has held. Where there is no `/proc`, nobody knows. */
function memoryOf(pid: number | undefined): string {
  try {
    return /VmHWM:\s*(.*)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "?";
  } catch {
    return "?";
  }
}
