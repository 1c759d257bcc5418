/** Goal: a config gives defaults, its profiles come before them, and a broken one says where and what was expected. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../host/config/load-config.ts";

let project: string;
beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), "baton-config-"));
  await writeFile(path.join(project, "package.json"), "{}");
});
afterEach(() => rm(project, { recursive: true }));

const write = (text: string) => writeFile(path.join(project, "baton.config.ts"), text);

const defined = (settings: string) =>
  `import { defineConfig } from "espruino-baton/config";\n\nexport default defineConfig({\n${settings}\n});\n`;

describe("loadConfig", () => {
  it("is empty where there is no config", async () => {
    expect(await loadConfig(project)).toEqual({});
  });

  it("reads TypeScript, from any folder of the project, without the package being installed there", async () => {
    await write(defined('  board: "puckjs" as string,\n  ports: { bench: "usb:2e8a:000a" },'));
    const folder = path.join(project, "src", "deep");
    await mkdir(folder, { recursive: true });
    expect(await loadConfig(folder)).toMatchObject({ board: "puckjs", ports: { bench: "usb:2e8a:000a" } });
  });

  it("does not look beyond the project", async () => {
    await write(defined('  board: "puckjs",'));
    const inner = path.join(project, "inner");
    await mkdir(inner);
    await writeFile(path.join(inner, "package.json"), "{}");
    expect(await loadConfig(inner)).toEqual({});
  });

  it("puts a profile's settings in front", async () => {
    await write(
      defined(
        '  board: "puckjs", baud: 9600, ports: { a: "x" }, profiles: { ci: { baud: 115200, ports: { b: "y" } } },',
      ),
    );
    expect(await loadConfig(project, "ci")).toMatchObject({
      board: "puckjs",
      baud: 115200,
      ports: { a: "x", b: "y" },
    });
  });

  it.each(["cd", "constructor"])("knows no profile %s that is not there", async (profile) => {
    await write(defined("  profiles: { ci: {} },"));
    await expect(loadConfig(project, profile)).rejects.toMatchObject({
      code: "UNKNOWN_PROFILE",
      fix: expect.stringContaining("ci"),
    });
  });

  it.each([
    ["a setting of the wrong type", defined("  board: 3,"), /baton\.config\.ts:4: board: .*expected string/],
    ["an unknown setting", defined('  board: "x",\n  bord: "y",'), /:5: the config: .*"bord"/],
    ["a speed out of range", defined("  baud: 12,"), /:4: baud: .*>=300/],
    [
      "a wrong setting of a profile",
      defined("  profiles: {\n    ci: { baud: 'fast' },\n  },"),
      /:5: profiles\.ci\.baud: .*number/,
    ],
    ["a syntax error", "export default {\n  board: 'x'\n  baud: 3\n}", /:3:\d+: .*expected ","/],
    [
      "a config that throws",
      "const nothing: any = undefined;\nexport default nothing.board;",
      /:2:\d+: .*'board'/,
    ],
    ["a missing default", "export const config = {};", /:1: expected `export default/],
    ["no object", "export default 7;", /:1: the config: .*expected object/],
    ["a missing module", 'import { x } from "./nosuch.ts";\nexport default { board: x };', /nosuch/],
  ])("refuses %s with its place and what was expected", async (_, text, message) => {
    await write(text);
    await expect(loadConfig(project)).rejects.toMatchObject({
      code: "BAD_CONFIG",
      message: expect.stringMatching(message),
    });
  });
});
