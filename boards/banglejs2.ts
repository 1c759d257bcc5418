import type { Board } from "../firmware/board.ts";
import { hasUartByDma, nrf52 } from "./chips/nrf52.ts";

/** Bangle.js 2: an nRF52840 watch. Its prompt is on the screen, or on Bluetooth while something is connected. */
export const banglejs2: Board = {
  ...nrf52,
  id: "BANGLEJS2",
  name: "Bangle.js 2",
  source: "Espruino 2v29: boards/BANGLEJS2.py, scripts/build_platform_config.py, src/jsutils.h",

  // boards/BANGLEJS2.py: chip.ram 256 (kB).
  ramBytes: 256 * 1024,
  // boards/BANGLEJS2.py: variables; src/jsutils.h: 14 bytes each up to 16383 of them.
  jsvars: { count: 12_000, bytes: 14 },
  // boards/BANGLEJS2.py: chip.flash 1024 (kB); saved_code: 2048 pages of 4 kB, all of the external SPI flash.
  flash: { bytes: 1024 * 1024, storage: { address: 0x60000000, bytes: 2048 * 4096 } },
  // boards/BANGLEJS2.py: io_buffer_size.
  eventBufferBytes: 2048,

  // boards/BANGLEJS2.py: default_console EV_TERMINAL, which has no line speed; src/jshardware.h: DEFAULT_BAUD_RATE.
  prompt: { device: "Terminal", baud: 9600 },
  console: { device: "Serial1", baud: 9600 },
  // boards/BANGLEJS2.py: usart 2, none with pins of its own. A buffer of 256 (build_platform_config.py, from 128 kB of
  // RAM on) holds one byte less.
  uarts: [
    { device: "Serial1", transmit: { kind: "buffer", depth: 255 } },
    { device: "Serial2", transmit: { kind: "buffer", depth: 255 } },
  ],
  // boards/BANGLEJS2.py: devices. LED1 and LED2 exist in JavaScript, as marks on the screen without a pin.
  pins: { buttons: ["D17"], leds: [] },

  logRecords: 64,
  lacks: hasUartByDma,
};
