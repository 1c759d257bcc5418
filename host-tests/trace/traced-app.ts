/**
 * An application that fails in several ways, and where each of them stands. What it prints first has Espruino count the
 * rest of the bundle's line as line 0.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { type BuildRequest, buildFirmware, type FirmwareBundle } from "../../host/bundle/firmware-bundle.ts";

export const sources = {
  "main.ts": `import { celsiusOf, type Reading } from "./reading.ts";

function report(reading?: Reading): void {
  print("it has " + celsiusOf(reading) + " degrees");
}

const probe = {
  read(): void {
    print("reading");
    report();
    print("read");
  },
};

setTimeout(function () {
  print("Modules.addCached");
  probe.read();
}, 10);
setTimeout(() => {
  if (getTime() > 0) throw new Error("too hot");
}, 20);
`,
  "reading.ts": `export interface Reading {
  readonly values: { readonly celsius: number };
}

export function celsiusOf(reading: Reading | undefined): number {
  let sum = 0;
  for (let i = 0; i < 3; i++) sum += (reading as Reading).values.celsius * i;
  return sum;
}
`,
};

/** What is shown of the first failure, with the application's folder before each file. */
export const shownInSources = (folder: string): string[] => [
  `    at celsiusOf (${folder}/reading.ts:7:59)`,
  "        for (let i = 0; i < 3; i++) sum += (reading as Reading).values.celsius * i;",
  "                                                                ^",
  `    at report (${folder}/main.ts:4:21)`,
  '        print("it has " + celsiusOf(reading) + " degrees");',
  "                          ^",
];

/** Builds it in a folder of its own, which lasts as long as the test file. */
export function buildTracedApp(request: Partial<BuildRequest> = {}): Promise<FirmwareBundle> {
  const entry = mkdtempSync(join(tmpdir(), "baton-app-"));
  afterAll(() => rmSync(entry, { recursive: true }));
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(entry, name), text);
  return buildFirmware({ entry, board: rp2040Pico, ...request });
}
