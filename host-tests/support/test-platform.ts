import {
  ASLEEP,
  type Context,
  type CpuState,
  PANIC,
  type Platform,
  type SerialDevice,
  TASK,
  type Task,
  type TaskStep,
} from "../../firmware/platform/platform.ts";

/** A platform whose time moves only when a test says so, and whose tasks run one at a time in order of their due time. */
export class TestPlatform implements Platform {
  context: Context = TASK;
  cpu = 0;
  readonly local: CpuState = { inConsole: 0, emergencies: 0 };
  readonly exposed = new Map<string, unknown>();
  private timeS = 0;
  private readonly tasks: TestTask[] = [];
  private readonly lookers: TestTask[] = [];

  readonly now = (): number => this.timeS;
  /** What the transmit ring of the board under test says of itself. */
  readonly transmitBuffer: Platform["transmitBuffer"] = () => this.ring?.();
  ring?: Platform["transmitBuffer"];
  /** The flag register of the board under test. */
  flags = 0;
  readonly peek32 = (): number => this.flags;

  spawn(step: TaskStep): Task {
    const task = new TestTask(this, step);
    this.tasks.push(task);
    return task;
  }

  poll(intervalMs: number, look: () => void): void {
    const looker = new TestTask(this, () => {
      look();
      return intervalMs;
    });
    looker.dueS = this.timeS + intervalMs / 1000;
    this.lookers.push(looker);
  }

  /** What was saved, and whether the board was reset. */
  readonly saved = new Map<string, string>();
  resets = 0;
  preempting?: () => void;
  uncaught?: (error: unknown) => void;

  preempt(_intervalMs: number, fn: () => void): () => void {
    this.preempting = fn;
    return () => {
      this.preempting = undefined;
    };
  }

  onUncaught(fn: (error: unknown) => void): void {
    this.uncaught = fn;
  }

  raiseFlags?: (flags: string[]) => void;
  onErrorFlag(fn: (flags: string[]) => void): void {
    this.raiseFlags = fn;
  }

  readonly codeCrc = (): number => 0x1a2b3c4d;

  load(name: string): string | undefined {
    return this.saved.get(name);
  }

  save(name: string, text: string | undefined): void {
    if (text === undefined) this.saved.delete(name);
    else this.saved.set(name, text);
  }

  /** How often a piece of a file was written. */
  savedPieces = 0;

  savePiece(name: string, text: string, offset: number, sizeBytes: number): void {
    const before = offset ? (this.saved.get(name) ?? "") : "\xff".repeat(sizeBytes);
    if (offset + text.length > before.length) throw new Error("Too much data for file size");
    this.saved.set(name, before.slice(0, offset) + text + before.slice(offset + text.length));
    this.savedPieces++;
  }

  isHostConnected = false;
  isBluetoothConnected(): boolean {
    return this.isHostConnected;
  }

  private prompt: string | undefined = "Serial1";
  promptDevice(): string | undefined {
    return this.prompt;
  }

  movePrompt(device: string): void {
    this.prompt = device;
  }

  enterPanic(): void {
    this.context = PANIC;
  }

  reset(): void {
    this.resets++;
  }

  resetIn(_delayMs: number): void {}

  pins(): undefined {}

  serial(_device: string): SerialDevice {
    throw new Error("a test brings its own port");
  }

  expose(name: string, value: unknown): void {
    this.exposed.set(name, value);
  }

  setTime(seconds: number): void {
    this.timeS = seconds;
  }

  /** Runs every task that is due within `ms`, and moves the clock by as much. */
  runFor(ms: number): void {
    const endS = this.timeS + ms / 1000;
    for (let task = this.nextDue(endS); task; task = this.nextDue(endS)) {
      this.timeS = Math.max(this.timeS, task.dueS);
      task.run();
    }
    this.timeS = endS;
  }

  /** Whether anything but looks is left that would run without another wake-up. */
  get isIdle(): boolean {
    return this.tasks.every((task) => task.dueS === Infinity);
  }

  private nextDue(endS: number): TestTask | undefined {
    const due = [...this.tasks, ...this.lookers].filter((task) => task.dueS <= endS);
    return due.sort((a, b) => a.dueS - b.dueS)[0];
  }
}

class TestTask implements Task {
  dueS = Infinity;

  constructor(
    private readonly platform: TestPlatform,
    private readonly step: TaskStep,
  ) {}

  readonly wake = (): void => {
    if (this.dueS === Infinity) this.dueS = this.platform.now();
  };

  run(): void {
    this.dueS = Infinity;
    const delayMs = this.step();
    if (delayMs !== ASLEEP) this.dueS = Math.min(this.dueS, this.platform.now() + delayMs / 1000);
  }
}
