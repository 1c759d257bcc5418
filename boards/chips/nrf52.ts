import type { Board, Lacks } from "../../firmware/board.ts";

/** What boards with an nRF52 have in common, the modules of Espruino 2v29 that say so, and Nordic's product specifications. */
export const nrf52 = {
  // boards/*.py: chip.speed 64 (MHz).
  clockHz: 64_000_000,
  // build_platform_config.py: 1024 on every nRF52, for Bluetooth's sake.
  eventBufferBytes: 1024,
  // src/jswrap_timer.c, from 2v29 on; src/jswrap_io.c: irq needs a native function, and those are ARM code.
  hasExecTimers: true,
  hasNativeIrq: true,
  // targets/nrf5x/jshardware.c, jshGetSystemTime: getTime() reads RTC0; product specifications of nRF52832, nRF52833 and nRF52840,
  // RTC: COUNTER, 24 bits, base 0x4000b000, offset 0x504. The cycle counter would stand still while the chip sleeps.
  nativeClock: { address: 0x4000b504, hz: 32_768, mask: 0xffffff },
} satisfies Partial<Board>;

/**
 * Of boards that Espruino is built for as nRF52832. targets/nrf5x/app_config.h: UART_EASY_DMA_SUPPORT is 0 here. Product
 * specifications of nRF52832 and nRF52833, UART: no flag says that there is room, only the event TXDRDY; the handler in SDK 12's
 * nrf_drv_uart.c clears it, also when it has nothing to send.
 */
export const lacksRoomFlag: Lacks = {
  registers:
    "its UART tells of room by nothing but an event, and the interpreter's interrupt takes that away",
};

/**
 * Of boards with an nRF52840. targets/nrf5x/app_config.h: UART0_CONFIG_USE_EASY_DMA is 1; product specification, UARTE: bytes leave
 * from memory, and there is no register for them. targets/nrf5x/jshardware.c, uart_starttx: one transfer for each byte.
 */
export const hasUartByDma: Lacks = {
  registers:
    "its UART takes bytes by DMA alone, and it is the interpreter's interrupt that starts each transfer",
};
