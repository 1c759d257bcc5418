/** Everything that stays when the interpreter restarts: clock, ports, pins, the event buffer, flash. */
import type { Board } from "../../firmware/board.ts";
import { VirtualClock } from "./clock.ts";
import { REFERENCE_CLOCK_HZ } from "./costs.ts";
import { ErrorFlags } from "./error-flags.ts";
import { EventBuffer } from "./event-buffer.ts";
import { ExecTimers } from "./exec-timers.ts";
import { SimulatedPin } from "./pin.ts";
import { pinNames } from "./pin-names.ts";
import { Registers } from "./registers.ts";
import { FlashStorage } from "./storage.ts";
import { TransmitBuffer } from "./transmit-buffer.ts";
import { SimulatedUart } from "./uart.ts";
import { SimulatedUsb } from "./usb.ts";

export class Hardware {
  readonly clock = new VirtualClock();
  readonly errors = new ErrorFlags();
  readonly events: EventBuffer;
  readonly execTimers: ExecTimers;
  readonly registers: Registers;
  readonly storage: FlashStorage;
  readonly uarts: ReadonlyMap<string, SimulatedUart>;
  readonly usb: SimulatedUsb;
  readonly pins: ReadonlyMap<string, SimulatedPin>;
  /** The ring that all ports share, where the board has one. */
  readonly ring?: TransmitBuffer;
  /** Microseconds here for one on the board whose costs were measured. */
  readonly scale: number;
  /** When the machine was last switched on or restarted. */
  startUs = 0;
  /** When the interpreter's clock showed zero: at the same time, unless somebody has set it. */
  bootUs = 0;
  /** Called by the receiver for every Ctrl-C. Set by the runtime. */
  onCtrlC: (device: string) => void = () => {};

  constructor(
    readonly board: Board,
    files?: Map<string, string>,
  ) {
    this.scale = REFERENCE_CLOCK_HZ / board.clockHz;
    this.events = new EventBuffer(board.eventBufferBytes, this.errors);
    this.execTimers = new ExecTimers(this.clock, this.events);
    this.storage = new FlashStorage(board.flash.storage.bytes, files);
    const shared = board.uarts.find(({ transmit }) => transmit.kind === "buffer");
    if (shared) this.ring = new TransmitBuffer(shared.transmit.depth);
    this.uarts = new Map(board.uarts.map((uart) => [uart.device, this.uartFor(uart)]));
    this.usb = new SimulatedUsb(this.clock, this.ring ?? new TransmitBuffer(USB_RING_BYTES), (byte) =>
      this.received("USB", byte),
    );
    this.pins = new Map(
      pinNames(board).map((name) => [name, new SimulatedPin(name, this.clock, this.events)]),
    );
    this.registers = new Registers(this);
    this.beat();
  }

  /** The port of that name, if it is one that bytes leave by. */
  portCalled(device: string | undefined): SimulatedUart | undefined {
    return device === "USB" ? this.usb.line : this.uarts.get(device ?? "");
  }

  /** Something always comes: an endless loop that nothing interrupts is noticed, too. */
  private beat(): void {
    this.clock.at(this.clock.nowUs + HEARTBEAT_US, () => this.beat());
  }

  /** Seconds since power-on, to the microsecond, as `getTime` has it. */
  get time(): number {
    return Math.floor(this.clock.nowUs - this.bootUs) / 1e6;
  }

  /** Spends what a native function costs. */
  spend(us: number): void {
    this.clock.nowUs += us * this.scale;
  }

  /** Everything JavaScript can have set up is as after power-on. Source: jshReset, jstReset. */
  reset(): void {
    for (const uart of this.uarts.values()) uart.reset();
    for (const pin of this.pins.values()) {
      pin.watchers = 0;
      pin.interrupt = undefined;
    }
    this.execTimers.reset();
  }

  private uartFor({ device, transmit }: Board["uarts"][number]): SimulatedUart {
    const buffer = transmit.kind === "buffer" ? this.ring! : new TransmitBuffer(transmit.depth);
    return new SimulatedUart(device, this.clock, transmit, buffer, (byte) => this.received(device, byte));
  }

  private received(device: string, byte: number): void {
    this.events.pushChar(device, byte);
    if (byte === CTRL_C) this.onCtrlC(device);
  }
}

const CTRL_C = 3;
/** Where UARTs are written directly. Source: Espruino 2v29 scripts/build_platform_config.py, boards of 128 kB and more. */
const USB_RING_BYTES = 255;
const HEARTBEAT_US = 1e6;
