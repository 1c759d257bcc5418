import type { Board } from "../firmware/board.ts";

/** BBC micro:bit 2: an nRF52833, with a second chip that carries Serial1 over USB. */
export const microbit2: Board = {
  id: "MICROBIT2",
  name: "BBC micro:bit 2",
  source: "Espruino 2v29: boards/MICROBIT2.py, scripts/build_platform_config.py, src/jsutils.h",

  // boards/MICROBIT2.py: chip.speed 64 (MHz), chip.ram 128 (kB).
  clockHz: 64_000_000,
  ramBytes: 128 * 1024,
  // boards/MICROBIT2.py: variables; src/jsutils.h: 13 bytes each up to 8191 of them.
  jsvars: { count: 6000, bytes: 13 },
  // boards/MICROBIT2.py: chip.flash 512 (kB), saved_code: 10 pages of 4 kB below page 118.
  flash: { bytes: 512 * 1024, storage: { address: 108 * 4096, bytes: 10 * 4096 } },
  // build_platform_config.py: 1024 on every nRF52, for Bluetooth's sake.
  eventBufferBytes: 1024,

  // boards/MICROBIT2.py: default_console, default_console_baudrate.
  prompt: { device: "Serial1", baud: 9600 },
  console: { device: "Serial1", baud: 9600 },
  // boards/MICROBIT2.py: default_console_tx and _rx, wired to the USB chip. A buffer of 256 (build_platform_config.py,
  // from 128 kB of RAM on) holds one byte less.
  uarts: [{ device: "Serial1", tx: "H1", rx: "H0", transmit: { kind: "buffer", depth: 255 } }],
  // boards/MICROBIT2.py: devices. V0 is the light of the whole matrix.
  pins: { buttons: ["D5", "D11"], leds: ["V0"] },

  logRecords: 64,
  // src/jswrap_timer.c, from 2v29 on; src/jswrap_io.c: irq needs a native function, and those are ARM code.
  hasExecTimers: true,
  hasNativeIrq: true,
  // targets/nrf5x/jshardware.c, jshGetSystemTime: getTime() reads RTC0; nRF52833 product specification, RTC: COUNTER, 24 bits, base
  // 0x4000b000, offset 0x504. The cycle counter would stand still while the chip sleeps.
  nativeClock: { address: 0x4000b504, hz: 32_768, mask: 0xffffff },
  // targets/nrf5x/app_config.h: UART_EASY_DMA_SUPPORT is 0, since the board is built for an nRF52832. nRF52833 product specification, UART: no flag says that there is
  // room, only the event TXDRDY; the handler in SDK 12's nrf_drv_uart.c clears it, also when it has nothing to send.
  lacks: {
    registers:
      "its UART tells of room by nothing but an event, and the interpreter's interrupt takes that away",
  },
};
