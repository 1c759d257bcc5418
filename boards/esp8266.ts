import type { Board } from "../firmware/board.ts";

/** ESP8266 with 4 MB of flash, as on the NodeMCU, Wemos and ESP-12 boards. */
export const esp8266: Board = {
  id: "ESP8266_4MB",
  name: "ESP8266",
  source: "Espruino 2v29: boards/ESP8266_4MB.py, targets/esp8266/uart.c, scripts/build_platform_config.py",

  // boards/ESP8266_4MB.py: chip.speed 160 (MHz), chip.ram 80 (kB).
  clockHz: 160_000_000,
  ramBytes: 80 * 1024,
  // boards/ESP8266_4MB.py: variables; src/jsutils.h: 12 bytes each up to 2047 of them.
  jsvars: { count: 1600, bytes: 12 },
  // make/family/ESP8266.make: ESP_COMBINED_SIZE 4096 (kB); boards/ESP8266_4MB.py: saved_code: 48 pages of 4 kB.
  flash: { bytes: 4096 * 1024, storage: { address: 0x0cb000, bytes: 48 * 4096 } },
  // build_platform_config.py: 512 for 20 kB to 95 kB of RAM.
  eventBufferBytes: 512,

  // boards/ESP8266_4MB.py: default_console, default_console_baudrate.
  prompt: { device: "Serial1", baud: 115_200 },
  console: { device: "Serial1", baud: 115_200 },
  // boards/ESP8266_4MB.py: pins with USART1 and USART2, the second without a receiver. jshUSARTKick hands each byte to
  // the hardware at once; targets/esp8266/uart.c waits while 126 of the FIFO's 128 bytes are taken.
  uarts: [
    { device: "Serial1", tx: "D1", rx: "D3", transmit: { kind: "buffer", depth: 126 } },
    { device: "Serial2", tx: "D2", transmit: { kind: "buffer", depth: 126 } },
  ],
  // boards/ESP8266_4MB.py: devices, which is empty.
  pins: { buttons: [], leds: [] },

  // A record is about ten variables, and there are 1600.
  logRecords: 16,
  // src/jswrap_timer.c, from 2v29 on. Native functions are ARM code, and this is an Xtensa.
  hasExecTimers: true,
  hasNativeIrq: false,
  // Datasheet: EXT_RSTB, low, resets the chip; development boards wire it to the adapter's RTS.
  resetsOnRts: true,
};
