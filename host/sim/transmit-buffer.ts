/** Room for bytes on their way out: a UART's own FIFO, or the one ring that all ports share. */
export class TransmitBuffer {
  used = 0;

  constructor(readonly depth: number) {}

  get isFull(): boolean {
    return this.used >= this.depth;
  }
}
