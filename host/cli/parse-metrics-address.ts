import { badMetricsAddress } from "../bridge/errors.ts";
import type { MetricsAddress } from "../bridge/metrics.ts";

/** Reads `9464`, which listens on this computer only, or `0.0.0.0:9464`. @throws CliError `BAD_METRICS`. */
export function parseMetricsAddress(text: string): MetricsAddress {
  const [, host = "127.0.0.1", port] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535) throw badMetricsAddress(text);
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}
