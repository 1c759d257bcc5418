import { isPumpedOut } from "../../../firmware/native/byte-ring.ts";
import {
  giveToPump,
  HANDOFFS,
  HEAD,
  LAST_BYTE,
  MASK,
  NATIVE,
  OWNER,
  SCRIPT,
  TAIL,
  WAITER,
  waitForPump,
} from "../../../firmware/native/pump-words.ts";
import type { Footprint, Model, State } from "./model.ts";
import {
  copyPumpMemory,
  FIFO_DEPTH,
  newPumpMemory,
  PumpMachine,
  type PumpMemory,
  type PumpUart,
  sendByte,
} from "./pump-machine.ts";

export interface PumpOptions {
  /** Ordinary lines that JavaScript writes around the urgent one. */
  readonly records: number;
  readonly hasPanic: boolean;
  /** A planted mistake: the head says that bytes are there before they are. */
  readonly commitsFirst?: boolean;
  /** A planted mistake: the head is stored byte by byte, as an array's word is. */
  readonly storesBytes?: boolean;
  /** A planted mistake: who died waiting is still given the UART. */
  readonly trustsWaiter?: boolean;
  /** A planted mistake: the timer is let go though there is something to write. */
  readonly disarmsEarly?: boolean;
}

/** Less than two lines, so that lines are written in pieces. */
const RING_BYTES = 4;
/** Bytes that have gone before: soon the counts carry. */
const ALMOST_A_CARRY = 0xfe;
const LOW_BYTE = 0xff;
const URGENT = "E\n";
const LAST_WORDS = "P\n";
const NOTHING_SHARED: Footprint = { reads: 1, writes: 1 };

/** What JavaScript does next to a text. Each step stores at most one word that the pump reads (ONE-WORD). */
type Phase = (typeof ORDINARY)[number] | (typeof ATOMIC)[number];
const ORDINARY = ["unask", "reclaim", "arm", "copy", "commit", "carry"] as const;
const ATOMIC = ["look", "ask", "wait", "own", "forget", "fill", "publish", "pump", "give"] as const;

const [TASK, TIMER, LINE, IMPATIENCE, DEATH, REST, PANIC] = [0, 1, 2, 3, 4, 5, 6];

/**
 * The native offloader's protocol: JavaScript that fills the ring or wants the UART for itself, the pump in the timer's
 * interrupt, a line that sends when it likes. JavaScript may lose patience, die, or be ended by a panic at any step, and
 * between its texts a turn lets the timer go. The pump is the machine code that ships, one step for JavaScript as it is on a board.
 */
export class PumpModel implements Model {
  readonly actors: readonly string[];
  readonly texts: readonly string[];
  readonly machine = new PumpMachine();

  constructor(readonly options: PumpOptions) {
    const always = ["task", "timer", "line", "impatience", "death", "rest"];
    this.actors = [...always, ...(options.hasPanic ? ["panic"] : [])];
    const lines = Array.from({ length: options.records }, (_, index) => `${"abcdef"[index % 6]}${index}\n`);
    this.texts = [...lines, URGENT, "z\n"];
  }

  start(): State {
    const memory = newPumpMemory(RING_BYTES);
    memory.words[HEAD] = memory.words[TAIL] = ALMOST_A_CARRY;
    return new PumpState(
      this,
      memory,
      { fifo: [], wire: "" },
      {
        task: placeAt(0, "unask"),
        panic: undefined,
        canDie: true,
        isArmed: false,
        committed: "",
        broken: "",
      },
    );
  }
}

/** Where JavaScript is in writing a text. */
interface Place {
  text: number;
  phase: Phase;
  offset: number;
  /** Characters copied and not yet committed. */
  count: number;
  /** By how much the head's higher bytes have yet to grow. */
  carry: number;
}

const placeAt = (text: number, phase: Phase): Place => ({ text, phase, offset: 0, count: 0, carry: 0 });

interface Scripts {
  task: Place;
  panic: Place | undefined;
  canDie: boolean;
  isArmed: boolean;
  /** All that was ever in the ring. */
  committed: string;
  broken: string;
}

class PumpState implements State {
  constructor(
    private readonly model: PumpModel,
    private readonly memory: PumpMemory,
    private readonly uart: PumpUart,
    private readonly scripts: Scripts,
  ) {}

