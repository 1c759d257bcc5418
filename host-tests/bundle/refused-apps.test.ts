/**
 * Each folder in apps/ is an application that a board could not run. A comment marks the line that the error has to
 * name: `// refused: CODE`, or `// refused as a whole: CODE` where no single line is at fault. The files end in .txt,
 * so that editors and checks leave them alone; the build sees them without.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { writeApplication } from "./write-application.ts";

const appsFolder = join(import.meta.dirname, "apps");

test.each(readdirSync(appsFolder))("refuses %s, naming the line", async (name) => {
  const files = filesIn(join(appsFolder, name));
  const { code, place } = expectation(files["main.ts"] ?? "");
  const entry = writeApplication(files);
  await expect(buildFirmware({ entry, board: rp2040Pico })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(place),
    fix: expect.stringMatching(/\w/),
  });
});

function filesIn(folder: string): Record<string, string> {
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return Object.fromEntries(readdirSync(folder).map((name) => [name.replace(/\.txt$/, ""), read(name)]));
}

function expectation(source: string): { code: string; place: string } {
  const lines = source.split("\n");
  const index = lines.findIndex((line) => line.includes("// refused"));
  const [, asAWhole, code = "nothing is marked"] =
    /refused( as a whole)?: (\w+)/.exec(lines[index] ?? "") ?? [];
  return { code, place: asAWhole ? "main.ts" : `/main.ts:${index + 1}:` };
}
