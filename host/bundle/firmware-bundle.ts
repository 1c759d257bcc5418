/**
 * The build: an application and a board in, the text that is flashed out. The same input gives the same bytes.
 */
import { type OutputAsset, rollup } from "rollup";
import { CliError } from "../errors.ts";
import { findApplication } from "./application.ts";
import { buildFailed } from "./errors.ts";
import { type Manifest, onlyChunk } from "./manifest.ts";
import { type BuildRequest, rollupOptions } from "./rollup-options.ts";

export type { BuildRequest, Manifest };

export interface FirmwareBundle {
  /** What is flashed, exactly; a character is a byte. */
  readonly code: string;
  /** Source map, version 3. Sources are relative to the application, or start with the package's name. */
  readonly map: string;
  readonly manifest: Manifest;
  /** The application's, on this computer: what the map's sources are relative to. */
  readonly folder: string;
}

export async function buildFirmware(request: BuildRequest): Promise<FirmwareBundle> {
  const options = rollupOptions(request, "firmware.js");
  try {
    const build = await rollup(options);
    const { output } = await build.generate(options.output);
    const { code, map } = onlyChunk(output);
    const manifest = output.find(({ fileName }) => fileName.endsWith(".manifest.json")) as OutputAsset;
    const { folder } = findApplication(request.entry);
    return { code, map: JSON.stringify(map), manifest: JSON.parse(String(manifest.source)), folder };
  } catch (error) {
    throw messageForUser(error);
  }
}

/** Rollup wraps what its plugins throw: see `rejected`. */
function messageForUser(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CliError) return error;
  if (error.cause instanceof CliError) return error.cause;
  return error.name === "RollupError" ? buildFailed(error) : error;
}
