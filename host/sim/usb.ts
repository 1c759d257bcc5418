/**
 * The port on USB: a host plugs itself in and goes away. What is written while none is there is discarded, and so is what
 * waited for the one that left. The interpreter's console follows the host, unless it was told to stay.
 *
 * Source: targets/stm32/jshardware.c, jshIdle; src/jsdevices.c, jshTransmit. The host reads all it is sent.
 */
import type { VirtualClock } from "./clock.ts";
import type { TransmitBuffer } from "./transmit-buffer.ts";
import { type ByteListener, SimulatedUart } from "./uart.ts";

/** A packet of 64 bytes in each frame of a millisecond, as if they were ten bits on a line. */
const BAUD = 64 * 10 * 1000;

export class SimulatedUsb {
  isConnected = false;
  /** Carries nothing while its speed is 0, as a UART before it is set up. */
  readonly line: SimulatedUart;
  private readonly clock: VirtualClock;

  constructor(clock: VirtualClock, buffer: TransmitBuffer, onReceived: (byte: number) => void) {
    this.clock = clock;
    this.line = new SimulatedUart("USB", clock, { kind: "buffer", depth: buffer.depth }, buffer, onReceived);
  }

  /** The host opens the port, at once or at a time to come. */
  connect(atUs?: number): void {
    this.at(atUs, () => {
      this.isConnected = true;
      this.line.baud = BAUD;
    });
  }

  /** The host closes it. */
  disconnect(atUs?: number): void {
    this.at(atUs, () => {
      this.isConnected = false;
      this.line.reset();
    });
  }

  /** Hears what the host is sent. @returns what ends the listening. */
  onByte(listener: ByteListener): () => void {
    return this.line.onByte(listener);
  }

  private at(atUs: number | undefined, change: () => void): void {
    if (atUs === undefined) change();
    else this.clock.at(atUs, change);
  }
}
