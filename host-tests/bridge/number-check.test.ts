import { describe, expect, it } from "vitest";
import { numberCheck } from "../../host/bridge/number-check.ts";
import { message, recordMessage } from "./support/messages.ts";

const item = { kind: "text", text: "" } as const;

describe("who subscribes", () => {
  it("is shown once what comes twice", () => {
    const check = numberCheck(true);
    const shown = [1, 2, 1, 2, 3].flatMap((number) => check(recordMessage(number)));
    expect(shown.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it("is told what is missing, by board", () => {
    const check = numberCheck(true);
    const messages = [
      message(5, item, "a"),
      message(1, item, "b"),
      message(9, item, "a"),
      message(2, item, "b"),
    ];
    expect(messages.flatMap(check).map((shown) => [shown.board, shown.item])).toEqual([
      ["a", item],
      ["b", item],
      ["a", { kind: "loss", dropped: 3, reason: "not received" }],
      ["a", item],
      ["b", item],
    ]);
  });

  it("is told of no gap where only some messages were asked for, nor when a bridge begins anew", () => {
    expect([1, 5].flatMap((number) => numberCheck(false)(recordMessage(number)))).toHaveLength(2);
    const check = numberCheck(true);
    const anew = { ...recordMessage(3), run: "other" };
    expect([recordMessage(7), anew].flatMap(check)).toEqual([recordMessage(7), anew]);
  });
});
