import { describe, expect, it } from "vitest";
import type { Arrival } from "../../host/monitor/item.ts";
import { Screen } from "../../host/monitor/screen.ts";

describe("Screen", () => {
  it("shows what came while it was paused when it goes on, in order", () => {
    const { screen, printed, arrive } = setUp();
    arrive("one");
    screen.pause();
    arrive("two");
    arrive("three");
    expect(printed).toEqual(["one"]);
    screen.resume();
    arrive("four");
    expect(printed).toEqual(["one", "two", "three", "four"]);
  });

  it("keeps the last ten thousand while it is paused, and says how many it did not", () => {
    const { screen, printed, arrive } = setUp();
    screen.pause();
    for (let n = 0; n < 10_005; n++) arrive(`${n}`);
    screen.resume();
    expect(printed.slice(0, 2)).toEqual(["-- 5 not shown while paused --", "5"]);
    expect(printed).toHaveLength(10_001);
  });

  it("shows nothing that its filter leaves out, paused or not", () => {
    const { screen, printed, arrive } = setUp();
    arrive("secret");
    screen.pause();
    arrive("secret");
    screen.resume();
    expect(printed).toEqual([]);
  });
});

function setUp() {
  const printed: string[] = [];
  const textOf = ({ item }: Arrival): string => ("text" in item ? item.text : "");
  const screen = new Screen({
    isShown: (arrival) => textOf(arrival) !== "secret",
    render: textOf,
    print: (text) => printed.push(text),
  });
  const arrive = (text: string): void =>
    screen.show({ item: { kind: "text", text }, port: "fake:", arrivedMs: 0 });
  return { screen, printed, arrive };
}
