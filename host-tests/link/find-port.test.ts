/** Goal: the right port of those that there are, or what else there is. Method: lists in place of this computer's. */
import { describe, expect, it } from "vitest";
import { findNextPort, findOnlyPort, findUsbPort } from "../../host/link/find-port.ts";
import type { ListedPort } from "../../host/link/list-ports.ts";

const pico = (n: number): ListedPort => ({
  path: `/dev/ttyACM${n}`,
  address: `usb:2e8a:000a:P${n}`,
  usb: "2e8a:000a",
  serial: `P${n}`,
});
const adapter: ListedPort = { path: "/dev/ttyUSB0", address: "usb:1a86:7523", usb: "1a86:7523" };
const builtIn: ListedPort = { path: "/dev/ttyS0", address: "serial:/dev/ttyS0" };
const listOf =
  (...ports: ListedPort[]) =>
  async () =>
    ports;

describe("findUsbPort", () => {
  it.each([
    ["1a86:7523", "/dev/ttyUSB0"],
    ["2E8A:000A:P1", "/dev/ttyACM1"],
  ])("finds %s", async (id, path) => {
    expect(await findUsbPort(id, listOf(builtIn, pico(0), pico(1), adapter))).toBe(path);
  });

  it("says what else there is when it is not plugged in", async () => {
    await expect(findUsbPort("0483:5740", listOf(builtIn, adapter))).rejects.toMatchObject({
      code: "PORT_NOT_FOUND",
      message: expect.stringContaining("usb:1a86:7523 (/dev/ttyUSB0)"),
    });
  });

  it("chooses none of several, and names them so that one can be", async () => {
    await expect(findUsbPort("2e8a:000a", listOf(pico(0), pico(1)))).rejects.toMatchObject({
      code: "MANY_PORTS",
      message: expect.stringContaining("usb:2e8a:000a:P0 (/dev/ttyACM0), usb:2e8a:000a:P1 (/dev/ttyACM1)"),
    });
  });

  it.each(["2e8a", "2e8a:a", "zzzz:0000", ""])("refuses %j", async (id) => {
    await expect(findUsbPort(id, listOf())).rejects.toMatchObject({ code: "BAD_PORT" });
  });
});

describe("findOnlyPort", () => {
  it("takes the only one on USB, whatever else there is", async () => {
    expect(await findOnlyPort(listOf(builtIn, adapter))).toBe("/dev/ttyUSB0");
  });

  it.each([
    ["no board", [builtIn], "NO_PORT"],
    ["ten boards", Array.from({ length: 10 }, (_, n) => pico(n)), "MANY_PORTS"],
  ])("refuses to choose with %s", async (_what, ports, code) => {
    await expect(findOnlyPort(listOf(...ports))).rejects.toMatchObject({ code });
  });
});

describe("findNextPort", () => {
  it.each([
    ["that was never there", [[adapter], [adapter], [adapter, pico(1)]], "/dev/ttyACM1"],
    ["that went and comes back", [[adapter], [], [adapter]], "/dev/ttyUSB0"],
  ])("waits for a port %s", async (_what, lists, path) => {
    const looks = [...lists];
    const found = findNextPort(async () => looks.shift() ?? [], undefined, noTime);
    expect(await found).toBe(path);
  });

  it("ends when the signal does", async () => {
    const ended = new AbortController();
    const found = findNextPort(listOf(adapter), ended.signal, async () => ended.abort(new Error("enough")));
    await expect(found).rejects.toThrow("enough");
  });
});

const noTime = async (): Promise<void> => {};
