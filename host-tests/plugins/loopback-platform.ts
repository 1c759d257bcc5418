import type { SerialDevice } from "../../firmware/platform/platform.ts";
import { TestPlatform } from "../support/test-platform.ts";

type Listener = (text: string) => void;

/** A board whose two loopback ends hand to each other what is written, in the next turn of the event loop. */
export class LoopbackPlatform extends TestPlatform {
  underWayMax = 0;
  private readonly listeners: Record<string, Listener[]> = {};
  private underWay = "";

  override serial(name: string): SerialDevice {
    return {
      setup: () => {},
      write: (text) => {
        if (name === "LoopbackA") this.underWay += text;
        this.underWayMax = Math.max(this.underWayMax, this.underWay.length);
      },
      on: (_, listener) => this.onData(name, listener),
    };
  }

  onData(name: string, listener: Listener): void {
    this.listeners[name] = [...(this.listeners[name] ?? []), listener];
  }

  /** The interpreter prints on its console. */
  print(text: string): void {
    if (this.promptDevice() === "LoopbackA") this.underWay += text;
  }

  /** Somebody types on a port. */
  type(name: string, text: string): void {
    for (const listener of this.listeners[name] ?? []) listener(text);
  }

  deliverFor(ms: number): void {
    for (let turn = 0; turn < ms; turn++) {
      const text = this.underWay;
      this.underWay = "";
      if (text) this.type("LoopbackB", text);
      this.runFor(1);
    }
  }
}
