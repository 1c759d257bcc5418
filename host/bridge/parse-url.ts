import { badUrl } from "./errors.ts";

/**
 * Reads an address of a sink.
 *
 * @param option - the option it was given with, for the message.
 * @param schemes - what may stand before `://`.
 * @throws CliError `BAD_URL`.
 */
export function parseUrl(text: string, option: string, schemes: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === "" || !schemes.includes(url.protocol.slice(0, -1)))
    throw badUrl(withoutSecrets(text), option, schemes);
  return url;
}

/** The address as it may be shown. */
export function nameOfUrl(url: URL): string {
  return withoutSecrets(url.href).replace(/\/$/, "");
}

function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/@]*@/, "//");
}
