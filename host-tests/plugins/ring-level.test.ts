import { expect, test } from "vitest";
import { plainText } from "../../host/monitor/item.ts";
import { parseLine } from "../../host/monitor/parse-line.ts";
import { ringLevel } from "../../plugins/ring-level.ts";
import { consoleOn } from "../support/start-firmware.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { TestPort } from "../support/test-port.ts";
import { bootPlugins } from "./boot-plugins.ts";

test("the ring's level is said so often, and is that of the slowest console", () => {
  const platform = new TestPlatform();
  const [well, stuck] = [new TestPort(Infinity, "Serial1"), new TestPort(0, "USB")];
  const { pr, printk } = bootPlugins(platform, [
    consoleOn(well),
    consoleOn(stuck),
    ringLevel({ everyMs: 1000 }),
  ]);
  platform.runFor(0);
  const before = printk.ring.nextSeq;
  for (let i = 0; i < 5; i++) pr.info("more");
  platform.runFor(3000);
  const said = well.lines.map(parseLine).map(plainText);
  expect(said.filter((text) => text.startsWith("ring-level: ")).slice(-3)).toEqual(
    [5, 6, 7].map((count) => `ring-level: ${before + count} of 32`),
  );
});
