import { describe, expect, it } from "vitest";
import { parseLevels } from "../../host/cli/parse-levels.ts";
import { parseSince } from "../../host/cli/parse-since.ts";
import { type FilterOptions, itemFilter } from "../../host/monitor/filter.ts";
import type { Item } from "../../host/monitor/item.ts";

const items: readonly Item[] = [
  { kind: "record", level: 3, time: 1, context: "task", facility: "net", text: "down" },
  { kind: "record", level: 7, time: 2, context: "task", facility: "net", text: "retry" },
  { kind: "record", level: 6, time: 3, context: "task", facility: "gps", text: "fix" },
  { kind: "record", level: 4, time: 4, context: "task", text: "odd" },
  { kind: "text", text: "Uncaught Error" },
  { kind: "loss", dropped: 3, reason: "overrun" },
  { kind: "event", event: "reset", text: "started again" },
];

describe("itemFilter", () => {
  it.each([
    ["nothing is asked for", {}, ["down", "retry", "fix", "odd", "Uncaught Error"]],
    ["a level", { levels: parseLevels("warn") }, ["down", "odd", "Uncaught Error"]],
    ["levels by facility", { levels: parseLevels("gps=info,*=err") }, ["down", "fix", "Uncaught Error"]],
    ["facilities", { facilities: ["gps", "net"] }, ["down", "retry", "fix", "Uncaught Error"]],
    ["a pattern", { grep: /^net: |Unc/ }, ["down", "retry", "Uncaught Error"]],
    ["the board's time", { since: parseSince("3s") }, ["fix", "odd", "Uncaught Error"]],
    ["the host's time", { since: parseSince("1970-01-01T00:00:02.500Z") }, ["fix", "odd", "Uncaught Error"]],
    ["two things at once", { levels: parseLevels("7"), facilities: ["net"], grep: /retry/ }, ["retry"]],
  ])("shows, when %s, what is meant, and always gaps and events", (_what, options: FilterOptions, texts) => {
    expect(shown(options)).toEqual([...texts, "loss", "started again"]);
  });
});

describe("parseLevels", () => {
  it.each(["", "loud", "8", "net=", "net=loud", "a=b=c", "info,"])("refuses %j", (text) => {
    expect(() => parseLevels(text)).toThrowError(expect.objectContaining({ code: "BAD_LEVEL" }));
  });

  it("knows the levels by name, by number and by their longer names", () => {
    expect(parseLevels("a=emerg,b=3,c=warning,error")).toEqual({ a: 0, b: 3, c: 4, "*": 3 });
  });
});

describe("parseSince", () => {
  it.each(["yesterday", "2026-13-40", ""])("refuses %j", (text) => {
    expect(() => parseSince(text)).toThrowError(expect.objectContaining({ code: "BAD_SINCE" }));
  });
});

function shown(options: FilterOptions): string[] {
  const isShown = itemFilter(options);
  const arrivals = items.map((item, index) => ({ item, port: "sim:a", arrivedMs: (index + 1) * 1000 }));
  return arrivals.filter(isShown).map(({ item }) => ("text" in item ? item.text : item.kind));
}
