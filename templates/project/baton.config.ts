import { defineConfig } from "espruino-baton/config";

/** Defaults for the command line: `--board`, `--port` and the like come first. Nothing of this gets into the firmware. */
export default defineConfig({
  board: "desk-pico",
  port: "desk",
  ports: {
    desk: "/dev/ttyACM0",
  },
  profiles: {
    // baton run src --profile ci: no hardware.
    ci: { port: "sim:rp2040-pico" },
  },
});
