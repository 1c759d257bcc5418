// Goal: what is logged comes out once, in order and counted, whoever logs and however slow the port. Method: the core
// on a platform whose time and tasks the test moves.
import { describe, expect, it } from "vitest";
import { IRQ, TASK } from "../../firmware/platform/platform.ts";
import type { FirmwarePlugin } from "../../firmware/plugin.ts";
import { step } from "../../firmware/printk/console.ts";
import { emergencySection } from "../../firmware/printk/emergency.ts";
import { exclusive } from "../../firmware/printk/exclusive.ts";
import { turn } from "../../firmware/printk/printk.ts";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { consoleOn, expectClosedBooks, startFirmware } from "../support/start-firmware.ts";
import { TestPort } from "../support/test-port.ts";

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `test: n ${from + i}`);

describe("printk", () => {
  it("writes what a task logs, without an offloader, as far as the port takes it", () => {
    const port = new TestPort();
    const { pr, platform } = startFirmware(port);
    platform.runFor(1);
    pr.info("n %d", 0);
    expect(port.messages.slice(1)).toEqual(numbers(1));
  });

  it("leaves nothing behind when the port takes a few characters at a time", () => {
    const port = new TestPort(7);
    const { pr, platform, books } = startFirmware(port);
    for (let i = 0; i < 10; i++) pr.info("n %d", i);
    platform.runFor(200);
    expect(port.messages.slice(1)).toEqual(numbers(10));
    expect(platform.isIdle).toBe(true);
    expectClosedBooks(books());
  });

  it("only stores when an offloader is there, and the offloader writes", () => {
    const port = new TestPort();
    const { pr, platform } = startFirmware(port, [idleOffloader()]);
    pr.info("n %d", 0);
    expect(port.text).toBe("");
    platform.runFor(5);
    expect(port.messages.slice(1)).toEqual(numbers(1));
  });

  it("writes nothing from an interrupt, and marks the record", () => {
    const port = new TestPort();
    const { pr, platform } = startFirmware(port);
    platform.runFor(1);
    platform.context = IRQ;
    pr.info("n %d", 0);
    platform.context = TASK;
    expect(port.lines).toHaveLength(1);
    platform.runFor(1);
    expect(port.lines[1]).toMatch(/^<6>\[ *\d+\.\d{6}\]\[C\] test: n 0$/);
  });

  it("keeps order and loses nothing when interrupts log inside the port", () => {
    const port = new TestPort(5);
    const { pr, platform, books } = startFirmware(port, [idleOffloader()]);
    let irqs = 0;
    port.duringWrite = () => {
      if (irqs++ % 20) return;
      platform.context = IRQ;
      pr.info("irq %d", irqs);
      platform.context = TASK;
    };
    for (let i = 0; i < 5; i++) pr.info("n %d", i);
    platform.runFor(30);
    port.duringWrite = undefined;
    platform.runFor(200);
    const { written, dropped } = books().consoles[0]!;
    expect(dropped).toEqual({ overrun: 0, failed: 0, skipped: 0 });
    expect(port.lines).toHaveLength(written);
    expect(port.messages.filter((text) => text.includes("n "))).toEqual(numbers(5));
    expectClosedBooks(books());
  });

  it("drops the oldest when the ring runs over, announces the loss and counts it", () => {
    const port = new TestPort();
    const { pr, platform, books } = startFirmware(port, [idleOffloader()]);
    platform.runFor(1);
    for (let i = 0; i < 40; i++) pr.info("n %d", i);
    platform.runFor(5);
    expect(port.messages.slice(1)).toEqual(["** 24 records dropped (overrun) **", ...numbers(16, 24)]);
    expect(books().consoles[0]).toMatchObject({ written: 17, dropped: { overrun: 24 } });
    expectClosedBooks(books());
  });

  it("still writes an error that chatter has pushed out of the ring", () => {
    const port = new TestPort();
    const { pr, platform } = startFirmware(port, [idleOffloader()]);
    platform.runFor(1);
    pr.err("overheated");
    for (let i = 0; i < 40; i++) pr.info("n %d", i);
    platform.runFor(5);
    expect(port.messages[1]).toBe("test: overheated");
  });

  it("has everything on the wire when an emergency ends, the half-written record first", () => {
    const port = new TestPort(3);
    const { pr, platform, printk, books } = startFirmware(port, [idleOffloader()]);
    pr.info("n %d", 0);
    platform.runFor(3);
    expect(port.text).not.toBe("");
    emergencySection(printk, () => pr.emerg("fire"));
    expect(port.messages.slice(1)).toEqual(["test: n 0", "test: fire"]);
    platform.runFor(20);
    expect(port.lines).toHaveLength(3);
    expectClosedBooks(books());
  });

  it("writes each record of an emergency when it is logged, though the offloader knows of records", () => {
    const port = new TestPort(3);
    const { pr, printk } = startFirmware(port, [idleOffloader()]);
    for (let i = 0; i < 3; i++) pr.info("n %d", i);
    const heard: (string | undefined)[] = [];
    emergencySection(printk, () => {
      for (const text of ["fire", "smoke"]) {
        pr.emerg(text);
        heard.push(port.messages.at(-1));
      }
    });
    expect(heard).toEqual(["test: fire", "test: smoke"]);
  });

  it("loses one record, counted, when the port throws, and goes on", () => {
    const port = new TestPort();
    const { pr, platform, books } = startFirmware(port, [idleOffloader()]);
    platform.runFor(5);
    port.duringWrite = () => {
      port.duringWrite = undefined;
      throw new Error("cable cut");
    };
    pr.info("n %d", 0);
    pr.info("n %d", 1);
    platform.runFor(5);
    expect(port.messages.slice(1)).toEqual(["** 1 records dropped (failed) **", ...numbers(1, 1)]);
    expect(books().consoles[0]?.dropped).toEqual({ overrun: 0, failed: 1, skipped: 0 });
    expectClosedBooks(books());
  });

  it("names a plugin that throws at boot and goes on with the others", () => {
    const port = new TestPort();
    const broken: FirmwarePlugin = {
      name: "broken",
      boot: () => {
        throw new Error("no such pin");
      },
    };
    const { platform } = startFirmware(port, [broken, idleOffloader()]);
    platform.runFor(5);
    expect(port.lines[1]).toMatch(/^<3>.*plugin broken: .*no such pin/);
  });

  it("keeps what an object was when it was logged, and no more of it than fits", () => {
    const port = new TestPort();
    const { pr, platform } = startFirmware(port, [idleOffloader()]);
    const state = { speed: 1 };
    pr.info("%j", state);
    state.speed = 2;
    pr.info("%j", { text: "x".repeat(1000) });
    platform.runFor(5);
    expect(port.messages[1]).toBe('test: {"speed":1}');
    expect(port.messages[2]).toHaveLength("test: ".length + 128 + "<truncated>".length);
  });
});

