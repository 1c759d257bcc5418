import { describe, expect, it } from "vitest";
import { loglevel } from "../../plugins/loglevel.ts";
import { consoleOn, expectClosedBooks } from "../support/start-firmware.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { TestPort } from "../support/test-port.ts";
import { bootPlugins } from "./boot-plugins.ts";

function boot() {
  const ports = [new TestPort(Infinity, "Serial1"), new TestPort(Infinity, "USB")] as const;
  const plugins = [...ports.map((port) => consoleOn(port)), loglevel()];
  return { ports, ...bootPlugins(new TestPlatform(), plugins) };
}

describe("loglevel at the prompt", () => {
  it("changes the level of one console, by its name", () => {
    const { ports, pr, atPrompt, books } = boot();
    expect(atPrompt("loglevel", "USB", 5)).toBe(5);
    pr.info("chatter");
    pr.warning("hot");
    expect(ports[0].messages.slice(-2)).toEqual(["test: chatter", "test: hot"]);
    expect(ports[1].messages).toEqual(["test: hot"]);
    expectClosedBooks(books());
  });

  it("answers what is set when no level is given, by the console's place", () => {
    const { atPrompt } = boot();
    atPrompt("loglevel", 1, 0);
    expect([atPrompt("loglevel", 0), atPrompt("loglevel", 1)]).toEqual([8, 0]);
  });

  it.each([
    [["Serial9", 3], "no console Serial9; there are 0=Serial1 1=USB"],
    [[2], "no console 2; there are 0=Serial1 1=USB"],
    [[0, 9], "a level is 0 to 8"],
    [[0, -1], "a level is 0 to 8"],
    [[0, 2.5], "a level is 0 to 8"],
    [[0, "debug"], "a level is 0 to 8"],
    [[0, Number.NaN], "a level is 0 to 8"],
  ])("refuses %j", (args, message) => {
    const { atPrompt } = boot();
    expect(() => atPrompt("loglevel", ...args)).toThrow(message);
    expect(atPrompt("loglevel", 0)).toBe(8);
  });
});