  clone(): State {
    const { task, panic } = this.scripts;
    return new PumpState(
      this.model,
      copyPumpMemory(this.memory),
      { fifo: [...this.uart.fifo], wire: this.uart.wire },
      { ...this.scripts, task: { ...task }, panic: panic && { ...panic } },
    );
  }

  key(): string {
    const { words, bytes } = this.memory;
    return `${words}/${bytes}/${this.uart.fifo}/${this.uart.wire}/${JSON.stringify(this.scripts)}`;
  }

  isEnabled(actor: number): boolean {
    const { task, panic, canDie, isArmed } = this.scripts;
    if (actor === TIMER) return isArmed && this.timerWouldAct;
    if (actor === LINE) return this.uart.fifo.length > 0;
    if (actor === PANIC) return panic === undefined || (panic.text === 0 && this.canStep(panic));
    if (panic !== undefined) return false;
    if (actor === IMPATIENCE) return task.phase === "wait";
    if (actor === DEATH) return canDie && ATOMIC.includes(task.phase as never);
    if (actor === REST) return this.restWouldAct;
    return task.text < this.model.texts.length && this.canStep(task);
  }

  step(actor: number): void {
    const { scripts } = this;
    if (actor === TIMER) this.runTimer();
    else if (actor === LINE) sendByte(this.uart);
    else if (actor === IMPATIENCE) scripts.task.phase = "own";
    else if (actor === DEATH) this.die();
    else if (actor === REST) this.rest();
    else if (actor === PANIC && scripts.panic === undefined) scripts.panic = placeAt(0, "own");
    else {
      const place = actor === PANIC ? (scripts.panic as Place) : scripts.task;
      place.phase = this.act(place, actor === PANIC ? LAST_WORDS : this.model.texts[place.text]!);
    }
  }

  /** Everything is in one memory. */
  footprint(): Footprint {
    return NOTHING_SHARED;
  }

  describe(actor: number): string {
    const { task, panic } = this.scripts;
    if (actor === TASK) return `${task.phase} "${this.model.texts[task.text]?.trim()}"`;
    if (actor === PANIC) return panic ? `${panic.phase} "P"` : "panics";
    return ["", "runs the pump", "sends a byte", "waits no longer", "dies", "disarms"][actor]!;
  }

  violation(): string | undefined {
    const { broken, committed } = this.scripts;
    if (broken !== "") return broken;
    const out = this.uart.wire + String.fromCharCode(...this.uart.fifo);
    if (!committed.startsWith(out)) return "every byte once and in order";
    return undefined;
  }

  violationAtEnd(): string | undefined {
    const { words } = this.memory;
    if (this.uart.wire !== this.scripts.committed) return "eventually flushed";
    if (words[OWNER] !== NATIVE) return "the UART is given back";
    if (this.scripts.isArmed && !this.scripts.panic) return "ARMED: only while there is something to write";
    return undefined;
  }

  /** A step that would have to be taken again, because nothing has changed, is none. */
  private canStep({ phase }: Place): boolean {
    const { words } = this.memory;
    if (phase === "copy") return this.room > 0;
    if (phase === "wait") return words[OWNER] === SCRIPT;
    if (phase === "pump") return isPumpedOut(this.memory) || this.uart.fifo.length < FIFO_DEPTH;
    return true;
  }

  /** Does what the phase says. @returns the next phase. */
  private act(place: Place, text: string): Phase {
    const { words } = this.memory;
    switch (place.phase) {
      case "unask":
        if (!this.model.options.trustsWaiter) words[WAITER] = 0;
        return "reclaim";
      case "reclaim":
        if (words[OWNER] === SCRIPT) giveToPump(words);
        return "arm";
      case "arm":
        this.scripts.isArmed = true;
        return "copy";
      case "copy":
        this.copy(place, text);
        return "commit";
      case "commit":
        this.commit(place, text);
        return place.carry ? "carry" : this.endPiece(place, text);
      case "carry":
        this.carry(place);
        return this.endPiece(place, text);
      case "look":
        return isPumpedOut(this.memory) ? "own" : "ask";
      case "ask":
        waitForPump(words);
        return "wait";
      case "wait":
        return "own";
      case "own":
        words[OWNER] = SCRIPT;
        return "forget";
      case "forget":
        words[WAITER] = 0;
        return "fill";
      case "fill":
        this.copy(place, text);
        return "publish";
      case "publish":
        this.commit(place, text);
        this.carry(place);
        return "pump";
      case "pump":
        this.model.machine.script(this.memory, this.uart);
        if (place.offset < text.length) return "fill";
        return isPumpedOut(this.memory) ? "give" : "pump";
      case "give":
        giveToPump(words);
        return this.endText(place);
    }
  }

