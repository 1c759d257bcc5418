/**
 * JSON as text: Espruino writes printable ASCII and nothing else, its hexadecimal digits in capitals.
 * Source: src/jsutils.c, escapeCharacter; `print(JSON.stringify("\x7f\xff\x0b"))` shows "\u007F\u00FF\u000B" on 2v29.
 */
import type { Scope } from "../realm.ts";

const ESCAPED_OR_NOT_ASCII = /\\(?:u[0-9a-f]{4}|.)|[\x7f-\uffff]/g;

/** @param json - as Node writes it. */
export function espruinoJson(json: string): string {
  return json.replace(ESCAPED_OR_NOT_ASCII, (match) => {
    if (match.startsWith("\\"))
      return match.length > 2 ? unicodeEscape(Number.parseInt(match.slice(2), 16)) : match;
    return unicodeEscape(match.charCodeAt(0));
  });
}

const unicodeEscape = (code: number): string => `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;

export function useEspruinoJson(intrinsics: Scope): void {
  const { stringify } = intrinsics.JSON;
  intrinsics.JSON.stringify = (...args: unknown[]) => {
    const json = stringify(...args);
    return typeof json === "string" ? espruinoJson(json) : json;
  };
}
