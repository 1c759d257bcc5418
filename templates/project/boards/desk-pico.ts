import type { Board } from "espruino-baton";

/** The Raspberry Pi Pico on the desk: as `baton boards` knows it, with a longer memory for records. */
export const deskPico: Board = {
  id: "ESPR_RP2040_PICO",
  name: "Pico on the desk",
  source: "the facts of rp2040-pico; logRecords is our own choice",
  clockHz: 125_000_000,
  ramBytes: 264 * 1024,
  jsvars: { count: 12_000, bytes: 14 },
  flash: { bytes: 2048 * 1024, storage: { address: 0x101c0000, bytes: 64 * 4096 } },
  eventBufferBytes: 4096,
  prompt: { device: "Serial1", baud: 115_200 },
  console: { device: "Serial1", baud: 115_200 },
  uarts: [
    {
      device: "Serial1",
      tx: "D0",
      rx: "D1",
      transmit: { kind: "fifo", depth: 32, flagsAddress: 0x40034018 },
    },
  ],
  pins: { buttons: [], leds: ["D25"] },
  logRecords: 128,
  hasExecTimers: true,
  hasNativeIrq: true,
};
