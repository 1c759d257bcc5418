/**
 * Values as `print` and the prompt show them.
 * Source: src/jswrap_json.c, jsfGetJSON, and what Espruino 2v29 printed.
 */
import { numberText } from "./globals/numbers.ts";

export interface InspectOptions {
  /** As the prompt does: keys without quotes where they need none, functions without their text. */
  readonly isShort?: boolean;
}

/** Longer ones are broken into lines, an element each. */
const LINE_ITEMS_MAX = 4;
const DEPTH_MAX = 10;

/** @param nameOf - the name of an object that prints as one, such as a pin. */
export function inspect(
  value: unknown,
  nameOf: (object: object) => string | undefined,
  options: InspectOptions = {},
): string {
  return show(value, 0);

  function show(item: unknown, depth: number): string {
    if (typeof item === "string") return JSON.stringify(item);
    if (typeof item === "number") return Object.is(item, -0) ? "0" : numberText(item);
    if (typeof item === "function")
      return options.isShort ? "function () { ... }" : "function () { [native code] }";
    if (typeof item !== "object" || item === null) return String(item);
    return nameOf(item) ?? (depth > DEPTH_MAX ? " ... " : showObject(item, depth));
  }

  function showObject(object: object, depth: number): string {
    if (ArrayBuffer.isView(object))
      return `new ${object.constructor.name}([${Array.from(object as Uint8Array).join(", ")}])`;
    if (Array.isArray(object))
      return surround(
        "[",
        object.map((item) => show(item, depth + 1)),
        "]",
        object,
      );
    const items = Object.entries(object).map(([key, item]) => `${showKey(key)}: ${show(item, depth + 1)}`);
    return surround("{", items, "}", Object.values(object));
  }

  function showKey(key: string): string {
    return options.isShort && /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
  }
}

function surround(open: string, items: readonly string[], close: string, values: readonly unknown[]): string {
  if (items.length === 0) return `${open}  ${close}`;
  const isSimple = values.every((value) => typeof value === "number");
  if (isSimple || (items.length <= LINE_ITEMS_MAX && values.every((value) => typeof value !== "object")))
    return `${open} ${items.join(", ")} ${close}`;
  return `${open} \n  ${items.join(", \n  ")}\n ${close}`;
}
