import { expect, it } from "vitest";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { loopbackConsole } from "../../plugins/loopback-console.ts";
import { expectClosedBooks, newestMessage } from "../support/start-firmware.ts";
import { bootPlugins } from "./boot-plugins.ts";
import { LoopbackPlatform } from "./loopback-platform.ts";

it("has the program read its own log, and never more under way than the event buffer bears", () => {
  const platform = new LoopbackPlatform();
  let heard = "";
  platform.onData("LoopbackB", (text) => {
    heard += text;
  });
  const { pr, books } = bootPlugins(platform, [loopbackConsole(), idleOffloader()]);
  for (let i = 0; i < 20; i++) pr.info("n %d", i);
  platform.deliverFor(500);
  expect(heard.match(/n \d+/g)).toHaveLength(20);
  expect(platform.underWayMax).toBeLessThanOrEqual(64);
  expectClosedBooks(books());
});

it("is refused when the interpreter prints into the loopback", () => {
  const platform = new LoopbackPlatform();
  platform.movePrompt("LoopbackA");
  const { printk } = bootPlugins(platform, [loopbackConsole()]);
  expect(printk.console).toBeUndefined();
  expect(newestMessage(printk)).toContain("Error: the prompt is on the loopback");
});
