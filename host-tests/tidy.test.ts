// What the linter cannot see: who touches what, and whether the documents keep up with the tree.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { boards } from "../boards/index.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const files = execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
const inFolders = (...folders: string[]) =>
  files.filter((file) => file.endsWith(".ts") && folders.some((folder) => file.startsWith(`${folder}/`)));
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");

/** Functions and objects that only the interpreter has, called or read as globals. */
const INTERPRETER =
  /(?<![.\w])(?:getTime|setTimeout|clearTimeout|setInterval|peek32|setWatch|require|process|Serial\d|E)\s*[.(]/;

describe("the tree", () => {
  it("keeps device code away from the host", () => {
    const device = inFolders("firmware", "plugins", "boards", "examples");
    expect(device.filter((file) => /from "(?:node:|[^"]*\bhost\/)/.test(read(file)))).toEqual([]);
  });

  it("has one file that touches Espruino's globals", () => {
    const touching = inFolders("firmware", "plugins", "boards").filter(
      (file) => !file.endsWith(".d.ts") && INTERPRETER.test(withoutComments(read(file))),
    );
    // `platform.ts` declares a method that is named after one of them.
    expect(touching).toEqual(["firmware/platform/espruino.ts", "firmware/platform/platform.ts"]);
  });

  it("names every invariant that the code cites in DESIGN.md", () => {
    const design = read("DESIGN.md");
    const cited = inFolders("firmware", "plugins").flatMap((file) => [
      ...read(file).matchAll(/\(([A-Z]+-[A-Z-]+)\)/g),
    ]);
    const names = [...new Set(cited.map((match) => match[1]))];
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !design.includes(`- ${name}.`))).toEqual([]);
  });

  it("lists every plugin in the README", () => {
    const plugins = inFolders("plugins").map((file) => basename(file, ".ts"));
    const helpers = ["index", "console-options"];
    const readme = read("README.md");
    expect(plugins.filter((name) => !helpers.includes(name) && !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it("has no file so long that it must tell two stories", () => {
    const long = inFolders("firmware", "plugins", "boards", "host").filter(
      (file) => read(file).split("\n").length > 600,
    );
    expect(long).toEqual([]);
  });

  it("knows at least nine boards", () => {
    expect(Object.keys(boards).length).toBeGreaterThanOrEqual(9);
  });
});
