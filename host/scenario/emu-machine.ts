import type { Board } from "../../firmware/board.ts";
import { BoardView } from "../emu/board-view.ts";
import type { BootRom } from "../emu/boot-rom/boot-rom.ts";
import { EmulatedPico } from "../emu/emulated-pico.ts";
import { EventLoopWatch } from "../emu/event-loop-watch.ts";
import type { FirmwareImage } from "../emu/firmware-image.ts";
import { lostEvents } from "../emu/lost-events.ts";
import { askOverUsb, powerFromUsb } from "../emu/usb-prompt.ts";
import { pinCalled } from "../sim/pin-names.ts";
import type { PrintkStats } from "../sim/report.ts";
import { startStorm } from "../sim/storm.ts";
import type { Machine } from "./machine.ts";
import type { WireTap } from "./wire-tap.ts";

export interface EmuMachineOptions {
  readonly board: Board;
  /** The bundle, as it is flashed. */
  readonly code: string;
  readonly firmware: FirmwareImage;
  /** Ours unless another is given. */
  readonly bootRom?: BootRom;
}

/** The real firmware on the emulated Pico. Whoever asks for its books plugs its USB in: it does not sleep any more then. */
export class EmuMachine implements Machine {
  readonly name = "emu";
  /** The interpreter tells of them on its console only. */
  readonly uncaught = [];
  readonly consoleDevice: string;
  onConsoleByte: Machine["onConsoleByte"] = () => {};
  private readonly board: Board;
  private readonly pico: EmulatedPico;
  private readonly view: BoardView;
  private readonly loop: EventLoopWatch;
  private cutMs = 0;
  private eventsLostBefore = 0;
  private poweredSinceNanos = 0;
  private readonly taps: WireTap[] = [];

  constructor({ board, code, ...machine }: EmuMachineOptions) {
    this.board = board;
    this.consoleDevice = board.console.device;
    this.pico = new EmulatedPico({ ...machine, storage: board.flash.storage });
    this.pico.storage.write(".bootcde", code);
    powerFromUsb(this.pico);
    this.view = new BoardView(this.pico, board);
    this.loop = new EventLoopWatch(this.pico);
    this.pico
      .uart(this.consoleDevice)
      .onByte((byte, endNanos) => this.onConsoleByte(byte, this.cutMs + endNanos / 1e6));
  }

  get nowMs(): number {
    return this.cutMs + this.pico.nanos / 1e6;
  }

  get poweredUs(): number {
    return this.poweredUsAt(this.pico.nanos);
  }

  get worstStallMs(): number {
    return this.loop.stalls.quantileMs(1);
  }

  get eventsLost(): number {
    return lostEvents(this.pico) - this.eventsLostBefore;
  }

  tap(tap: WireTap): void {
    this.taps.push(tap);
    for (const { device } of this.board.uarts) {
      const uart = this.pico.uart(device);
      uart.onByte((byte, nanos) => tap.out(device, byte, this.poweredUsAt(nanos)));
      uart.onReceive((bytes) => tap.in(device, bytes, this.poweredUs));
    }
    this.pico.pins.forEach((pin, index) => {
      pin.onChange((isHigh, nanos, by) => tap.pin(`D${index}`, isHigh, this.poweredUsAt(nanos), by));
    });
  }

  runFor(ms: number): void {
    this.pico.runFor(ms);
  }

  drive(pin: string, isHigh: boolean): void {
    this.pin(pin).drive(isHigh);
  }

  isHigh(pin: string): boolean {
    return this.pin(pin).level;
  }

  receive(device: string, text: string): void {
    this.pico.uart(device).receive(Buffer.from(text, "utf8"));
  }

  startStorm(forMs: number, seed: number): void {
    startStorm(this.view.asBoard(), forMs, seed);
  }

  powerCut(forMs: number): void {
    this.cutMs += forMs;
    this.eventsLostBefore = lostEvents(this.pico);
    for (const tap of this.taps) tap.powerCut(this.poweredUs, forMs);
    this.poweredSinceNanos = this.pico.nanos;
    this.pico.restart();
  }

  stats(): PrintkStats | undefined {
    const stats = askOverUsb(this.pico, 'typeof printkStats=="function"?printkStats():null');
    return (stats as PrintkStats | null) ?? undefined;
  }

  private poweredUsAt(nanos: number): number {
    return (nanos - this.poweredSinceNanos) / 1000;
  }

  private pin(name: string) {
    return this.pico.pin(pinCalled(name, this.board));
  }
}
