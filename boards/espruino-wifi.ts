import type { Board } from "../firmware/board.ts";
import { cycleCounter, stm32f4, USART1, usart } from "./chips/stm32f4.ts";

/** Espruino WiFi: an STM32F411 beside an ESP8266 that does the radio. */
export const espruinoWifi: Board = {
  ...stm32f4,
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

  // boards/ESPRUINOWIFI.py: default_console_tx and _rx. USART2 (A2, A3) belongs to the ESP8266. A buffer of 256
  // (build_platform_config.py, from 128 kB of RAM on) holds one byte less.
  uarts: [
    {
      device: "Serial1",
      tx: "B6",
      rx: "B7",
      transmit: { kind: "buffer", depth: 255 },
      registers: usart(USART1),
    },
  ],
  // boards/ESPRUINOWIFI.py: devices.
  pins: { buttons: ["C13"], leds: ["B2", "B12"] },

  logRecords: 64,
  // The RTC has a crystal of its own.
  nativeClock: cycleCounter(96_000_000),
};
