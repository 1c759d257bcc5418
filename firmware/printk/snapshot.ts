/**
 * What a record keeps of its arguments. Numbers, booleans and short strings stay as they are; what could change or
 * grow before it is written becomes a bounded text at once.
 */

/** Characters kept of a string or an object. Half of a message, so that others fit beside it. */
const VALUE_CHARS_MAX = 128;

/** Context: any. May run the application's `toJSON` and `toString`; those may log. */
export function snapshot(args: ArrayLike<unknown>): ArrayLike<unknown> {
  // A text with up to three numbers is most of what is logged, and one expression a third of the loop's cost.
  const count = args.length;
  return typeof args[0] === "string" &&
    count < 5 &&
    (count < 2 || typeof args[1] === "number") &&
    (count < 3 || typeof args[2] === "number") &&
    (count < 4 || typeof args[3] === "number")
    ? args
    : stable(args);
}

function stable(args: ArrayLike<unknown>): ArrayLike<unknown> {
  for (let i = typeof args[0] === "string" || isTemplate(args) ? 1 : 0; i < args.length; i++)
    if (!isStable(args[i])) return copy(args, i);
  return args;
}

/** Whether `args` come from a tagged template, whose strings are the only array with this property. */
export function isTemplate(args: ArrayLike<unknown>): boolean {
  const strings = args[0] as { raw?: unknown } | null | undefined;
  return Array.isArray(strings) && !!strings.raw;
}

function isStable(value: unknown): boolean {
  return typeof value === "string"
    ? value.length <= VALUE_CHARS_MAX
    : typeof value !== "function" && (typeof value !== "object" || value === null);
}

function copy(args: ArrayLike<unknown>, from: number): unknown[] {
  const kept: unknown[] = [];
  for (let i = 0; i < args.length; i++) kept.push(i < from ? args[i] : keep(args[i]));
  return kept;
}

/** What a record keeps of a value. Context: any. May run the application's `toJSON` and `toString`; those may log. */
export function keep(value: unknown): unknown {
  return isStable(value) ? value : textOf(value);
}

function textOf(value: unknown): string {
  let text: string;
  try {
    text = isData(value) ? JSON.stringify(value) : "" + value;
  } catch (_) {
    text = "<unprintable>";
  }
  return text.length > VALUE_CHARS_MAX ? text.slice(0, VALUE_CHARS_MAX) + "<truncated>" : text;
}

/** Errors say more as text. */
function isData(value: unknown): boolean {
  return typeof value === "object" && !(value instanceof Error);
}
