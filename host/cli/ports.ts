import { type ListedPort, listPorts } from "../link/list-ports.ts";
import type { Command } from "./command.ts";
import { formatTable } from "./table.ts";

export const ports: Command = {
  name: "ports",
  summary: "list the serial ports, with what to give as --port",
  options: [{ flags: "--json", summary: "print them as one JSON array" }],
  examples: ["baton ports", "baton ports --json"],
  async run(_args, { json }, output) {
    const found = await listPorts();
    if (json) output.print(JSON.stringify(found, null, 2));
    else if (found.length === 0) output.note("there are none: plug a board in");
    else output.print(formatTable(["port", "path", "what"], found.map(asRow)));
  },
};

function asRow({ address, path, product, manufacturer, usb }: ListedPort): string[] {
  return [address, path, product ?? manufacturer ?? (usb === undefined ? "not on USB" : "unknown")];
}
