import type { Board } from "../firmware/board.ts";

/** Espruino Pico, revisions 1.3 and 1.4: an STM32F401 on a USB stick. */
export const espruinoPico: Board = {
  id: "PICO_R1_3",
  name: "Espruino Pico",
  source: "Espruino 2v29: boards/PICO_R1_3.py, scripts/build_platform_config.py, src/jsutils.h",

  // boards/PICO_R1_3.py: chip.speed 84 (MHz), chip.ram 96 (kB).
  clockHz: 84_000_000,
  ramBytes: 96 * 1024,
  // boards/PICO_R1_3.py: variables; src/jsutils.h: 13 bytes each up to 8191 of them.
  jsvars: { count: 5100, bytes: 13 },
  // boards/PICO_R1_3.py: chip.flash 384 (kB), saved_code: 3 pages of 16 kB.
  flash: { bytes: 384 * 1024, storage: { address: 0x08004000, bytes: 3 * 16_384 } },
  // build_platform_config.py: 1024 from 96 kB of RAM on.
  eventBufferBytes: 1024,

  // boards/PICO_R1_3.py: default_console; src/jshardware.h: DEFAULT_BAUD_RATE.
  prompt: { device: "Serial1", baud: 9600 },
  console: { device: "Serial1", baud: 115_200 },
  // src/jspin.c gives Serial1 these pins on a Pico; boards/pins/stm32f401_af.csv: USART2 on A2 and A3. A buffer of 128
  // (build_platform_config.py, 20 kB to 127 kB of RAM) holds one byte less.
  // RM0368 2.3, 19.6: USART1 0x40011000, USART2 0x40004400; USART_SR first, TXE (0x80) says that USART_DR, 4 behind it, is empty.
  // Espruino lets its transmit interrupt come only while it has bytes itself, and then before the timer's
  // (targets/stm32/stm32_it.c, USART_IRQHandler; jshardware.c, jshUSARTKick, IRQ_PRIOR_USART).
  uarts: [
    {
      device: "Serial1",
      tx: "B6",
      rx: "B7",
      transmit: { kind: "buffer", depth: 127 },
      registers: {
        dataAddress: 0x40011004,
        flagsAddress: 0x40011000,
        roomMask: 0x80,
        roomFlags: 0x80,
        depth: 1,
      },
    },
    {
      device: "Serial2",
      tx: "A2",
      rx: "A3",
      transmit: { kind: "buffer", depth: 127 },
      registers: {
        dataAddress: 0x40004404,
        flagsAddress: 0x40004400,
        roomMask: 0x80,
        roomFlags: 0x80,
        depth: 1,
      },
    },
  ],
  // boards/PICO_R1_3.py: devices.
  pins: { buttons: ["C13"], leds: ["B2", "B12"] },

  logRecords: 64,
  // src/jswrap_timer.c, from 2v29 on; src/jswrap_io.c: irq needs a native function, and those are ARM code.
  hasExecTimers: true,
  hasNativeIrq: true,
  // ARMv7-M architecture reference manual, C1.6.5, C1.8.7, C1.8.8: DWT_CYCCNT counts the core's cycles once TRCENA in DEMCR and
  // CYCCNTENA in DWT_CTRL are set. RM0368 23.16.1: DBG_SLEEP in DBGMCU_CR has the core's clock go on in sleep (WFI), for the price
  // of the current. targetlibs/stm32f4/lib/system_stm32f4xx.c: 8 MHz / 8 * 336 / 4. getTime() follows the RTC, which has no
  // crystal here (jshardware.c, USE_RTC; boards/PICO_R1_3.py).
  nativeClock: {
    address: 0xe0001004,
    hz: 84_000_000,
    enable: [
      { address: 0xe000edfc, bits: 0x01000000 },
      { address: 0xe0001000, bits: 1 },
      { address: 0xe0042004, bits: 1 },
    ],
    drifts: true,
  },
};
