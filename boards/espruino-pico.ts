import type { Board } from "../firmware/board.ts";
import { cycleCounter, stm32f4, USART1, USART2, usart } from "./chips/stm32f4.ts";

/** Espruino Pico, revisions 1.3 and 1.4: an STM32F401 on a USB stick. */
export const espruinoPico: Board = {
  ...stm32f4,
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

  // src/jspin.c gives Serial1 these pins on a Pico; boards/pins/stm32f401_af.csv: USART2 on A2 and A3. A buffer of 128
  // (build_platform_config.py, 20 kB to 127 kB of RAM) holds one byte less.
  uarts: [
    {
      device: "Serial1",
      tx: "B6",
      rx: "B7",
      transmit: { kind: "buffer", depth: 127 },
      registers: usart(USART1),
    },
    {
      device: "Serial2",
      tx: "A2",
      rx: "A3",
      transmit: { kind: "buffer", depth: 127 },
      registers: usart(USART2),
    },
  ],
  // boards/PICO_R1_3.py: devices.
  pins: { buttons: ["C13"], leds: ["B2", "B12"] },

  logRecords: 64,
  // targetlibs/stm32f4/lib/system_stm32f4xx.c: 8 MHz / 8 * 336 / 4. The RTC has no crystal here (boards/PICO_R1_3.py).
  nativeClock: cycleCounter(84_000_000),
};
