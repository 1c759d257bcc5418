import { expect, inject, it } from "vitest";
import { SITE, TEXT, VALUES } from "../../firmware/printk/record.ts";
import { startFirmware } from "../support/start-firmware.ts";
import { TestPort } from "../support/test-port.ts";
import type { Way } from "../ways/way.ts";

const RECORDS: Readonly<Record<Way, { keepsItsArgument: boolean; hasItsText: boolean }>> = {
  called: { keepsItsArgument: false, hasItsText: true },
  lowered: { keepsItsArgument: true, hasItsText: true },
  tokens: { keepsItsArgument: true, hasItsText: false },
};

it("a log call of a test reaches the core the way of its project", () => {
  const { pr, printk } = startFirmware(new TestPort());
  // Not a constant, which the build would fold into the text.
  const n = Number("7");
  pr.info("n %d", n);
  const record = printk.ring.records[1]!;
  const text = record[SITE][TEXT](record);
  expect({ keepsItsArgument: record[VALUES] === n, hasItsText: text === "n 7" }).toEqual(
    RECORDS[inject("way")],
  );
});
