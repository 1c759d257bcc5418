import { listBoards, type NamedBoard } from "../boards/find-board.ts";
import type { Command } from "./command.ts";
import { formatTable } from "./table.ts";

export const boards: Command = {
  name: "boards",
  summary: "list the boards, yours in boards/ included",
  options: [{ flags: "--json", summary: "print all facts, as one JSON array" }],
  examples: ["baton boards", "baton boards --json"],
  async run(_args, options, output) {
    const found = await listBoards();
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
