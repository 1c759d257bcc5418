/** Reads numbers and texts off a frame, one after the other. It never throws: what is not there or not well formed fails. */
export class DigitsReader {
  private readonly text: string;
  private readonly end: number;
  /** Where the next character is read. */
  at: number;
  /** Whether something did not fit. What is read from then on means nothing. */
  hasFailed = false;

  /** @param end - one past the last character to be read. */
  constructor(text: string, at: number, end: number) {
    this.text = text;
    this.at = at;
    this.end = end;
  }

  /** Whether what failed did so because there was no more. */
  hasRunOut = false;

  get isAtEnd(): boolean {
    return this.at === this.end;
  }

  /** A whole number from 0 to 2^53. Each has exactly one form: zeros in front are an error. */
  number(): number {
    let value = 0;
    for (let unit = 1; unit <= unitMax; unit *= 32) {
      const digit = this.digit();
      value += (digit & 31) * unit;
      if (digit < 32) return digit === 0 && unit > 1 ? this.fail(false) : value;
    }
    return this.fail(false);
  }

  /** @returns whether the next character was `character`, which is read over then. */
  skip(character: string): boolean {
    const isThere = this.at < this.end && this.text[this.at] === character;
    if (isThere) this.at++;
    return isThere;
  }

  /** Whether a text comes next, and no number. */
  get isAtText(): boolean {
    return this.at < this.end && this.text[this.at] === QUOTE;
  }

  /** A text in quotation marks, as JSON has it. */
  quoted(): string {
    QUOTED.lastIndex = this.at;
    const [quoted] = QUOTED.exec(this.text) ?? [];
    if (this.hasFailed || quoted === undefined || QUOTED.lastIndex > this.end) {
      this.fail(this.isAtText);
      return "";
    }
    this.at = QUOTED.lastIndex;
    return JSON.parse(quoted);
  }

  private digit(): number {
    if (this.at >= this.end) return this.fail(true);
    const digit = this.text.charCodeAt(this.at++) - 0x30;
    return digit >= 0 && digit < 64 ? digit : this.fail(false);
  }

  private fail(hasRunOut: boolean): number {
    if (!this.hasFailed) this.hasRunOut = hasRunOut;
    this.hasFailed = true;
    return 0;
  }
}

const QUOTE = '"';
/** Printable, and nothing escaped that JSON does not know. */
const QUOTED = /"(?:[ !#-[\]-~]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
/** Eleven digits reach beyond 2^53. */
const unitMax = 32 ** 10;
