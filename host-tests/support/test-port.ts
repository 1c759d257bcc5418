import type { Port } from "../../firmware/printk/console.ts";

/** A port that takes so many characters a time and keeps what it took. */
export class TestPort implements Port {
  readonly name: string;
  readonly dueMs = 1;
  text = "";
  /** Called inside every write, where a driver could be interrupted. */
  duringWrite?: () => void;

  constructor(
    private readonly charsPerWrite = Infinity,
    name = "test",
  ) {
    this.name = name;
  }

  write(text: string, offset: number, count: number): number {
    this.duringWrite?.();
    const taken = text.substr(offset, Math.min(count, this.charsPerWrite));
    this.text += taken;
    return taken.length;
  }

  writeAtomic(text: string, offset: number): void {
    this.duringWrite?.();
    this.text += text.slice(offset);
  }

  /** The messages of the records on this port, without their prefix. */
  get messages(): string[] {
    return this.lines.map((line) => line.replace(/^<\d>\[ *\d+\.\d{6}\](\[C\])? /, ""));
  }

  get lines(): string[] {
    return this.text.split("\r\n").slice(0, -1);
  }
}
