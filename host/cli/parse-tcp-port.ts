import { badTcpPort } from "../sim/errors.ts";

/** Reads the number of a TCP port; 0 stands for any that is free. */
export function parseTcpPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw badTcpPort(text);
  return port;
}
