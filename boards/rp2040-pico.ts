import type { Board } from "../firmware/board.ts";

/** Raspberry Pi Pico. It has no transmit buffer: Espruino writes into the PL011's FIFO and waits for it. */
export const rp2040Pico: Board = {
  // The firmware is built as RP2040_PICO and calls itself by this (boards/RP2040_PICO.py: boardname).
  id: "ESPR_RP2040_PICO",
  name: "Raspberry Pi Pico",
  source: "Espruino 2v29: boards/RP2040_PICO.py, targets/rp2xxx/jshardware.c; RP2040 datasheet; pico-sdk 2",

  // pico-sdk: SYS_CLK_HZ, which Espruino leaves alone. boards/RP2040_PICO.py: chip.ram 264 (kB).
  clockHz: 125_000_000,
  ramBytes: 264 * 1024,
  // boards/RP2040_PICO.py: variables; src/jsutils.h: 14 bytes each up to 16383 of them.
  jsvars: { count: 12_000, bytes: 14 },
  // boards/RP2040_PICO.py: chip.flash 2048 (kB), saved_code: 64 pages of 4 kB at the end of it.
  flash: { bytes: 2048 * 1024, storage: { address: 0x101c0000, bytes: 64 * 4096 } },
  // boards/RP2040_PICO.py: io_buffer_size.
  eventBufferBytes: 4096,

  // The stock firmware's prompt is on USB, and nowhere without a USB host (boards/RP2040_PICO.py: default_console).
  // A `.boot0` of `Serial1.setup(115200);Serial1.setConsole(true)` moves it here, where a UART adapter finds it.
  prompt: { device: "Serial1", baud: 115_200 },
  console: { device: "Serial1", baud: 115_200 },
  // boards/RP2040_PICO.py: the first pins with USART1 and USART2. RP2040 datasheet 4.2: a FIFO of 32 bytes; the flag
  // register UARTFR lies 0x18 behind UART0_BASE 0x40034000 and UART1_BASE 0x40038000; TXFF (0x20) says that it is full.
  // Espruino writes to UARTDR as well and uses no transmit interrupt (targets/rp2xxx/jshardware.c, jshUSARTKick).
  uarts: [
    {
      device: "Serial1",
      tx: "D0",
      rx: "D1",
      transmit: { kind: "fifo", depth: 32, flagsAddress: 0x40034018 },
      registers: {
        dataAddress: 0x40034000,
        flagsAddress: 0x40034018,
        roomMask: 0x20,
        roomFlags: 0,
        depth: 32,
      },
    },
    {
      device: "Serial2",
      tx: "D4",
      rx: "D5",
      transmit: { kind: "fifo", depth: 32, flagsAddress: 0x40038018 },
      registers: {
        dataAddress: 0x40038000,
        flagsAddress: 0x40038018,
        roomMask: 0x20,
        roomFlags: 0,
        depth: 32,
      },
    },
  ],
  // boards/RP2040_PICO.py: devices. BOOTSEL is no GPIO, so there is no button.
  pins: { buttons: [], leds: ["D25"] },

  logRecords: 64,
  // src/jswrap_timer.c, from 2v29 on; src/jswrap_io.c: irq needs a native function, and those are ARM code.
  hasExecTimers: true,
  hasNativeIrq: true,
  // RP2040 datasheet 4.6: TIMERAWL, microseconds since power-on, which is what `getTime()` counts too.
  nativeClock: { address: 0x40054028, hz: 1_000_000 },
  // RP2040 datasheet 2.3.2, 2.4.8: IO_IRQ_BANK0 is interrupt 13, bits 15:14 of NVIC_IPR3. pico-sdk gives each interrupt 2 of
  // 0 to 3. Its handler, rpWatchBank0Irq, shares nothing with others but the event buffer, which is changed with interrupts
  // masked (src/jsdevices.c, jshPushEvent).
  edgePriority: { address: 0xe000e40c, mask: 0xc000, bits: 0x4000 },
};
