import type { Board } from "../firmware/board.ts";
import { lacksRoomFlag, nrf52 } from "./chips/nrf52.ts";

/** Puck.js: an nRF52832 with a button, a coin cell and Bluetooth. */
export const puckjs: Board = {
  ...nrf52,
  id: "PUCKJS",
  name: "Puck.js",
  source: "Espruino 2v29: boards/PUCKJS.py, scripts/build_platform_config.py, src/jsutils.h",

  // boards/PUCKJS.py: chip.ram 64 (kB).
  ramBytes: 64 * 1024,
  // boards/PUCKJS.py: variables; src/jsutils.h: 13 bytes each up to 8191 of them.
  jsvars: { count: 2630, bytes: 13 },
  // boards/PUCKJS.py: chip.flash 512 (kB), saved_code: 10 pages of 4 kB below page 118.
  flash: { bytes: 512 * 1024, storage: { address: 108 * 4096, bytes: 10 * 4096 } },

  // boards/PUCKJS.py: default_console, default_console_baudrate. Only when D29 is pulled up at power-on.
  prompt: { device: "Serial1", baud: 9600 },
  console: { device: "Serial1", baud: 9600 },
  // boards/PUCKJS.py: default_console_tx and _rx. A buffer of 128 (build_platform_config.py, 20 kB to 127 kB of RAM)
  // holds one byte less.
  uarts: [{ device: "Serial1", tx: "D28", rx: "D29", transmit: { kind: "buffer", depth: 127 } }],
  // boards/PUCKJS.py: devices.
  pins: { buttons: ["D0"], leds: ["D5", "D4", "D3"] },

  logRecords: 32,
  lacks: lacksRoomFlag,
};
