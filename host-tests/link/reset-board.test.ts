import { describe, expect, it } from "vitest";
import { esp32 } from "../../boards/esp32.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { ModemLines, Port } from "../../host/link/port.ts";
import { resetBoard } from "../../host/link/reset-board.ts";

describe("resetBoard", () => {
  it("pulses RTS with DTR down where the board's facts say so, and types nothing", async () => {
    const { port, said, lines } = fakePort(true);
    await resetBoard(port, esp32);
    expect([lines, said()]).toEqual([
      [
        { dtr: false, rts: true },
        { dtr: false, rts: false },
      ],
      "",
    ]);
  });

  it.each([
    ["a board without that line", true, rp2040Pico],
    ["a port without lines, such as a pty", false, esp32],
    ["a board that nobody knows", true, undefined],
  ])("asks the prompt of %s, after a Ctrl-C", async (_what, hasLines, board) => {
    const { port, said } = fakePort(hasLines);
    await resetBoard(port, board);
    expect(said()).toBe("\x03\x10E.reboot()\n");
  });
});

function fakePort(hasLines: boolean) {
  const written: Uint8Array[] = [];
  const lines: ModemLines[] = [];
  const port = {
    write: async (data: Uint8Array) => void written.push(data),
    setModemLines: async (set: ModemLines) => {
      if (hasLines) lines.push(set);
      return hasLines;
    },
  } as unknown as Port;
  return { port, lines, said: () => Buffer.concat(written).toString("latin1") };
}
