import type { Arrival } from "./item.ts";

export interface ScreenOptions {
  readonly isShown: (arrival: Arrival) => boolean;
  readonly render: (arrival: Arrival) => string;
  readonly print: (text: string) => void;
}

/** What is kept for when a paused screen goes on. */
const heldMax = 10_000;

/** What people and pipes get to see of what arrives. It can be paused to read; what comes meanwhile is shown after. */
export class Screen {
  private readonly options: ScreenOptions;
  private held: Arrival[] | undefined;
  private passedOver = 0;

  constructor(options: ScreenOptions) {
    this.options = options;
  }

  show(arrival: Arrival): void {
    if (!this.options.isShown(arrival)) return;
    if (this.held === undefined) this.options.print(this.options.render(arrival));
    else if (this.held.push(arrival) > heldMax) {
      this.held.shift();
      this.passedOver++;
    }
  }

  get isPaused(): boolean {
    return this.held !== undefined;
  }

  pause(): void {
    this.held ??= [];
  }

  resume(): void {
    const { held = [], passedOver } = this;
    this.held = undefined;
    this.passedOver = 0;
    if (passedOver > 0) this.options.print(`-- ${passedOver} not shown while paused --`);
    for (const arrival of held) this.show(arrival);
  }
}
