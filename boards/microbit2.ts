import type { Board } from "../firmware/board.ts";
import { lacksRoomFlag, nrf52 } from "./chips/nrf52.ts";

/** BBC micro:bit 2: an nRF52833, with a second chip that carries Serial1 over USB. */
export const microbit2: Board = {
  ...nrf52,
  id: "MICROBIT2",
  name: "BBC micro:bit 2",
  source: "Espruino 2v29: boards/MICROBIT2.py, scripts/build_platform_config.py, src/jsutils.h",

  // boards/MICROBIT2.py: chip.ram 128 (kB).
  ramBytes: 128 * 1024,
  // boards/MICROBIT2.py: variables; src/jsutils.h: 13 bytes each up to 8191 of them.
  jsvars: { count: 6000, bytes: 13 },
  // boards/MICROBIT2.py: chip.flash 512 (kB), saved_code: 10 pages of 4 kB below page 118.
  flash: { bytes: 512 * 1024, storage: { address: 108 * 4096, bytes: 10 * 4096 } },

  // boards/MICROBIT2.py: default_console, default_console_baudrate.
  prompt: { device: "Serial1", baud: 9600 },
  console: { device: "Serial1", baud: 9600 },
  // boards/MICROBIT2.py: default_console_tx and _rx, wired to the USB chip. A buffer of 256 (build_platform_config.py,
  // from 128 kB of RAM on) holds one byte less.
  uarts: [{ device: "Serial1", tx: "H1", rx: "H0", transmit: { kind: "buffer", depth: 255 } }],
  // boards/MICROBIT2.py: devices. V0 is the light of the whole matrix.
  pins: { buttons: ["D5", "D11"], leds: ["V0"] },

  logRecords: 64,
  lacks: lacksRoomFlag,
};
