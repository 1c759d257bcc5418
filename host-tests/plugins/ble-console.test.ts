import { expect, it } from "vitest";
import { bleConsole } from "../../plugins/ble-console.ts";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { expectClosedBooks } from "../support/start-firmware.ts";
import { bootPlugins } from "./boot-plugins.ts";
import { HostPlatform } from "./host-platform.ts";

function boot() {
  const platform = new HostPlatform();
  const pieces: string[] = [];
  const device = platform.serial();
  const write = (text: string) => {
    pieces.push(text);
    device.write(text);
  };
  platform.serial = () => ({ ...device, write });
  return { platform, pieces, ...bootPlugins(platform, [bleConsole({ mtu: 53 }), idleOffloader()]) };
}

it("writes only while a host is connected, a packet at a time", () => {
  const { platform, pieces, pr, books } = boot();
  pr.info("%s", "x".repeat(100));
  platform.runFor(2000);
  expect(pieces).toEqual([]);
  platform.isHostConnected = true;
  platform.runFor(2000);
  expect(platform.messages).toEqual(["baton: TEST", `test: ${"x".repeat(100)}`]);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBe(50);
  expect(platform.discarded).toBe("");
  expectClosedBooks(books());
});
