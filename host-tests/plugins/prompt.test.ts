import { expect, it } from "vitest";
import { prompt } from "../../plugins/prompt.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { bootPlugins } from "./boot-plugins.ts";
import { LoopbackPlatform } from "./loopback-platform.ts";

it("moves the prompt to the device and says so", () => {
  const platform = new LoopbackPlatform();
  const { printk } = bootPlugins(platform, [prompt({ device: "USB" })]);
  expect(platform.promptDevice()).toBe("USB");
  expect(printk.ring.newest?.args[1]).toBe("USB");
});

it("leaves the prompt where it is when the board has no such device", () => {
  const platform = new TestPlatform();
  platform.serial = () => undefined as never;
  const { printk } = bootPlugins(platform, [prompt({ device: "Serial9" })]);
  expect(platform.promptDevice()).toBe("Serial1");
  expect(printk.ring.newest?.args[2]).toBe("Error: the board has no Serial9");
});
