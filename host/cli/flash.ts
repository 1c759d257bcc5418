import { startFirmware } from "../link/upload.ts";
import { type BuildChoices, buildChoices, buildOptions } from "./build-options.ts";
import type { Command, Options } from "./command.ts";
import { flashFirmware, openFlashPort } from "./flash-firmware.ts";
import { loadFirmware } from "./load-firmware.ts";
import { portSummary } from "./port-summary.ts";

export const flash: Command = {
  name: "flash",
  summary: "put firmware on a board, verify it and start it",
  args: [
    {
      name: "<bundle|app>",
      summary: "a .js file that `baton build` has written, or an application's folder",
    },
  ],
  options: [
    { flags: "--port <port>", summary: portSummary },
    { flags: "--board <name>", summary: "the board to build an application for" },
    ...buildOptions,
    { flags: "--json", summary: "print what was flashed as JSON" },
  ],
  examples: [
    "baton flash out.js --port serial:/dev/ttyACM0",
    "baton flash examples/blink --board puckjs --port tcp:192.168.1.20:23",
  ],
  async run([target = ""], options, output) {
    const { port: address, board, json } = options as FlashOptions;
    const firmware = await loadFirmware(target, board, buildChoices(options));
    const port = await openFlashPort(address, firmware);
    try {
      await flashFirmware(port, firmware, output, json === true);
      await startFirmware(port);
    } finally {
      await port.close();
    }
    const { entry, bytes, sha256, board: id } = firmware.manifest;
    if (json) output.print(JSON.stringify({ entry, board: id, port: port.name, bytes, sha256 }));
    else
      output.print(
        `${entry} runs on the ${id} at ${port.name}: ${bytes} bytes, sha256 ${sha256.slice(0, 16)}`,
      );
  },
};

interface FlashOptions extends Options, BuildChoices {
  readonly port?: string;
  readonly board?: string;
  readonly json?: boolean;
}