  private copy(place: Place, text: string): void {
    const { words } = this.memory;
    place.count = Math.min(text.length - place.offset, this.room);
    if (this.model.options.commitsFirst) this.moveHead(place, text);
    else this.putBytes(place, text, words[HEAD]!);
  }

  private commit(place: Place, text: string): void {
    const { words } = this.memory;
    if (this.model.options.commitsFirst) this.putBytes(place, text, words[HEAD]! - place.count);
    else this.moveHead(place, text);
    place.offset += place.count;
    place.count = 0;
  }

  private putBytes({ offset, count }: Place, text: string, head: number): void {
    const { words, bytes } = this.memory;
    for (let i = 0; i < count; i++) bytes[(head + i) & words[MASK]!] = text.charCodeAt(offset + i);
  }

  private moveHead(place: Place, text: string): void {
    const { words } = this.memory;
    const head = words[HEAD]! + place.count;
    if (this.model.options.storesBytes) place.carry = (head & ~LOW_BYTE) - (words[HEAD]! & ~LOW_BYTE);
    words[HEAD] = head - place.carry;
    this.scripts.committed += text.substr(place.offset, place.count);
  }

  private carry(place: Place): void {
    this.memory.words[HEAD]! += place.carry;
    place.carry = 0;
  }

  private endPiece(place: Place, text: string): Phase {
    return place.offset < text.length ? "unask" : this.endText(place);
  }

  private endText(place: Place): Phase {
    place.text++;
    place.offset = 0;
    return this.model.texts[place.text] === URGENT ? "look" : "unask";
  }

  /** The next turn begins with the next text. */
  private die(): void {
    this.scripts.canDie = false;
    this.scripts.task = placeAt(this.scripts.task.text + 1, "unask");
  }

  /** A turn of its own, so only where JavaScript is in none. */
  private get restWouldAct(): boolean {
    const { task, isArmed } = this.scripts;
    const isBetween = task.phase === "unask" || (task.phase === "look" && task.offset === 0);
    const mayDisarm = isPumpedOut(this.memory) || this.model.options.disarmsEarly === true;
    return isBetween && ((isArmed && mayDisarm) || this.memory.words[OWNER] === SCRIPT);
  }

  private rest(): void {
    const { words } = this.memory;
    words[WAITER] = 0;
    if (words[OWNER] === SCRIPT) giveToPump(words);
    if (isPumpedOut(this.memory) || this.model.options.disarmsEarly) this.scripts.isArmed = false;
  }

  private get room(): number {
    const { words } = this.memory;
    return words[MASK]! + 1 - (words[HEAD]! - words[TAIL]!);
  }

  /** An interrupt that would leave everything as it is need not come. */
  private get timerWouldAct(): boolean {
    const [memory, uart] = [copyPumpMemory(this.memory), { ...this.uart, fifo: [...this.uart.fifo] }];
    this.model.machine.timer(memory, uart);
    return String(memory.words) !== String(this.memory.words);
  }

  private runTimer(): void {
    const { words } = this.memory;
    const handoffs = words[HANDOFFS]!;
    const wasForbidden = this.isScriptInside;
    const before = String(words);
    this.model.machine.timer(this.memory, this.uart);
    const isAtBoundary = isPumpedOut(this.memory) || words[LAST_BYTE] === "\n".charCodeAt(0);
    if (words[HANDOFFS] !== handoffs && !isAtBoundary)
      this.scripts.broken = "BOUNDARY: handed over within a line";
    if (wasForbidden && String(words) !== before)
      this.scripts.broken = "ONE-PUMP: only the owner takes bytes out";
  }

  /** JavaScript has taken the UART and not given it back. */
  private get isScriptInside(): boolean {
    const { phase } = this.scripts.panic ?? this.scripts.task;
    return ["forget", "fill", "publish", "pump", "give"].includes(phase);
  }
}
