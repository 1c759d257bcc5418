/**
 * The prompt: a line editor good enough for people and for upload tools, on whatever device the console is.
 *
 * Source: src/jsinteractive.c, jsiHandleConsoleChar, jsiHandleNewLine, jsiConsoleRemoveInputLine, jsiSetConsoleDevice.
 */
import { countBrackets } from "./brackets.ts";
import { VERSION } from "./globals/process.ts";
import { inspect } from "./inspect.ts";
import { Packets } from "./packets.ts";
import type { Runtime } from "./runtime.ts";

const SOH = 1;
const ENQ = 5;
const BACKSPACE = 8;
const TAB = 9;
const LF = 10;
const CR = 13;
const DLE = 16;
const ESC = 27;
const SPACE = 32;
const DEL = 127;

/** Where in an escape sequence the input is. */
type Mode = "text" | "after-dle" | "after-cr" | "escape" | "sequence" | "sequence-number" | "keypad";

export class Prompt {
  /** Whether what is typed and what it results in is shown. */
  echo = true;
  private line = "";
  private mode: Mode = "text";
  private sequence = "";
  /** The line was begun with DLE: it is run without a trace. */
  private isQuietLine = false;
  private isShown = false;
  /** The console stays where it is, whoever comes or goes. */
  private isForced = false;
  private wasUsbConnected = false;
  private readonly packets: Packets;

  constructor(private readonly runtime: Runtime) {
    this.packets = new Packets(runtime);
  }

  /** Announces the interpreter, as after power-on or `reset()`. */
  greet(): void {
    if (this.echo) this.runtime.console.print(`\n${VERSION} ${this.runtime.hardware.board.id}, simulated\n`);
    this.isShown = false;
  }

  /** Takes the prompt off the screen, because something else is about to be written. */
  hide(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.show("\r\x1b[J");
  }

  /** Puts the prompt back when a turn has taken it away. */
  afterTurn(): void {
    if (this.runtime.interpreter.hasCtrlC) this.clearLine();
    if (this.isShown) return;
    this.isShown = true;
    if (this.echo) this.runtime.console.print(`>${this.line.replaceAll("\n", "\n:")}`);
  }

  /** Moves the console to another device, or to none. @param isForced - whether it stays there when a host comes or goes. */
  moveTo(device: string | undefined, isForced = false): void {
    const { console, hardware } = this.runtime;
    this.isForced = isForced;
    if (device === console.device) return;
    const uart = hardware.uarts.get(device ?? "");
    if (uart?.baud === 0) uart.baud = DEFAULT_BAUD;
    this.hide();
    if (this.echo) console.print(`-> ${device ?? "null"}\n`);
    const before = console.device;
    console.device = device;
    if (this.echo) console.print(`<- ${before ?? "null"}\n`);
  }

  /** The console goes to the USB host that comes, and back when it leaves. Context: the idle loop. */
  followUsb(): void {
    const { console, hardware } = this.runtime;
    const { isConnected } = hardware.usb;
    if (isConnected === this.wasUsbConnected) return;
    this.wasUsbConnected = isConnected;
    if (this.isForced) return;
    if (isConnected) this.moveTo("USB");
    else if (console.device === "USB") this.moveTo(hardware.board.prompt.device);
  }

  /** Ctrl-C takes hold of a running program at once, except in the middle of a packet. Context: interrupt. */
  interrupt(): void {
    if (!this.packets.isReceiving) this.runtime.interpreter.hasCtrlC = true;
  }

  /** Takes what was typed. Context: the idle loop. */
  type(bytes: readonly number[]): void {
    for (const byte of bytes) {
      if (this.packets.isReceiving) this.packets.take(byte);
      else this.typeOne(byte);
    }
  }

  private get isVisible(): boolean {
    return this.echo && !this.isQuietLine;
  }

  private show(text: string): void {
    if (this.isVisible) this.runtime.console.print(text);
  }

  private typeOne(byte: number): void {
    const { mode } = this;
    this.mode = "text";
    if (byte === DLE) this.beginQuietly();
    else if (byte === SOH && mode === "after-dle") this.startPacket();
    else if (byte === ENQ && this.line === "") this.identify();
    else if (byte === ESC) this.mode = "escape";
    else if (mode === "escape") this.afterEscape(byte);
    else if (mode === "sequence" || mode === "sequence-number") this.inSequence(byte);
    else if (byte === BACKSPACE || byte === DEL) this.erase();
    else if (byte === CR || byte === LF) this.typeLineEnd(byte, mode);
    else if (mode !== "keypad" && (byte >= SPACE || byte === TAB)) this.typeText(byte);
  }

  private typeText(byte: number): void {
    const text = byte === TAB ? "    " : String.fromCharCode(byte);
    this.line += text;
    this.show(text);
  }

  /** CR LF is one end of a line, and not two. */
  private typeLineEnd(byte: number, mode: Mode): void {
    if (byte === CR) this.mode = "after-cr";
    if (byte === CR || mode !== "after-cr") this.endLine(true);
  }

  private afterEscape(byte: number): void {
    if (byte === "[".charCodeAt(0)) this.mode = "sequence";
    else if (byte === "O".charCodeAt(0)) this.mode = "keypad";
    else if (byte === LF) this.endLine(false);
    this.sequence = "";
  }

  /** Cursor keys do nothing; `ESC[nd`, the line's number in a file, neither; `ESC[2H` erases the line. */
  private inSequence(byte: number): void {
    const char = String.fromCharCode(byte);
    if (/\d/.test(char)) {
      this.sequence += char;
      this.mode = "sequence-number";
    } else if (this.sequence === "2" && char === "H") this.clearLine();
  }

  private erase(): void {
    if (this.line === "") return;
    this.line = this.line.slice(0, -1);
    this.show("\b \b");
  }

  private endLine(isComplete: boolean): void {
    if (isComplete && countBrackets(this.line) <= 0) this.runLine();
    else {
      this.line += "\n";
      this.show("\n:");
    }
  }

  private runLine(): void {
    this.show("\n");
    if (!this.isQuietLine) this.isShown = false;
    const line = this.line.trimEnd();
    this.line = "";
    this.execute(line);
    this.isQuietLine = false;
  }

  private execute(line: string): void {
    const { interpreter, console, names } = this.runtime;
    const hadError = () => interpreter.exception !== undefined || interpreter.isInterrupted;
    const value = interpreter.enter(() => interpreter.evaluate(line, "REPL"));
    if (this.isVisible && line !== "" && !hadError())
      console.print(`=${inspect(value, (object) => names.get(object), { isShort: true })}\n`);
    this.runtime.checkErrors();
  }

  private clearLine(): void {
    this.runtime.interpreter.hasCtrlC = false;
    if (this.line === "") return;
    this.hide();
    this.line = "";
  }

  private beginQuietly(): void {
    if (this.line === "") this.isQuietLine = true;
    this.mode = "after-dle";
  }

  private startPacket(): void {
    if (this.line === "") this.isQuietLine = false;
    this.packets.start();
  }

  private identify(): void {
    this.runtime.console.print(`Espruino ${VERSION} ${this.runtime.hardware.board.id}\n`);
  }
}

/** Source: src/jshardware.h, DEFAULT_CONSOLE_BAUDRATE's fallback. */
const DEFAULT_BAUD = 9600;
