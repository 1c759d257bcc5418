import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogFile } from "../../host/monitor/log-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "baton-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("LogFile", () => {
  it("goes on with what is there, makes the folders it needs, and loses nothing when it is closed", async () => {
    for (const line of ["one", "two"]) {
      const { file } = open("a/b/run.log");
      file.write(line);
      await file.close();
    }
    expect(read("a/b/run.log")).toBe("one\ntwo\n");
  });

  it("puts a file aside when it is full, and keeps as many as it may", async () => {
    const { file } = open("run.log", { sizeBytes: 20, filesMax: 2 });
    for (let n = 0; n < 5; n++) {
      file.write(`${n}`.repeat(30));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await file.close();
    const kept = ["run.log", "run.log.1", "run.log.2", "run.log.3"].map((name) =>
      existsSync(path.join(folder, name)) ? read(name).slice(0, 1) : undefined,
    );
    expect(kept).toEqual(["", "4", "3", undefined]);
  });

  it("holds the sender back when the disk is slow, lets it go on, and has every line", async () => {
    const { file, backlogs } = open("run.log", { sizeBytes: 1e9 });
    const line = "x".repeat(999);
    for (let n = 0; n < 8000; n++) file.write(line);
    expect(backlogs).toEqual([true]);
    await file.close();
    expect(read("run.log").length).toBe(8_000_000);
  });

  it("lets the sender go on once the disk has caught up", async () => {
    const { file, backlogs, whenBacklog } = open("run.log", { sizeBytes: 1e9 });
    for (let n = 0; n < 8000; n++) file.write("x".repeat(999));
    await whenBacklog(false);
    expect(backlogs).toEqual([true, false]);
    await file.close();
  });

  it("says so once when it cannot be written, and takes no more", async () => {
    writeFileSync(path.join(folder, "file"), "");
    const { file, errors } = open("file/run.log");
    file.write("lost");
    await file.close();
    file.write("lost too");
    await file.close();
    expect(errors).toMatchObject([{ code: "LOG_FILE_FAILED" }]);
  });
});

function open(name: string, limits: { sizeBytes?: number; filesMax?: number } = {}) {
  const backlogs: boolean[] = [];
  const errors: Error[] = [];
  let told = (_isTooMuch: boolean): void => {};
  const file = new LogFile(path.join(folder, name), {
    sizeBytes: 1_000_000,
    filesMax: 3,
    ...limits,
    onBacklog: (isTooMuch) => {
      backlogs.push(isTooMuch);
      told(isTooMuch);
    },
    onError: (error) => void errors.push(error),
  });
  const whenBacklog = (wanted: boolean) =>
    new Promise<void>((resolve) => {
      told = (isTooMuch) => isTooMuch === wanted && resolve();
    });
  return { file, backlogs, errors, whenBacklog };
}

const read = (name: string): string => readFileSync(path.join(folder, name), "utf8");
