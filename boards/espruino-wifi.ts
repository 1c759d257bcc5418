import type { Board } from "../firmware/board.ts";

/** Espruino WiFi: an STM32F411 beside an ESP8266 that does the radio. */
export const espruinoWifi: Board = {
  id: "ESPRUINOWIFI",
  name: "Espruino WiFi",
  source: "Espruino 2v29: boards/ESPRUINOWIFI.py, scripts/build_platform_config.py, src/jsutils.h",

  // boards/ESPRUINOWIFI.py: chip.speed 100 (MHz), chip.ram 128 (kB).
  clockHz: 100_000_000,
  ramBytes: 128 * 1024,
  // boards/ESPRUINOWIFI.py: variables; src/jsutils.h: 13 bytes each up to 8191 of them.
  jsvars: { count: 8190, bytes: 13 },
  // boards/ESPRUINOWIFI.py: chip.flash 512 (kB), saved_code: one page of 64 kB.
  flash: { bytes: 512 * 1024, storage: { address: 0x08010000, bytes: 65_536 } },
  // build_platform_config.py: 1024 from 96 kB of RAM on.
  eventBufferBytes: 1024,

  // boards/ESPRUINOWIFI.py: default_console; src/jshardware.h: DEFAULT_BAUD_RATE.
  prompt: { device: "Serial1", baud: 9600 },
  console: { device: "Serial1", baud: 115_200 },
  // boards/ESPRUINOWIFI.py: default_console_tx and _rx. USART2 (A2, A3) belongs to the ESP8266. A buffer of 256
  // (build_platform_config.py, from 128 kB of RAM on) holds one byte less.
  uarts: [{ device: "Serial1", tx: "B6", rx: "B7", transmit: { kind: "buffer", depth: 255 } }],
  // boards/ESPRUINOWIFI.py: devices.
  pins: { buttons: ["C13"], leds: ["B2", "B12"] },

  logRecords: 64,
  // src/jswrap_timer.c, from 2v29 on; src/jswrap_io.c: irq needs a native function, and those are ARM code.
  hasExecTimers: true,
  hasNativeIrq: true,
};
