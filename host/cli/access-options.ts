import { readFile } from "node:fs/promises";
import { noPem } from "../bridge/errors.ts";
import type { MqttAccess } from "../bridge/mqtt-connection.ts";
import type { Option, Options } from "./command.ts";

/** The options of commands that talk to brokers and collectors. */
export const accessOptions: readonly Option[] = [
  { flags: "--ca <file>", summary: "certificates to trust in place of the system's, as PEM" },
  { flags: "--cert <file>", summary: "the certificate to show to the broker, as PEM" },
  { flags: "--key <file>", summary: "the key of that certificate, as PEM" },
];

export interface AccessOptions extends Options {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/**
 * Reads the files. The password comes from the environment, where other users of this computer do not see it; one in the
 * URL serves as well.
 *
 * @throws CliError `NO_PEM`.
 */
export async function accessOf({ ca, cert, key }: AccessOptions): Promise<MqttAccess> {
  const [caText, certText, keyText] = await Promise.all([ca, cert, key].map(readPem));
  return { ca: caText, cert: certText, key: keyText, password: process.env.BATON_MQTT_PASSWORD };
}

async function readPem(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return readFile(path, "utf8").catch((error) => {
    throw noPem(path, error);
  });
}
