import type { Board } from "../firmware/board.ts";
import { lacksRoomFlag, nrf52 } from "./chips/nrf52.ts";

/** MDBT42Q: the bare nRF52832 module, and the breakout board that carries it. */
export const mdbt42q: Board = {
  ...nrf52,
  id: "MDBT42Q",
  name: "MDBT42Q Module",
  source: "Espruino 2v29: boards/MDBT42Q.py, scripts/build_platform_config.py, src/jsutils.h",

  // boards/MDBT42Q.py: chip.ram 64 (kB).
  ramBytes: 64 * 1024,
  // boards/MDBT42Q.py: variables; src/jsutils.h: 13 bytes each up to 8191 of them.
  jsvars: { count: 2950, bytes: 13 },
  // boards/MDBT42Q.py: chip.flash 512 (kB), saved_code: 10 pages of 4 kB below page 118.
  flash: { bytes: 512 * 1024, storage: { address: 108 * 4096, bytes: 10 * 4096 } },

  // boards/MDBT42Q.py: default_console, default_console_baudrate. Only when D8 is pulled up at power-on.
  prompt: { device: "Serial1", baud: 9600 },
  console: { device: "Serial1", baud: 9600 },
  // boards/MDBT42Q.py: default_console_tx and _rx. A buffer of 128 (build_platform_config.py, 20 kB to 127 kB of RAM)
  // holds one byte less.
  uarts: [{ device: "Serial1", tx: "D6", rx: "D8", transmit: { kind: "buffer", depth: 127 } }],
  // boards/MDBT42Q.py: devices.
  pins: { buttons: ["D0"], leds: ["D1", "D2"] },

  logRecords: 32,
  lacks: lacksRoomFlag,
};
