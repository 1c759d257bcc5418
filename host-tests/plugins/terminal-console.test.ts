import { expect, it } from "vitest";
import { terminalConsole } from "../../plugins/terminal-console.ts";
import { expectClosedBooks, newestMessage } from "../support/start-firmware.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { bootPlugins } from "./boot-plugins.ts";

class ScreenPlatform extends TestPlatform {
  screen = "";
  override serial(device: string) {
    if (device !== "Terminal") throw new Error(`asked for ${device}`);
    const write = (text: string) => {
      this.screen += text;
    };
    return { setup: () => {}, write };
  }
}

it("draws each record in the call that logs it", () => {
  const platform = new ScreenPlatform();
  const { pr, books } = bootPlugins(platform, [terminalConsole()]);
  pr.info("n %d", 1);
  pr.info("n %d", 2);
  expect(platform.screen).toMatch(/TEST\r\n<6>.*test: n 1\r\n<6>.*test: n 2\r\n$/);
  expectClosedBooks(books());
});

it("is refused on a board without a screen", () => {
  const platform = new TestPlatform();
  platform.serial = () => undefined as never;
  const { printk } = bootPlugins(platform, [terminalConsole()]);
  expect(newestMessage(printk)).toBe("plugin terminal-console: Error: the board has no Terminal");
});
