import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Writes an application into a folder of its own, which is gone when the test is over. @returns the folder. */
export function writeApplication(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "baton-app-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
