import path from "node:path";
import { listBoards, type NamedBoard } from "../boards/find-board.ts";
import type { BoardLatency } from "../sim/board-latency.ts";
import type { Command, Output } from "./command.ts";
import { formatTable } from "./table.ts";

export const boards: Command = {
  name: "boards",
  summary: "list the boards, yours in boards/ included",
  options: [
    { flags: "--latency", summary: "what logging costs each of them at worst, by the cost model" },
    { flags: "--json", summary: "print all facts, as one JSON array" },
  ],
  examples: ["baton boards", "baton boards --json", "baton boards --latency"],
  async run(_args, options, output) {
    const found = await listBoards();
    if (options.latency) return showLatencies(found, Boolean(options.json), output);
    output.print(
      options.json ? JSON.stringify(found.map(asJson), null, 2) : formatTable(header, found.map(asRow)),
    );
  },
};

function asJson({ name, board, file }: NamedBoard): object {
  return { ...board, name, product: board.name, file };
}

const header = ["name", "firmware id", "RAM", "jsvars", "console", "transmit", "product"];

function asRow({ name, board }: NamedBoard): string[] {
  const { device, baud } = board.console;
  const uart = board.uarts.find((candidate) => candidate.device === device);
  return [
    name,
    board.id,
    `${board.ramBytes / 1024} kB`,
    `${board.jsvars.count}`,
    `${device} ${baud}`,
    uart === undefined ? "" : `${uart.transmit.kind} ${uart.transmit.depth}`,
    board.name,
  ];
}

interface LatencyRow extends BoardLatency {
  readonly name: string;
  readonly console: string;
}

const latencyHeader = ["name", "console", "log call", "of an object", "drain turn", "panic flush"];

async function showLatencies(found: readonly NamedBoard[], isJson: boolean, output: Output): Promise<void> {
  const rows: LatencyRow[] = [];
  for (const each of found) {
    output.signal.throwIfAborted();
    const { device, baud } = each.board.console;
    rows.push({ name: each.name, console: `${device} ${baud}`, ...(await latency(each)) });
  }
  output.print(isJson ? JSON.stringify(rows, null, 2) : formatTable(latencyHeader, rows.map(asLatencyRow)));
}

async function latency({ board }: NamedBoard): Promise<BoardLatency> {
  const { packageFolder } = await import("../bundle/device-package.ts");
  const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
  const { latencyOf } = await import("../sim/board-latency.ts");
  const { code } = await buildFirmware({ entry: path.join(packageFolder, "examples/latency"), board });
  return latencyOf(board, code);
}

function asLatencyRow({ name, console, ...took }: LatencyRow): string[] {
  const figures = [took.logCallMs, took.objectCallMs, took.drainTurnMs, took.panicMs].map(
    (ms) => `${ms.toFixed(1)} ms`,
  );
  return [name, console, ...figures];
}
