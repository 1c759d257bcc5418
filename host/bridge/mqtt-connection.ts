import { connect, ErrorWithReasonCode, type IClientOptions, type MqttClient } from "mqtt";
import type { CliError } from "../errors.ts";
import { mqttRefused, mqttUnreachable, notTrusted } from "./errors.ts";
import { nameOfUrl } from "./parse-url.ts";

/** What it takes to be let in by a broker. Texts, not files; certificates and keys are PEM. */
export interface MqttAccess {
  readonly username?: string;
  readonly password?: string;
  /** Certificates to trust in place of the system's. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** How long a broker may take to accept. */
const connectMs = 10_000;

/**
 * Connects to a broker, once: whoever needs it again after its end connects again. MQTT 3.1.1, which every broker speaks
 * and which bounds nothing that is under way by itself.
 *
 * @throws CliError `MQTT_REFUSED`, `TLS_NOT_TRUSTED` or `MQTT_UNREACHABLE`.
 */
export function connectMqtt(url: URL, access: MqttAccess, options: IClientOptions = {}): Promise<MqttClient> {
  const client = connect(url.href, {
    ...withAccess(url, access),
    protocolVersion: 4,
    connectTimeout: connectMs,
    reconnectPeriod: 0,
    ...options,
  });
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    // One that comes after the connection stands is followed by "close".
    client.on("error", (error) => {
      failure ??= error;
      client.end(true);
    });
    client.once("connect", () => resolve(client));
    client.once("close", () => reject(explained(url, failure)));
  });
}

function withAccess(url: URL, { username, password, ca, cert, key }: MqttAccess): IClientOptions {
  return {
    username: username ?? (decodeURIComponent(url.username) || undefined),
    password: password ?? (decodeURIComponent(url.password) || undefined),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert, key }),
  };
}

function explained(url: URL, failure: Error | undefined): CliError {
  const name = nameOfUrl(url);
  if (failure instanceof ErrorWithReasonCode) return mqttRefused(name, failure);
  if (isUntrusted(failure)) return notTrusted(name, failure);
  return mqttUnreachable(
    name,
    failure ?? new Error("the connection was closed before the broker said a word"),
  );
}

/** Source: Node.js, "X509 certificate error codes", and ERR_TLS_CERT_ALTNAME_INVALID. */
function isUntrusted(failure: NodeJS.ErrnoException | undefined): boolean {
  return /CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|HOSTNAME_MISMATCH/.test(failure?.code ?? "");
}
