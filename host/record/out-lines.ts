import type { RecordingSink } from "./recording.ts";

/** A port that never ends a line is recorded in pieces of this size. */
const bytesMax = 4096;
const newline = 0x0a;

/** Makes `out` events of what leaves a port, a line each. */
export class OutLines {
  private readonly port: string;
  private readonly sink: RecordingSink;
  private bytes: number[] = [];
  private atUs = 0;

  constructor(port: string, sink: RecordingSink) {
    this.port = port;
    this.sink = sink;
  }

  push(byte: number, atUs: number): void {
    this.bytes.push(byte);
    this.atUs = atUs;
    if (byte === newline || this.bytes.length === bytesMax) this.end();
  }

  /** What has come of a line that has not ended counts. */
  end(): void {
    if (this.bytes.length === 0) return;
    const data = Buffer.from(this.bytes).toString("latin1");
    this.bytes = [];
    this.sink({ event: "out", atUs: this.atUs, port: this.port, data });
  }
}