describe("a direct writer whose time is over at the end of a record", () => {
  it("leaves the next record to the core's task, which writes it", () => {
    const port = new TestPort();
    const { pr, platform, books } = startFirmware(port);
    platform.runFor(50);
    const write = port.write.bind(port);
    let writes = 0;
    port.write = (text, offset, count) => {
      platform.setTime(platform.now() + 0.002);
      return write(text, offset, writes++ ? count : 5);
    };
    pr.info("n %d", 0);
    pr.info("n %d", 1);
    platform.runFor(1000);
    expect(port.messages.slice(1)).toEqual(numbers(2));
    expect(books().pending).toBe(0);
    expectClosedBooks(books());
  });
});

describe("an exclusive source", () => {
  it("gets the console within one record in a flood, and gives it back", () => {
    const port = new TestPort(4);
    const { pr, platform, printk, books } = startFirmware(port, [idleOffloader()]);
    for (let i = 0; i < 10; i++) pr.info("n %d", i);
    platform.runFor(2);
    const lines = ["first\r\n", "second\r\n"];
    exclusive(printk, printk.console!, () => lines.shift());
    platform.runFor(1000);
    expect(port.lines[1]).toBe("first");
    expect(port.lines[2]).toBe("second");
    expect(port.messages.slice(3)).toEqual(numbers(10));
    expect(platform.isIdle).toBe(true);
    expectClosedBooks(books());
  });

  it("gives the console back when it throws", () => {
    const port = new TestPort();
    const { pr, platform, printk } = startFirmware(port, [idleOffloader()]);
    exclusive(printk, printk.console!, () => {
      throw new Error("broken");
    });
    pr.info("n %d", 0);
    platform.runFor(20);
    expect(port.messages.at(-1)).toBe("test: n 0");
    expect(printk.console?.owner).toBe(0);
  });
});

