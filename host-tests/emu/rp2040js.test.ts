/**
 * The members of the emulator that are replaced from outside. If one of them disappears or changes its shape in a
 * new version, this is where it shows, not in a wrong figure.
 */
import { createRequire } from "node:module";
import { RP2040, USBCDC } from "rp2040js";
import { expect, test } from "vitest";

const chip = new RP2040();

test("is the version that the overrides were written for", () => {
  const manifest = createRequire(import.meta.url)("../../package.json") as {
    dependencies: Record<string, string>;
  };
  expect(manifest.dependencies.rp2040js).toBe("1.4.1");
});

test.each([
  ["uart.readUint32", chip.uart[0]!.readUint32],
  ["uart.writeUint32", chip.uart[0]!.writeUint32],
  ["uart.checkInterrupts", chip.uart[0]!.checkInterrupts],
  ["gpio.setInputValue", chip.gpio[0]!.setInputValue],
  ["gpio.refreshInput", chip.gpio[0]!.refreshInput],
  ["gpio.addListener", chip.gpio[0]!.addListener],
  ["usb.DPRAMUpdated", chip.usbCtrl.DPRAMUpdated],
  ["usb.endpointReadDone", chip.usbCtrl.endpointReadDone],
  ["usb.resetDevice", chip.usbCtrl.resetDevice],
  ["core.executeInstruction", chip.core.executeInstruction],
  ["core.writeUint32", chip.core.writeUint32],
  ["onBreak", chip.onBreak],
  ["addClockListener", chip.addClockListener],
])("%s is a function", (_, member) => {
  expect(member).toBeTypeOf("function");
});

test.each([0x4000c, 0x40018, 0x40058, 0x40064, 0x18000])("there is a peripheral at key 0x%s", (key) => {
  expect(chip.peripherals[key]).toHaveProperty("readUint32");
});

test("the watchdog has the members that are used of it", () => {
  expect(chip.peripherals[0x40058]).toMatchObject({
    timer: { enable: false },
    alarm: { enable: false },
    scratchData: new Uint32Array(8),
    onWatchdogTrigger: expect.any(Function),
  });
});

test("memory is where it can be replaced", () => {
  expect([chip.flash.length, chip.flash16.length, chip.sram.length, chip.bootrom.length]).toEqual([
    16 * 1024 * 1024,
    8 * 1024 * 1024,
    264 * 1024,
    4 * 1024,
  ]);
  expect(chip.core.waiting).toBe(false);
});

test("the USB host sets its hooks when it is made, so that they can be replaced afterwards", () => {
  new USBCDC(chip.usbCtrl);
  expect([chip.usbCtrl.onUSBEnabled, chip.usbCtrl.onEndpointRead, chip.usbCtrl.onEndpointWrite]).toEqual([
    expect.any(Function),
    expect.any(Function),
    expect.any(Function),
  ]);
});
