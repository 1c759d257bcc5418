import type { Board } from "../firmware/board.ts";

/** Puck.js: an nRF52832 with a button, a coin cell and Bluetooth. */
export const puckjs: Board = {
  id: "PUCKJS",
  name: "Puck.js",
  source: "Espruino 2v29: boards/PUCKJS.py, scripts/build_platform_config.py, src/jsutils.h",

  // boards/PUCKJS.py: chip.speed 64 (MHz), chip.ram 64 (kB).
  clockHz: 64_000_000,
  ramBytes: 64 * 1024,
  // boards/PUCKJS.py: variables; src/jsutils.h: 13 bytes each up to 8191 of them.
  jsvars: { count: 2630, bytes: 13 },
  // boards/PUCKJS.py: chip.flash 512 (kB), saved_code: 10 pages of 4 kB below page 118.
  flash: { bytes: 512 * 1024, storage: { address: 108 * 4096, bytes: 10 * 4096 } },
  // build_platform_config.py: 1024 on every nRF52, for Bluetooth's sake.
  eventBufferBytes: 1024,

  // boards/PUCKJS.py: default_console, default_console_baudrate. Only when D29 is pulled up at power-on.
  prompt: { device: "Serial1", baud: 9600 },
  console: { device: "Serial1", baud: 9600 },
  // boards/PUCKJS.py: default_console_tx and _rx. A buffer of 128 (build_platform_config.py, 20 kB to 127 kB of RAM)
  // holds one byte less.
  uarts: [{ device: "Serial1", tx: "D28", rx: "D29", transmit: { kind: "buffer", depth: 127 } }],
  // boards/PUCKJS.py: devices.
  pins: { buttons: ["D0"], leds: ["D5", "D4", "D3"] },

  logRecords: 32,
  // src/jswrap_timer.c, from 2v29 on; src/jswrap_io.c: irq needs a native function, and those are ARM code.
  hasExecTimers: true,
  hasNativeIrq: true,
  // targets/nrf5x/jshardware.c, jshGetSystemTime: getTime() reads RTC0; nRF52832 product specification, RTC: COUNTER, 24 bits, base
  // 0x4000b000, offset 0x504. The cycle counter would stand still while the chip sleeps.
  nativeClock: { address: 0x4000b504, hz: 32_768, mask: 0xffffff },
  // targets/nrf5x/app_config.h: UART_EASY_DMA_SUPPORT is 0 here. nRF52832 product specification, UART: no flag says that there is
  // room, only the event TXDRDY; the handler in SDK 12's nrf_drv_uart.c clears it, also when it has nothing to send.
  lacks: {
    registers:
      "its UART tells of room by nothing but an event, and the interpreter's interrupt takes that away",
  },
};