describe("an owner that dies in the middle", () => {
  it("is found in the next turn, and its record written again with a marker", () => {
    const port = new TestPort(9);
    const { pr, platform, printk, books } = startFirmware(port, [idleOffloader()]);
    platform.runFor(50);
    // What Espruino does to a callback that overflows the stack: neither `catch` nor `finally` runs.
    const console = printk.console!;
    pr.info("n %d", 0);
    step(console, 1, 0);
    console.isUnsafe = true;
    platform.local.inConsole = 1;
    platform.runFor(50);
    expect(port.lines.slice(1)).toEqual([
      "<6>[    0",
      "** replaying previous record **",
      expect.stringMatching(/n 0$/),
    ]);
    expect(books().recovered).toBe(1);
    expectClosedBooks(books());
  });

  it("of an emergency is found although a text is under way", () => {
    const port = new TestPort(3);
    const { pr, platform, printk, books } = startFirmware(port, [idleOffloader()]);
    platform.runFor(50);
    pr.info("n %d", 0);
    platform.runFor(2);
    const console = printk.console!;
    expect(console.text).not.toBe("");
    // An emergency whose end never came.
    emergencySection(printk, () => {});
    printk.urgency!.count = 1;
    platform.local.emergencies = 1;
    platform.runFor(1);
    expect(printk.urgency?.count).toBe(0);
    expect(books().recovered).toBe(1);
  });
});

describe("a turn of an offloader", () => {
  it("frees the console when it has written the end of the last record", () => {
    const port = new TestPort(20);
    const { pr, platform, printk } = startFirmware(port, [idleOffloader()]);
    platform.runFor(50);
    pr.info("n %d", 0);
    for (let turns = 0; turns < 2; turns++) turn(printk);
    expect(port.messages.at(-1)).toBe("test: n 0");
    expect(printk.console?.owner).toBe(0);
  });

  it("goes on with the next record in the room that the end of one leaves", () => {
    const port = new TestPort(20);
    const { pr, platform, printk } = startFirmware(port, [idleOffloader()]);
    platform.runFor(50);
    for (let n = 0; n < 3; n++) pr.info("n %d", n);
    turn(printk);
    expect(turn(printk)).toBe(port.dueMs);
    expect(port.messages.at(-1)).toBe("test: n 0");
    expect(printk.console?.text).toContain("n 1");
    expect(printk.console?.offset).toBeGreaterThan(0);
  });

  it("looks after every console when there are two", () => {
    const slow = new TestPort(3, "slow");
    const fast = new TestPort(30, "fast");
    const { pr, platform, books } = startFirmware(slow, [consoleOn(fast), idleOffloader()]);
    platform.runFor(100);
    pr.info("n %d", 0);
    platform.runFor(4);
    expect(slow.messages).toHaveLength(1);
    expect(fast.messages.at(-1)).toBe("test: n 0");
    platform.runFor(100);
    expect(slow.messages.at(-1)).toBe("test: n 0");
    expectClosedBooks(books());
  });
});
