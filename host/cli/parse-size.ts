import { badSize } from "./errors.ts";

const unitBytes: Readonly<Record<string, number>> = { k: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Reads `500k`, `10M`, `1G`. @returns bytes. @throws CliError `BAD_SIZE`. */
export function parseSize(text: string): number {
  const [, number = "", unit = ""] = /^(\d{1,6})([kMG])$/.exec(text) ?? [];
  const bytes = Number(number) * (unitBytes[unit] ?? 0);
  if (bytes === 0) throw badSize(text);
  return bytes;
}
