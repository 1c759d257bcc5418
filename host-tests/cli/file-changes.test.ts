/** Goal: no change of a project's files is missed. Method: a folder, files written at bad moments. */
import { readFileSync } from "node:fs";
import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FileChanges } from "../../host/cli/file-changes.ts";

let folder = "";
let changes: FileChanges;
const tell = vi.fn();
const onError = vi.fn();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "baton-watch-"));
  await Promise.all([mkdir(path.join(folder, "src")), mkdir(path.join(folder, "node_modules"))]);
  await writeFile(path.join(folder, "package.json"), "{}");
  await writeFile(path.join(folder, "src", "main.ts"), "first");
  changes = await FileChanges.of(path.join(folder, "src"), onError);
});
afterEach(async () => {
  await changes.close();
  await rm(folder, { recursive: true });
  vi.clearAllMocks();
});

describe("the changes of a project's files", () => {
  it("tells of what was saved before there was anybody to tell", async () => {
    await writeFile(path.join(folder, "src", "main.ts"), "second");
    await rest(500);
    changes.onChange(tell);
    await vi.waitFor(() => expect(tell).toHaveBeenCalledOnce(), 30_000);
  });

  it("tells of a file that is emptied and filled a moment later when it is full", async () => {
    const main = path.join(folder, "src", "main.ts");
    let read = "";
    changes.onChange(() => {
      read = readFileSync(main, "utf8");
    });
    await writeFile(main, "");
    await rest(20);
    await appendFile(main, "second");
    await vi.waitFor(() => expect(read).toBe("second"), 30_000);
  });

  it("tells of files beside the application, and of none that is no source", async () => {
    changes.onChange(tell);
    await writeFile(path.join(folder, "node_modules", "a.ts"), "");
    await writeFile(path.join(folder, "notes.txt"), "");
    await rest(500);
    expect(tell).not.toHaveBeenCalled();
    await writeFile(path.join(folder, "more.ts"), "");
    await vi.waitFor(() => expect(tell).toHaveBeenCalledOnce(), 30_000);
    expect(onError).not.toHaveBeenCalled();
  });
});
