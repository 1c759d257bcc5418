import { describe, expect, it } from "vitest";
import { portVanished } from "../../host/link/errors.ts";
import { ending } from "../../host/monitor/ending.ts";
import type { Arrival } from "../../host/monitor/item.ts";
import { ItemSource } from "../../host/monitor/item-source.ts";
import { watch } from "../../host/monitor/watch.ts";
import { FakeEspruino } from "../support/fake-espruino.ts";

describe("watch", () => {
  it("hands items on until a verdict, nothing after it, and closes the port", async () => {
    const { ports, watching, texts } = setUp(1, /end/);
    ports[0]?.print("<6>[    1.000000] a: one\r\ntext\r\nthe end\r\nmore\r\n");
    expect(await watching).toBe("seen");
    expect(texts).toEqual(["one", "text", "the end"]);
    expect(ports[0]?.isOpen).toBe(false);
  });

  it("puts what several boards say in one order, and ends them all", async () => {
    const { ports, watching, texts } = setUp(2, /end/);
    ports[0]?.print("one\r\n");
    ports[1]?.print("two\r\n");
    ports[0]?.print("the end\r\n");
    expect(await watching).toBe("seen");
    expect(texts).toEqual(["one", "two", "the end"]);
    expect(ports.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });

  it("ends without a verdict when it is ended from outside, and matches a line that has begun", async () => {
    const first = setUp(1, /never/);
    first.end();
    expect(await first.watching).toBeUndefined();
    const second = setUp(1, /half/);
    second.ports[0]?.onData(() => second.end());
    second.ports[0]?.print("half a li");
    expect(await second.watching).toBe("seen");
  });

  it("fails when one board can go on no more, and lets go of the others", async () => {
    const { ports, watching } = setUp(2, /never/);
    ports[1]?.vanish(portVanished("fake:"));
    await expect(watching).rejects.toMatchObject({ code: "PORT_VANISHED" });
    expect(ports[0]?.isOpen).toBe(false);
  });
});

function setUp(count: number, until: RegExp) {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  const ports = Array.from({ length: count }, () => new FakeEspruino());
  const sources = ports.map((port) => new ItemSource(port, { signal: ended.signal }));
  const texts: unknown[] = [];
  const sink = ({ item }: Arrival): void => void texts.push("text" in item ? item.text : item.kind);
  const watching = watch(sources, { sinks: [sink], judge: ending({ until }, () => true), end });
  return { ports, texts, watching, end };
}
