import type { Board, NativeClock, UartRegisters } from "../../firmware/board.ts";

/** What boards with an STM32F401 or an STM32F411 have in common, by Espruino 2v29 and ST's reference manuals RM0368 and RM0383. */
export const stm32f4 = {
  // build_platform_config.py: 1024 from 96 kB of RAM on.
  eventBufferBytes: 1024,
  // boards/*.py: default_console; src/jshardware.h: DEFAULT_BAUD_RATE.
  prompt: { device: "Serial1", baud: 9600 },
  console: { device: "Serial1", baud: 115_200 },
  // src/jswrap_timer.c, from 2v29 on; src/jswrap_io.c: irq needs a native function, and those are ARM code.
  hasExecTimers: true,
  hasNativeIrq: true,
} satisfies Partial<Board>;

/** RM0368 and RM0383, 2.3. */
export const USART1 = 0x40011000;
export const USART2 = 0x40004400;

/**
 * RM0368 and RM0383, 19.6: USART_SR first, TXE (0x80) says that USART_DR, 4 behind it, is empty. Espruino lets its transmit interrupt
 * come only while it has bytes itself, and then before the timer's (targets/stm32/stm32_it.c, USART_IRQHandler; jshardware.c,
 * jshUSARTKick, IRQ_PRIOR_USART).
 */
export const usart = (address: number): UartRegisters => ({
  dataAddress: address + 4,
  flagsAddress: address,
  roomMask: 0x80,
  roomFlags: 0x80,
  depth: 1,
});

/**
 * ARMv7-M architecture reference manual, C1.6.5, C1.8.7, C1.8.8: DWT_CYCCNT counts the core's cycles once TRCENA in DEMCR and
 * CYCCNTENA in DWT_CTRL are set. RM0368 and RM0383, 23.16.1: DBG_SLEEP in DBGMCU_CR has the core's clock go on in sleep (WFI), for
 * the price of the current. getTime() follows the RTC (jshardware.c, USE_RTC).
 */
export const cycleCounter = (hz: number): NativeClock => ({
  address: 0xe0001004,
  hz,
  enable: [
    { address: 0xe000edfc, bits: 0x01000000 },
    { address: 0xe0001000, bits: 1 },
    { address: 0xe0042004, bits: 1 },
  ],
  drifts: true,
});
