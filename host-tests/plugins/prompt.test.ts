import { expect, it } from "vitest";
import { prompt } from "../../plugins/prompt.ts";
import { newestMessage } from "../support/start-firmware.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { bootPlugins } from "./boot-plugins.ts";
import { LoopbackPlatform } from "./loopback-platform.ts";

it("moves the prompt to the device and says so", () => {
  const platform = new LoopbackPlatform();
  const { printk } = bootPlugins(platform, [prompt({ device: "USB" })]);
  expect(platform.promptDevice()).toBe("USB");
  expect(newestMessage(printk)).toBe("prompt on USB");
});

it("leaves the prompt where it is when the board has no such device", () => {
  const platform = new TestPlatform();
  platform.serial = () => undefined as never;
  const { printk } = bootPlugins(platform, [prompt({ device: "Serial9" })]);
  expect(platform.promptDevice()).toBe("Serial1");
  expect(newestMessage(printk)).toContain("Error: the board has no Serial9");
});
