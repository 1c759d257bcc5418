import { openPort, type Port } from "../link/port.ts";
import { startFirmware } from "../link/upload.ts";
import { type BuildChoices, buildOptions } from "./build-options.ts";
import type { Command } from "./command.ts";
import { flashFirmware, openFlashPort } from "./flash-firmware.ts";
import { itemDecoder } from "./item-decoder.ts";
import { loadFirmware } from "./load-firmware.ts";
import { portSummary } from "./port-summary.ts";
import { type WatchOptions, watchOptions } from "./watch-options.ts";
import { watchPorts } from "./watch-ports.ts";

export const run: Command = {
  name: "run",
  summary: "build, flash and monitor",
  args: [{ name: "<app>", summary: "the folder that holds main.ts, or a .js file that is built already" }],
  options: [
    { flags: "--board <name>", summary: "the board to build for" },
    { flags: "--port <port>", summary: portSummary },
    ...buildOptions,
    ...watchOptions,
  ],
  examples: [
    "baton run examples/blink --board rp2040-pico --port serial:/dev/ttyUSB0",
    "baton run examples/blink --board puckjs --port sim:puckjs --timeout 5s",
  ],
  async run([target = ""], options, output) {
    const { port: address, board, json, log, tokens } = options as RunOptions;
    const firmware = await loadFirmware(target, board, { log, tokens });
    const port = await openFlashPort(address, firmware);
    try {
      await flashFirmware(port, firmware, output, json === true);
      const { baud } = firmware.manifest;
      const decoder = await itemDecoder(firmware);
      const reopen = () => openPort(address, { baud });
      const watching = watchPorts([{ port, reopen, decoder }], options, output);
      await Promise.all([watching, startAt(port, baud)]);
    } finally {
      await port.close();
    }
  },
};

/** The firmware may set up the port that the prompt is on, and then speaks at its own speed. */
async function startAt(port: Port, baud: number): Promise<void> {
  await startFirmware(port);
  await port.setBaud?.(baud);
}

interface RunOptions extends WatchOptions, BuildChoices {
  readonly port?: string;
  readonly board?: string;
}
