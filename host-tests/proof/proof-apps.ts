/** The applications of the proofs. Their files end in .txt: they are device code, and the host's checks pass them by. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { proofFacts } from "./proof-board.ts";
import type { App } from "./scenarios.ts";

const sourceOf = (name: string) => readFileSync(join(import.meta.dirname, "apps", `${name}.ts.txt`), "utf8");

/** @param app - one of the proofs, or `lock`. */
export function proofApplication(app: App | "lock"): Readonly<Record<string, string>> {
  return { "main.ts": sourceOf(app), "proof.ts": sourceOf("proof") };
}

/** Builds an application as it is flashed. */
export async function proofBundle(app: App): Promise<string> {
  const entry = mkdtempSync(join(tmpdir(), "baton-proof-"));
  try {
    for (const [name, text] of Object.entries(proofApplication(app))) writeFileSync(join(entry, name), text);
    return (await buildFirmware({ entry, board: proofFacts })).code;
  } finally {
    rmSync(entry, { recursive: true });
  }
}
