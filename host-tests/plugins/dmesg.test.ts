import { describe, expect, it } from "vitest";
import { dmesg } from "../../plugins/dmesg.ts";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { startFirmware } from "../support/start-firmware.ts";
import { TestPort } from "../support/test-port.ts";

/** What the command prints after a few records of two modules and three levels. */
function answer(query?: unknown): string[] {
  const port = new TestPort();
  const { pr, platform } = startFirmware(port, [idleOffloader(), dmesg()]);
  const net = pr.child("net");
  pr.info("one");
  net.err("two");
  net.info("three");
  pr.warning("four");
  net.warning("five");
  platform.runFor(50);
  port.text = "";
  (platform.exposed.get("dmesg") as (query?: unknown) => void)(query);
  platform.runFor(50);
  return port.messages;
}

const all = ["baton: TEST", "test: one", "net: two", "net: three", "test: four", "net: five"];

describe("dmesg", () => {
  it.each([
    ["everything, unless asked", undefined, all],
    ["what is of a level or worse", { level: 4 }, [all[2], all[4], all[5]]],
    ["what is of one module", { facility: "net" }, [all[2], all[3], all[5]]],
    ["the last few", { last: 2 }, [all[4], all[5]]],
    ["the last few of those that are asked for", { last: 2, facility: "net", level: 4 }, [all[2], all[5]]],
    ["all when fewer are there than asked for", { last: 99 }, all],
    ["nothing for a last of 0", { last: 0 }, []],
    ["nothing of a module that said nothing", { facility: "nobody" }, []],
  ])("shows %s", (_, query, lines) => {
    expect(answer(query)).toEqual(lines);
  });
});
