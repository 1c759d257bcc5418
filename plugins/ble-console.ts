import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { attendHost, createHostPort } from "../firmware/ports/host-port.ts";
import { addConsole, type ConsoleOptions } from "./console-options.ts";

export interface BleConsoleOptions extends ConsoleOptions {
  /** The MTU that both sides use; 23, which every host has, unless given. */
  mtu?: number;
  /** What the link surely carries; 1000 unless given, which is a packet of 20 in 20 ms. */
  charsPerSecond?: number;
}

/** Of each packet, for the protocol. Source: Bluetooth Core Specification, ATT_HANDLE_VALUE_NTF. */
const HEADER_BYTES = 3;

/**
 * Records over Bluetooth's Nordic UART, a packet at a time. While no host is connected nothing is written, and the host
 * that comes gets what the ring still has. Only where the board has Bluetooth.
 *
 * A host that is connected and does not listen for the UART, or has asked for a slow connection, may make one write in
 * five seconds wait: how fast the radio sends is known to nobody beforehand. A connection interval of 200 ms carries
 * 100 characters a second.
 */
export function bleConsole(options: BleConsoleOptions = {}): FirmwarePlugin {
  return {
    name: "ble-console",
    boot(firmware) {
      const platform = firmware.platform;
      const port = createHostPort(platform, firmware.board, {
        device: "Bluetooth",
        isConnected: () => platform.isBluetoothConnected(),
        pieceCharsMax: (options.mtu || 23) - HEADER_BYTES,
        charsPerSecond: options.charsPerSecond || 1000,
      });
      attendHost(firmware.printk, addConsole(firmware, port, options), port);
      return undefined;
    },
  };
}
