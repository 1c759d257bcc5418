import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StreamReader } from "../../host/cli/reader.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the reader of what is printed", () => {
  it("is behind when a megabyte waits, and has caught up when it has taken all of it", async () => {
    const { print, reader, take } = slowReader();
    const backlogs: boolean[] = [];
    reader.onBacklog((isTooMuch) => backlogs.push(isTooMuch));
    for (let n = 0; n < 1000; n++) print();
    expect(backlogs).toEqual([]);
    for (let n = 0; n < 1000; n++) print();
    expect(backlogs).toEqual([true]);
    take();
    expect(await reader.taken()).toBe(true);
    expect(backlogs).toEqual([true, false]);
  });

  it("is waited for at the end, however long it takes", async () => {
    const { print, reader, take } = slowReader();
    print();
    const taken = reader.taken();
    await vi.advanceTimersByTimeAsync(3_600_000);
    take();
    expect(await taken).toBe(true);
  });

  it("is given a moment when the time is up, and no more", async () => {
    const { print, reader } = slowReader();
    print();
    reader.hurry();
    const taken = reader.taken();
    await vi.advanceTimersByTimeAsync(250);
    expect(await taken).toBe(false);
  });

  it("is waited for no longer when it has gone", async () => {
    const { print, reader, stream } = slowReader();
    stream.on("error", () => {});
    print();
    const taken = reader.taken();
    stream.destroy(new Error("EPIPE"));
    expect(await taken).toBe(true);
  });
});

/** Takes nothing until `take`, and then everything. A line is 1000 bytes. */
function slowReader() {
  const waiting: (() => void)[] = [];
  let isTaking = false;
  const stream = new Writable({
    write: (_chunk, _encoding, done) => void (isTaking ? done() : waiting.push(done)),
  });
  const reader = new StreamReader(stream);
  return {
    stream,
    reader,
    print: () => {
      stream.write(`${"x".repeat(999)}\n`);
      reader.look();
    },
    take: () => {
      isTaking = true;
      for (const done of waiting.splice(0)) done();
    },
  };
}
