import { describe, expect, it } from "vitest";
import type { Item } from "../../host/monitor/item.ts";
import { watch } from "../../host/monitor/watch.ts";
import { FakeEspruino } from "../support/fake-espruino.ts";

describe("watch", () => {
  it("gives out records until a line matches, and closes the port", async () => {
    const { port, items, options } = setUp();
    port.print("<6>[    1.000000] a: one\r\ntext\r\nthe end\r\nmore\r\n");
    expect(await watch(port, { ...options, until: /end/ })).toBe(true);
    expect(items.map(({ kind }) => kind)).toEqual(["record", "text", "text"]);
    expect(port.isOpen).toBe(false);
  });

  it("ends when the signal does, and keeps a line that has not ended", async () => {
    const { port, items, options, end } = setUp();
    const watching = watch(port, { ...options, until: /never/ });
    await arrival(port, "half a li");
    end();
    expect(await watching).toBe(false);
    expect(items).toEqual([{ kind: "text", text: "half a li" }]);
  });

  it("matches a line that has not ended when the watch does", async () => {
    const { port, options, end } = setUp();
    const watching = watch(port, { ...options, until: /half/ });
    await arrival(port, "half a li");
    end();
    expect(await watching).toBe(true);
  });

  it("goes on with the port that comes back, and says so", async () => {
    const { port, items, notes, options } = setUp();
    const second = new FakeEspruino();
    const watching = watch(port, { ...options, until: /again/, reopen: async () => second });
    port.vanish(new Error("unplugged"));
    await noteOf(notes, "is back");
    second.print("here again\r\n");
    expect(await watching).toBe(true);
    expect(items).toEqual([{ kind: "text", text: "here again" }]);
    expect(notes[0]).toMatch(/gone away/);
  });

  it("stops waiting for a port that does not come back when the signal ends", async () => {
    const { port, options, end } = setUp();
    const reopen = async (): Promise<FakeEspruino> => {
      end();
      throw new Error("not there");
    };
    const watching = watch(port, { ...options, reopen });
    port.vanish(new Error("unplugged"));
    expect(await watching).toBe(false);
  });

  it("fails with the reason when a port vanishes that cannot come back", async () => {
    const { port, options } = setUp();
    const watching = watch(port, options);
    port.vanish(new Error("unplugged"));
    await expect(watching).rejects.toThrow("unplugged");
  });
});

function setUp() {
  const items: Item[] = [];
  const notes: string[] = [];
  const ended = new AbortController();
  const options = {
    signal: ended.signal,
    onItem: (item: Item) => void items.push(item),
    onNote: (text: string) => void notes.push(text),
  };
  return { port: new FakeEspruino(), items, notes, options, end: () => ended.abort() };
}

function arrival(port: FakeEspruino, text: string): Promise<void> {
  return new Promise((resolve) => {
    port.onData(() => resolve());
    port.print(text);
  });
}

/** Lets pending promises run until a note says something. */
async function noteOf(notes: readonly string[], text: string): Promise<void> {
  for (let turn = 0; turn < 1000 && !notes.some((note) => note.includes(text)); turn++)
    await new Promise((resolve) => setImmediate(resolve));
}
