// Goal: a capture's stack traces name the sources, as long as the code and its map lie beside the manifest.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { writeBundle } from "../../host/bundle/write-bundle.ts";
import { runCli } from "../../host/cli/run-cli.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { listen } from "../sim/board.ts";
import { captureOutput } from "../support/captured-output.ts";
import { buildTracedApp, shownInSources } from "./traced-app.ts";

const building = buildTracedApp({ tokens: true });

it("a capture is shown with the sources' places, and without the code as it came", async () => {
  const bundle = await building;
  const folder = mkdtempSync(join(tmpdir(), "baton-decode-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await writeBundle(bundle, join(folder, "out.js"));
  const board = new SimulatedBoard(rp2040Pico, { storage: new Map([[".bootcde", bundle.code]]) });
  const console = listen(board);
  board.runFor(1000);
  writeFileSync(join(folder, "capture.bin"), console.text);

  const shown = await decoded(folder);
  for (const line of shownInSources(bundle.folder)) expect(shown).toContain(line);
  rmSync(join(folder, "out.js"));
  expect(await decoded(folder)).not.toContain("reading.ts");
});

async function decoded(folder: string): Promise<string> {
  const output = captureOutput();
  await runCli(
    ["decode", join(folder, "capture.bin"), "--manifest", join(folder, "out.manifest.json")],
    output,
  );
  return output.printed.join("\n");
}
