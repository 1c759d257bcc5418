import type { Board } from "../firmware/board.ts";

/** Espruino WiFi: an STM32F411 beside an ESP8266 that does the radio. */
export const espruinoWifi: Board = {
  id: "ESPRUINOWIFI",
  name: "Espruino WiFi",
  source: "Espruino 2v29: boards/ESPRUINOWIFI.py, scripts/build_platform_config.py, src/jsutils.h",

  // targetlibs/stm32f4/lib/system_stm32f4xx.c: 8 MHz / 8 * 384 / 4, since USB wants 48 MHz of it; boards/ESPRUINOWIFI.py rounds
  // it to 100. chip.ram 128 (kB).
  clockHz: 96_000_000,
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
  // RM0383 2.3, 19.6: USART1 0x40011000; USART_SR first, TXE (0x80) says that USART_DR, 4 behind it, is empty. Espruino lets its
  // transmit interrupt come only while it has bytes itself, and then before the timer's (targets/stm32/stm32_it.c,
  // USART_IRQHandler; jshardware.c, jshUSARTKick, IRQ_PRIOR_USART).
  uarts: [
    {
      device: "Serial1",
      tx: "B6",
      rx: "B7",
      transmit: { kind: "buffer", depth: 255 },
      registers: {
        dataAddress: 0x40011004,
        flagsAddress: 0x40011000,
        roomMask: 0x80,
        roomFlags: 0x80,
        depth: 1,
      },
    },
  ],
  // boards/ESPRUINOWIFI.py: devices.
  pins: { buttons: ["C13"], leds: ["B2", "B12"] },

  logRecords: 64,
  // src/jswrap_timer.c, from 2v29 on; src/jswrap_io.c: irq needs a native function, and those are ARM code.
  hasExecTimers: true,
  hasNativeIrq: true,
  // ARMv7-M architecture reference manual, C1.6.5, C1.8.7, C1.8.8: DWT_CYCCNT counts the core's cycles once TRCENA in DEMCR and
  // CYCCNTENA in DWT_CTRL are set. RM0383 23.16.1: DBG_SLEEP in DBGMCU_CR has the core's clock go on in sleep (WFI), for the price
  // of the current. getTime() follows the RTC, which has a crystal of its own (jshardware.c, USE_RTC).
  nativeClock: {
    address: 0xe0001004,
    hz: 96_000_000,
    enable: [
      { address: 0xe000edfc, bits: 0x01000000 },
      { address: 0xe0001000, bits: 1 },
      { address: 0xe0042004, bits: 1 },
    ],
    drifts: true,
  },
};
