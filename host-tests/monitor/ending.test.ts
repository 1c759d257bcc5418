import { describe, expect, it } from "vitest";
import { type EndingOptions, ending } from "../../host/monitor/ending.ts";
import type { Item } from "../../host/monitor/item.ts";

describe("ending", () => {
  it.each([
    ["until", { until: /^net: up$/ }, "seen"],
    ["fail", { fail: /up/ }, "failed"],
    ["fail before until", { fail: /up/, until: /up/ }, "failed"],
    ["count", { count: 1 }, "counted"],
    ["nothing", {}, undefined],
    ["what does not match", { until: /down/, fail: /panic/ }, undefined],
  ])("judges a record by %s", (_what, options: EndingOptions, verdict) => {
    expect(judge(options, "net", "up")).toBe(verdict);
  });

  it("counts what is shown, and matches what is not", () => {
    const judging = ending({ count: 2, until: /secret/ }, ({ item }) => item.kind === "text");
    const verdicts = [text("a"), loss, loss, text("b")].map((item) => judging(arrivalOf(item)));
    expect(verdicts).toEqual([undefined, undefined, undefined, "counted"]);
    expect(ending({ until: /overrun/ }, () => false)(arrivalOf(loss))).toBe("seen");
  });

  it("does not take what the host says of the port for the board's word", () => {
    const vanished: Item = { kind: "event", event: "vanished", text: "gone away" };
    expect(ending({ until: /gone/, count: 1 }, () => true)(arrivalOf(vanished))).toBeUndefined();
  });
});

const loss: Item = { kind: "loss", dropped: 3, reason: "overrun" };
const text = (words: string): Item => ({ kind: "text", text: words });
const arrivalOf = (item: Item) => ({ item, port: "fake:", arrivedMs: 0 });

function judge(options: EndingOptions, facility: string, words: string) {
  const item: Item = { kind: "record", level: 6, time: 1, context: "task", facility, text: words };
  return ending(options, () => true)(arrivalOf(item));
}
