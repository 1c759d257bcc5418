import type { Terminal } from "./terminal.ts";

/** A key that does something while boards are watched. */
export interface Key {
  readonly key: string;
  /** One line for the help, lower case, no full stop. */
  readonly summary: string;
  act(): unknown;
}

export interface KeysOptions {
  readonly terminal: Terminal;
  readonly keys: readonly Key[];
  readonly print: (text: string) => void;
  /** Sends a line that was typed, without its end. */
  readonly sendLine: (text: string) => unknown;
  /** Sends keystrokes as they are. */
  readonly sendKeys: (text: string) => unknown;
  /** Hears what a key did not manage. */
  readonly onError: (error: unknown) => void;
  /** Called when keystrokes begin to go to the board, and when they end to. */
  readonly onTyping: (isTyping: boolean) => void;
}

/**
 * Reads keys in one of three ways: each does what the table says; or they make a line, which Enter sends; or every one goes
 * to the board, up to Ctrl-].
 *
 * @returns a function that gives the terminal back.
 */
export function readKeys(options: KeysOptions): () => void {
  const reader = new KeyReader(options);
  const stop = options.terminal.onKeys((text) => reader.take(text));
  return () => {
    stop();
    options.terminal.keepBelow("");
  };
}

const ctrlC = "\x03";
const ctrlU = "\x15";
const ctrlBracket = "\x1d";
const escapeKey = "\x1b";
/** A line that is longer than any prompt would take. */
const lineCharsMax = 1000;

/** Cursor keys and the like send several characters that belong together. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const strokes = /\x1b[[O][\d;]*.|[\s\S]/gu;

class KeyReader {
  private mode: "keys" | "line" | "typing" = "keys";
  private line = "";
  private readonly options: KeysOptions;
  private readonly keys: readonly Key[];

  constructor(options: KeysOptions) {
    this.options = options;
    this.keys = [
      ...options.keys,
      { key: "s", summary: "send a line: Enter sends it, Escape does not", act: () => this.beginLine() },
      { key: "t", summary: "type to the board, until Ctrl-]", act: () => this.beginTyping() },
      { key: "?", summary: "show this", act: () => options.print(this.help()) },
    ];
  }

  take(text: string): void {
    for (const [stroke] of text.matchAll(strokes)) {
      if (this.mode === "typing") this.type(stroke);
      else if (this.mode === "line") this.edit(stroke);
      else this.press(stroke);
    }
  }

  private press(stroke: string): void {
    const key = this.keys.find((candidate) => candidate.key === stroke);
    if (stroke === ctrlC) this.options.terminal.interrupt();
    else if (key !== undefined) this.attempt(() => key.act());
  }

  private edit(stroke: string): void {
    if (stroke === "\r" || stroke === "\n") this.attempt(() => this.options.sendLine(this.endLine()));
    else if (stroke === escapeKey || stroke === ctrlC) this.endLine();
    else this.show(edited(this.line, stroke));
  }

  private type(stroke: string): void {
    if (stroke === ctrlBracket) this.endTyping();
    else this.attempt(() => this.options.sendKeys(stroke));
  }

  private beginLine(): void {
    this.mode = "line";
    this.show("");
  }

  private show(line: string): void {
    this.line = line;
    this.options.terminal.keepBelow(`send: ${line}`);
  }

  private endLine(): string {
    this.mode = "keys";
    this.options.terminal.keepBelow("");
    return this.line;
  }

  private beginTyping(): void {
    this.mode = "typing";
    this.options.print("-- keys go to the board; Ctrl-] ends that --");
    this.options.onTyping(true);
  }

  private endTyping(): void {
    this.mode = "keys";
    this.options.onTyping(false);
    this.options.terminal.keepBelow("");
  }

  private help(): string {
    const rows = this.keys.map(({ key, summary }) => `  ${key}  ${summary}`);
    return [...rows, "  Ctrl-C  end"].join("\n");
  }

  /** Acts at once, for the next key may be one of a line; what fails is told, and ends nothing. */
  private attempt(act: () => unknown): void {
    new Promise((resolve) => resolve(act())).catch(this.options.onError);
  }
}

function edited(line: string, stroke: string): string {
  if (stroke === "\x7f" || stroke === "\b") return [...line].slice(0, -1).join("");
  if (stroke === ctrlU) return "";
  return stroke >= " " && line.length < lineCharsMax ? line + stroke : line;
}
