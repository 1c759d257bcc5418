/**
 * Makes text from a board harmless to the terminal that shows it. Espruino's own way of redrawing its prompt is left
 * out; every other control character is spelled out, among them those that reverse the direction of writing.
 */
export function neutralise(text: string): string {
  return text.replace(promptRedraw, "").replace(dangerous, spelledOut);
}

/** The prompt before a record, erased; and the bytes by which Espruino asks a sender to pause and to go on. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const promptRedraw = /^>(?=<[0-7]>\[)|>?\r?\x1b\[J|[\x11\x13]/g;

/** C0 but for the tab, DEL, C1, and Unicode's marks for direction (Unicode Standard Annex 9). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const dangerous = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function spelledOut(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`;
}
