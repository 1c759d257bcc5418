import { CliError } from "../errors.ts";

export const spoolFailed = (folder: string, cause: unknown): CliError =>
  new CliError("SPOOL_FAILED", `cannot use ${folder} as a spool: ${reasonOf(cause)}`, {
    fix: "make room and see to its permissions, or name another folder with --spool",
    cause,
  });

export const spoolInUse = (folder: string, pid: number): CliError =>
  new CliError("SPOOL_IN_USE", `process ${pid} uses the spool in ${folder}`, {
    fix: "name another folder with --spool, or end that bridge",
  });

export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

export const badUrl = (text: string, option: string, schemes: readonly string[]): CliError =>
  new CliError("BAD_URL", `"${text}" is no address for ${option}`, {
    fix: `write ${schemes.map((scheme) => `${scheme}://host:port`).join(", or ")}`,
    exitCode: 2,
  });

export const mqttUnreachable = (name: string, cause: unknown): CliError =>
  new CliError("MQTT_UNREACHABLE", `no broker answers at ${name}: ${reasonOf(cause)}`, {
    fix: "start it, and check host and port; mqtts:// is for brokers with TLS, mqtt:// for those without",
    cause,
  });

export const mqttRefused = (name: string, cause: unknown): CliError =>
  new CliError("MQTT_REFUSED", `the broker at ${name} lets nobody in so: ${reasonOf(cause)}`, {
    fix: "check the user in the URL (mqtt://user@host) and the password in BATON_MQTT_PASSWORD",
    cause,
  });

export const notTrusted = (name: string, cause: unknown): CliError =>
  new CliError("TLS_NOT_TRUSTED", `${name} shows a certificate that is not trusted: ${reasonOf(cause)}`, {
    fix: "name the certificate that vouches for it with --ca FILE, and use the host's name that stands in it",
    cause,
  });

export const metricsPortTaken = (host: string, port: number, cause: unknown): CliError =>
  new CliError("METRICS_PORT_TAKEN", `cannot offer metrics at ${host}:${port}: ${reasonOf(cause)}`, {
    fix: "choose another with --metrics; 0 takes one that is free",
    exitCode: 2,
    cause,
  });

export const badFilter = (filter: string, reason: string): CliError =>
  new CliError("BAD_FILTER", `cannot listen to "${filter}": ${reason}`, {
    fix: "write an MQTT topic filter, such as baton/# or baton/+/err, and see to the broker's access list",
    exitCode: 2,
  });

export const badBoardName = (name: string, reason: string): CliError =>
  new CliError("BAD_BOARD_NAME", `a board cannot be called "${name}": ${reason}`, {
    fix: "give it another name: --port kitchen=/dev/ttyACM0",
    exitCode: 2,
  });

export const noBoardForManifest = (name: string, boards: readonly string[]): CliError =>
  new CliError("NO_BOARD_FOR_MANIFEST", `a manifest is for "${name}", and no board is called so`, {
    fix: `name one of ${boards.join(", ")}, or the manifest alone if it is for all`,
    exitCode: 2,
  });

export const noSink = (): CliError =>
  new CliError("NO_SINK", "there is nowhere to bring the records", {
    fix: "add --mqtt, --otlp, --syslog or --metrics",
    exitCode: 2,
  });

export const noPem = (path: string, cause: unknown): CliError =>
  new CliError("NO_PEM", `cannot read ${path}: ${reasonOf(cause)}`, {
    fix: "name a PEM file that you may read",
    exitCode: 2,
    cause,
  });

export const badMetricsAddress = (text: string): CliError =>
  new CliError("BAD_METRICS", `"${text}" is no place to listen`, {
    fix: "write a port, such as 9464, or host:port to be reached from elsewhere",
    exitCode: 2,
  });
