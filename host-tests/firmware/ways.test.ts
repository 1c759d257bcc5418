import { expect, inject, it } from "vitest";
import { printf } from "../../firmware/printk/format.ts";
import { SITE, TEXT, TOKEN } from "../../firmware/printk/record.ts";
import { startFirmware } from "../support/start-firmware.ts";
import { TestPort } from "../support/test-port.ts";
import type { Way } from "../ways/way.ts";

const SITES: Readonly<Record<Way, { isReadAtRunTime: boolean; hasToken: boolean }>> = {
  called: { isReadAtRunTime: true, hasToken: false },
  lowered: { isReadAtRunTime: false, hasToken: false },
  tokens: { isReadAtRunTime: false, hasToken: true },
};

it("a log call of a test reaches the core the way of its project", () => {
  const { pr, printk } = startFirmware(new TestPort());
  pr.info("n %d", 0);
  const site = printk.ring.slots[1]![SITE];
  expect({ isReadAtRunTime: site[TEXT] === printf, hasToken: site[TOKEN] !== undefined }).toEqual(
    SITES[inject("way")],
  );
});
