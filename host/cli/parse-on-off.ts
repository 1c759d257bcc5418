import { badOnOff } from "./errors.ts";

/** Reads `on` or `off`. @throws CliError `BAD_ON_OFF`. */
export function parseOnOff(text: string): boolean {
  if (text !== "on" && text !== "off") throw badOnOff(text);
  return text === "on";
}
