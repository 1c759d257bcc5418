/**
 * Goal: the project that `baton init` makes passes its own tests, against this package as it would be published.
 *
 * Without a network: the package is packed and unpacked into the project, and what it and the project depend on is linked
 * from here, where it is installed in the versions that the project asks for.
 */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageFolder } from "../../host/bundle/device-package.ts";
import { initProject } from "../../host/init/init-project.ts";

const folder = mkdtempSync(join(tmpdir(), "baton-init-"));
const project = join(folder, "My Firmware");
const tarball = () => readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "no tarball";
/** Runs a program in a folder. @returns what it prints. */
const run = (cwd: string, command: string, ...words: string[]): string =>
  execFileSync(command, words, { cwd, encoding: "utf8", stdio: "pipe" });
/** Packing compiles what is packed, and the test of the project builds it. */
const timeoutMs = 240_000;

beforeAll(async () => {
  run(packageFolder, "npx", "tsc", "-p", "firmware/tsconfig.types.json");
  run(packageFolder, "npm", "pack", "--ignore-scripts", "--pack-destination", folder);
  await initProject(project);
  installFromHere();
}, timeoutMs);
afterAll(() => rmSync(folder, { recursive: true }));

describe("a new project", () => {
  it("passes its own tests, types of both worlds included", { timeout: timeoutMs }, () => {
    expect(run(project, "npm", "test")).toMatch(/Tests .*1 passed/);
  });

  it("does what its scenario says, and says where when it does not", { timeout: timeoutMs }, () => {
    expect(run(project, "npm", "run", "scenario")).toMatch(/the heart beats on sim: 3 of 3 steps passed/);
    const file = join(project, "scenario.yaml");
    const steps = readFileSync(file, "utf8");
    writeFileSync(file, steps.replace("text: beat 1,", "text: beat once,"));
    expect(() => run(project, "npm", "run", "scenario")).toThrow(/scenario\.yaml:7/);
    writeFileSync(file, steps);
  });

  it("is built for its own board, with its own plugin", () => {
    const manifest = JSON.parse(
      run(project, "npx", "baton", "build", "src", "-o", "build/main.js", "--json"),
    );
    expect(manifest.board).toBe("ESPR_RP2040_PICO");
    expect(readFileSync(join(project, "build/main.js"), "latin1")).toContain('"beat "+');
  });

  it("keeps the DOM and Node away from the board's code, in the editor as in the build", () => {
    const file = join(project, "src", "wrong.ts");
    writeFileSync(file, 'console.log(document.title, Buffer.from("x"));\nexport {};\n');
    expect(() => run(project, "npx", "tsc", "-p", "src")).toThrow(
      expect.objectContaining({ stdout: expect.stringMatching(/'document'[\s\S]*'Buffer'/) }),
    );
    rmSync(file);
  });

  it("is a package of its own, with a name that npm takes, and nothing left to fill in", () => {
    const { name, devDependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    expect(name).toBe("my-firmware");
    expect(Object.values(devDependencies).join()).toMatch(/^[\d.,^]+$/);
    expect(readFileSync(join(project, "README.md"), "utf8")).not.toContain("{{");
    expect(readdirSync(project)).toContain(".gitignore");
  });

  it("is not made where something is already", async () => {
    await expect(initProject(project)).rejects.toMatchObject({ code: "FOLDER_NOT_EMPTY" });
    await expect(initProject(join(project, "package.json"))).rejects.toMatchObject({
      code: "FOLDER_NOT_EMPTY",
    });
    await expect(initProject(join(project, "package.json", "below"))).rejects.toMatchObject({
      code: "CANNOT_WRITE",
    });
  });

  it("takes a plugin from an npm package as it takes one from a file", () => {
    const plugin = join(project, "node_modules", "baton-plugin-hello");
    mkdirSync(plugin);
    writeFileSync(join(plugin, "package.json"), '{"name":"baton-plugin-hello","exports":"./index.ts"}');
    writeFileSync(
      join(plugin, "index.ts"),
      'import { type FirmwarePlugin, pr } from "espruino-baton";\nexport const hello = (): FirmwarePlugin => ({ name: "hello", boot: () => void pr.info("hello from npm") });\n',
    );
    writeFileSync(
      join(project, "src", "with-package.ts"),
      'import { boot } from "espruino-baton";\nimport { board } from "espruino-baton/board";\nimport { uartConsole } from "espruino-baton/plugins";\nimport { hello } from "baton-plugin-hello";\nboot(board, [uartConsole(), hello()]);\n',
    );
    run(project, "npx", "baton", "build", "src/with-package.ts", "-o", "build/package.js");
    expect(readFileSync(join(project, "build/package.js"), "latin1")).toContain("hello from npm");
  });
});

describe("the package", () => {
  it("is one that publint finds nothing wrong with", { timeout: timeoutMs }, () => {
    const found = run(packageFolder, "npx", "publint", "run", "--strict", join(folder, tarball()));
    expect(found).toContain("All good!");
  });

  it("has types that arethetypeswrong finds nothing wrong with, for who imports modules", {
    timeout: timeoutMs,
  }, () => {
    const found = run(packageFolder, "npx", "attw", join(folder, tarball()), "--profile", "esm-only");
    expect(found).not.toMatch(/❌|👺|🎭/u);
  });
});

function installFromHere(): void {
  const modules = join(project, "node_modules");
  const here = join(packageFolder, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  mkdirSync(join(modules, "espruino-baton"));
  for (const name of readdirSync(here))
    if (!name.startsWith(".")) symlinkSync(join(here, name), join(modules, name));
  for (const name of readdirSync(join(here, ".bin")))
    symlinkSync(join(here, ".bin", name), join(modules, ".bin", name));
  const unpacked = join(modules, "espruino-baton");
  run(folder, "tar", "-xzf", tarball(), "-C", unpacked, "--strip-components=1");
  const command = join(unpacked, "dist/host/cli/main.js");
  chmodSync(command, 0o755);
  symlinkSync(command, join(modules, ".bin/baton"));
}
