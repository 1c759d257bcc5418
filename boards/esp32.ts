import type { Board } from "../firmware/board.ts";

/** ESP32, as on the WROOM-32 development boards. */
export const esp32: Board = {
  id: "ESP32",
  name: "ESP32",
  source: "Espruino 2v29: boards/ESP32.py, targets/esp32/jshardware.c; ESP32 technical reference manual",

  // boards/ESP32.py: chip.speed 240 (MHz), chip.ram 512 (kB).
  clockHz: 240_000_000,
  ramBytes: 512 * 1024,
  // boards/ESP32.py: variables, and its table: 14 bytes each.
  jsvars: { count: 16_383, bytes: 14 },
  // ESP32-WROOM-32 datasheet: 4 MB of flash; boards/ESP32.py: saved_code: 224 pages of 4 kB.
  flash: { bytes: 4 * 1024 * 1024, storage: { address: 0x320000, bytes: 224 * 4096 } },
  // boards/ESP32.py: io_buffer_size.
  eventBufferBytes: 4096,

  // boards/ESP32.py: default_console, default_console_baudrate.
  prompt: { device: "Serial1", baud: 115_200 },
  console: { device: "Serial1", baud: 115_200 },
  // boards/ESP32.py: pins with USART1 to USART3. jshUSARTKick hands each byte to the hardware at once and waits for
  // it. Technical reference manual, UART: a FIFO of 128 bytes; two are left free, as Espressif's ROM does.
  uarts: [
    { device: "Serial1", tx: "D1", rx: "D3", transmit: { kind: "buffer", depth: 126 } },
    { device: "Serial2", tx: "D4", rx: "D5", transmit: { kind: "buffer", depth: 126 } },
    { device: "Serial3", tx: "D17", rx: "D16", transmit: { kind: "buffer", depth: 126 } },
  ],
  // boards/ESP32.py: devices.
  pins: { buttons: ["D0"], leds: ["D2"] },

  logRecords: 64,
  // src/jswrap_timer.c, from 2v29 on. Native functions are ARM code, and this is an Xtensa.
  hasExecTimers: true,
  hasNativeIrq: false,
  // Technical reference manual: EN, low, resets the chip; development boards wire it to the adapter's RTS.
  resetsOnRts: true,
};
