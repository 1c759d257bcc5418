import { describe, expect, it } from "vitest";
import { CliError } from "../../host/errors.ts";
import { portVanished } from "../../host/link/errors.ts";
import type { Item } from "../../host/monitor/item.ts";
import { ItemSource, type ItemSourceOptions } from "../../host/monitor/item-source.ts";
import { FakeEspruino } from "../support/fake-espruino.ts";

describe("ItemSource", () => {
  it("hands on items with their port and the time of their first byte", async () => {
    let nowMs = 1000;
    const { port, arrivals } = setUp({ nowMs: () => nowMs });
    await said(port, "<6>[    1.000000] a: o");
    nowMs = 2000;
    await said(port, "ne\r\ntext\r\n");
    expect(arrivals.map(({ item, ...rest }) => [item.kind, rest])).toEqual([
      ["record", { port: "fake:", arrivedMs: 1000 }],
      ["text", { port: "fake:", arrivedMs: 2000 }],
    ]);
  });

  it("keeps a line that has not ended when the signal ends it, and closes the port", async () => {
    const { port, source, items, end } = setUp();
    const run = source.run();
    await said(port, "half a li");
    end();
    await run;
    expect(items()).toEqual([{ kind: "text", text: "half a li" }]);
    expect(port.isOpen).toBe(false);
  });

  it("goes on with the port that comes back, and says so", async () => {
    const second = new FakeEspruino();
    const { port, source, items, end } = setUp({ reopen: async () => second });
    const run = source.run();
    port.vanish(portVanished("fake:"));
    await until(() => items().length === 2);
    await said(second, "here again\r\n");
    end();
    await run;
    expect(items()).toMatchObject([
      { event: "vanished" },
      { event: "returned" },
      { kind: "text", text: "here again" },
    ]);
  });

  it("tells across an unplugging that the board has started again", async () => {
    const second = new FakeEspruino();
    const { port, source, items, end } = setUp({ reopen: async () => second });
    const run = source.run();
    await said(port, "<6>[  100.000000] old\r\n");
    port.vanish(portVanished("fake:"));
    await until(() => items().length === 3);
    await said(second, "<6>[    1.000000] new\r\n");
    end();
    await run;
    expect(items().slice(3)).toMatchObject([{ event: "reset" }, { kind: "record", text: "new" }]);
  });

  it("stops waiting for a port that does not come back when the signal ends", async () => {
    const { port, source, end } = setUp({
      reopen: async () => {
        end();
        throw new Error("not there");
      },
    });
    const run = source.run();
    port.vanish(portVanished("fake:"));
    await run;
  });

  it.each([
    ["has vanished and cannot come back", portVanished("fake:"), undefined],
    [
      "is stuck, which waiting does not cure",
      new CliError("BOARD_STUCK", "stuck", { fix: "" }),
      async () => new FakeEspruino(),
    ],
  ])("fails with the reason when the board %s", async (_what, reason, reopen) => {
    const { port, source } = setUp({ reopen });
    const run = source.run();
    port.vanish(reason);
    await expect(run).rejects.toBe(reason);
  });

  it("hands nothing on while somebody talks to the board, not even the rest of a line", async () => {
    const { port, source, items } = setUp();
    await source.silently(async () => said(port, "answer\r\nand the beginning of "));
    await said(port, "<6>[    1.000000] heard\r\n");
    expect(items()).toMatchObject([{ kind: "record", text: "heard" }]);
  });

  it("has a decoder make items of lines, and give out what it held back when the port vanishes", async () => {
    let held = "";
    const decoder = {
      push: (line: string) => {
        held += line;
        return [];
      },
      end: (): Item[] => [{ kind: "text", text: held }],
    };
    const { port, source, items } = setUp({ decoder });
    const run = source.run();
    await said(port, "one\ntwo\n");
    port.vanish();
    await run;
    expect(items()).toEqual([{ kind: "text", text: "onetwo" }]);
  });

  it("reads in another way from when it is told to, and still knows a restart when it sees one", async () => {
    const { port, source, items } = setUp();
    await said(port, "<6>[  100.000000] old\r\n");
    const shouted: Item = { kind: "record", level: 6, time: 1, context: "task", text: "NEW" };
    source.decodeWith({ push: () => [shouted] });
    await said(port, "new\r\n");
    expect(items().slice(1)).toMatchObject([{ event: "reset" }, { text: "NEW" }]);
  });
});

function setUp(options: Partial<ItemSourceOptions> = {}) {
  const ended = new AbortController();
  const port = new FakeEspruino();
  const source = new ItemSource(port, { signal: ended.signal, ...options });
  const arrivals: Parameters<Parameters<ItemSource["onArrival"]>[0]>[0][] = [];
  source.onArrival((arrival) => arrivals.push(arrival));
  return {
    port,
    source,
    arrivals,
    items: () => arrivals.map(({ item }) => item),
    end: () => ended.abort(),
  };
}

function said(port: FakeEspruino, text: string): Promise<void> {
  return new Promise((resolve) => {
    port.onData(() => resolve());
    port.print(text);
  });
}

/** Lets pending promises run until a condition holds. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !holds(); turn++) await new Promise((resolve) => setImmediate(resolve));
}
