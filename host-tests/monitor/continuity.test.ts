import { describe, expect, it } from "vitest";
import { continuity } from "../../host/monitor/continuity.ts";
import type { Item } from "../../host/monitor/item.ts";

describe("continuity", () => {
  it("shows a gap in seq as a loss of as many records", () => {
    expect(inserted(record(1, { seq: 0 }), record(1, { seq: 1 }), record(1, { seq: 5 }))).toEqual([
      { kind: "loss", dropped: 3, reason: "not received" },
    ]);
  });

  it("takes off what the board has announced itself", () => {
    const announced: Item = { kind: "loss", dropped: 3, reason: "overrun" };
    expect(inserted(record(1, { seq: 0 }), announced, record(1, { seq: 4 }))).toEqual([]);
    expect(inserted(record(1, { seq: 0 }), announced, record(1, { seq: 6 }))).toMatchObject([{ dropped: 2 }]);
  });

  it("misses nothing where the wire carries no numbers", () => {
    expect(inserted(record(1), record(2), record(3))).toEqual([]);
  });

  it.each([
    ["the time goes back", [record(100), record(0.5)]],
    ["the numbers begin again", [record(0.5, { seq: 3 }), record(0.6, { seq: 0 })]],
  ])("says that the board has started again when %s", (_what, items) => {
    expect(inserted(...items)).toMatchObject([{ kind: "event", event: "reset" }]);
  });

  it("takes an interrupt's record that overtook another for no restart", () => {
    expect(inserted(record(1.002), record(1.001))).toEqual([]);
  });
});

function record(time: number, more: { seq?: number } = {}): Item {
  return { kind: "record", level: 6, time, context: "task", text: "x", ...more };
}

/** What comes out beside what goes in. */
function inserted(...items: Item[]): Item[] {
  const stage = continuity();
  return items.flatMap((item) => stage.push(item)).filter((item) => !items.includes(item));
}
