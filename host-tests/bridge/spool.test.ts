/** Goal: what is appended is read once by each reader or counted as dropped, over restarts and on a disk that fails. */
import { appendFileSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Spool } from "../../host/bridge/spool/spool.ts";
import type { SpoolReader } from "../../host/bridge/spool/spool-reader.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const never = new AbortController().signal;
const over = AbortSignal.abort();

describe("the spool", () => {
  it("hands every message to every reader, in order, each at its own pace", async () => {
    const spool = await opened(temporaryFolder());
    const [fast, slow] = [spool.reader("fast"), spool.reader("slow")];
    fill(spool, 0, 10);
    expect(await readAll(fast)).toEqual(numbers(0, 10));
    fill(spool, 10, 20);
    expect(await readAll(fast)).toEqual(numbers(10, 20));
    expect(await readAll(slow, 3)).toEqual(numbers(0, 20));
  });

  it("writes nothing to the disk while all readers keep up", async () => {
    const folder = temporaryFolder();
    const spool = await opened(folder);
    const reader = spool.reader("a");
    for (let i = 0; i < 5; i++) {
      fill(spool, i * 10, i * 10 + 10);
      await readAll(reader);
      await spool.flush();
    }
    expect([spool.bytes, segmentsIn(folder)]).toEqual([0, []]);
  });

  it("wakes a reader that waits", async () => {
    const spool = await opened(temporaryFolder());
    const next = spool.reader("a").next(10, never);
    fill(spool, 0, 1);
    expect((await next)?.messages).toEqual([0]);
  });

  it("lets a reader go on after a restart where it was, with what was not delivered", async () => {
    const folder = temporaryFolder();
    const first = await opened(folder);
    const reader = first.reader("a");
    fill(first, 0, 10);
    const batch = await reader.next(4, never);
    reader.advance(batch!.end);
    await first.close();
    const second = await opened(folder);
    const again = second.reader("a");
    fill(second, 10, 12);
    expect(await readAll(again)).toEqual(numbers(4, 12));
  });

  it("hands out again what was read and not confirmed", async () => {
    const folder = temporaryFolder();
    const first = await opened(folder);
    const reader = first.reader("a");
    fill(first, 0, 3);
    await reader.next(10, never);
    await first.close();
    expect(await readAll((await opened(folder)).reader("a"))).toEqual(numbers(0, 3));
  });

  it("drops the oldest at its bound, and each reader counts what it missed", async () => {
    const spool = await opened(temporaryFolder(), 64 * 1024);
    const reader = spool.reader("a");
    for (let i = 0; i < 40; i++) {
      fill(spool, i * 1000, i * 1000 + 1000);
      await spool.flush();
    }
    expect(spool.bytes).toBeLessThanOrEqual(64 * 1024);
    const read: number[] = [];
    const dropped = await drain(reader, read);
    expect(dropped).toBeGreaterThan(0);
    expect(dropped + read.length).toBe(40_000);
    expect(read).toEqual(numbers(dropped, 40_000));
  });

  it("removes what all have read from the disk", async () => {
    const folder = temporaryFolder();
    const spool = await opened(folder);
    const reader = spool.reader("a");
    fill(spool, 0, 100);
    await spool.flush();
    expect(segmentsIn(folder)).toHaveLength(1);
    await readAll(reader);
    await spool.flush();
    expect(segmentsIn(folder)).toEqual([]);
  });

  it("keeps messages in memory, bounded, while the disk takes nothing, and hands them out from there", async () => {
    const notes: string[] = [];
    const folder = temporaryFolder();
    const spool = await opened(folder, 1 << 20, notes);
    const reader = spool.reader("a");
    symlinkSync("/dev/full", join(folder, "0000000000000000.jsonl"));
    fill(spool, 0, 1000);
    await spool.flush();
    fill(spool, 1000, 20_000);
    expect(notes).toEqual([expect.stringMatching(/^the spool's disk takes nothing: /)]);
    const read: number[] = [];
    const dropped = await drain(reader, read);
    expect([dropped > 0, dropped + read.length]).toEqual([true, 20_000]);
    await spool.flush();
    expect(notes.at(-1)).toBe("the spool's disk takes messages again");
  });

  it("cuts off a line that a death left unfinished, and counts one that somebody spoilt", async () => {
    const folder = temporaryFolder();
    const first = await opened(folder);
    first.reader("a");
    fill(first, 0, 3);
    await first.close();
    const [segment = ""] = segmentsIn(folder);
    const path = join(folder, segment);
    writeFileSync(path, readFileSync(path, "utf8").replace("1\n", "?\n"));
    appendFileSync(path, '{"half":');
    const second = await opened(folder);
    const read: number[] = [];
    const reader = second.reader("a");
    fill(second, 3, 5);
    expect(await drain(reader, read)).toBe(1);
    expect(read).toEqual([0, 2, 3, 4]);
  });

  it("begins anew when the cursors cannot be read", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "cursors.json"), "{broken");
    const spool = await opened(folder);
    const reader = spool.reader("a");
    fill(spool, 0, 1);
    expect(await readAll(reader)).toEqual([0]);
  });

  it("belongs to one process at a time", async () => {
    const folder = temporaryFolder();
    const first = await opened(folder);
    await expect(opened(folder)).rejects.toMatchObject({ code: "SPOOL_IN_USE" });
    await first.close();
    await opened(folder);
  });

  it("takes over from a process that has died, even if it had this one's number", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "lock"), String(process.pid));
    await opened(folder);
  });

  it("says when its folder cannot be used, and keeps its files to their owner", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    await expect(opened(join(folder, "file"))).rejects.toMatchObject({ code: "SPOOL_FAILED" });
    await opened(join(folder, "deep", "er"));
    expect(statSync(join(folder, "deep", "er")).mode & 0o777).toBe(0o700);
  });
});

async function opened(folder: string, bytesMax = 1 << 20, notes: string[] = []): Promise<Spool<number>> {
  const spool = await Spool.open<number>({ folder, bytesMax, onNote: (text) => notes.push(text) });
  onTestFinished(() => spool.close());
  return spool;
}

function fill(spool: Spool<number>, first: number, end: number): void {
  for (let i = first; i < end; i++) spool.append(i);
}

function numbers(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

async function readAll(reader: SpoolReader<number>, countMax = 100): Promise<number[]> {
  const read: number[] = [];
  expect(await drain(reader, read, countMax)).toBe(0);
  return read;
}

/** Reads until nothing is left. @returns how many had been dropped. */
async function drain(reader: SpoolReader<number>, read: number[], countMax = 1000): Promise<number> {
  let dropped = 0;
  for (let batch = await reader.next(countMax, over); batch; batch = await reader.next(countMax, over)) {
    read.push(...batch.messages);
    dropped += batch.dropped;
    reader.advance(batch.end);
  }
  return dropped;
}

function segmentsIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
}
