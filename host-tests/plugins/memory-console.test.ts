import { expect, it } from "vitest";
import { memoryConsole } from "../../plugins/memory-console.ts";
import { expectClosedBooks } from "../support/start-firmware.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { bootPlugins } from "./boot-plugins.ts";

it("keeps the last lines of its level", () => {
  const platform = new TestPlatform();
  const { pr, atPrompt, books } = bootPlugins(platform, [memoryConsole({ linesMax: 3, level: 5 })]);
  for (let i = 0; i < 5; i++) {
    pr.warning("n %d", i);
    pr.info("chatter");
  }
  platform.runFor(10);
  expect(atPrompt("memoryLog")).toMatch(/^<4>.* test: n 2\r\n<4>.* test: n 3\r\n<4>.* test: n 4\r\n$/);
  expectClosedBooks(books());
});
