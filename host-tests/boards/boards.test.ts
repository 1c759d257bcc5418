/** Goal: the boards' facts agree with each other and with how the firmware uses them. */
import { describe, expect, it } from "vitest";
import { boards } from "../../boards/index.ts";
import { parseBoard } from "../../host/boards/board-schema.ts";

/** Source: Espruino 2v29 scripts/build_platform_config.py, which gives the transmit ring its size by the RAM. */
const ringOf = (ramBytes: number): number => (ramBytes >= 128 * 1024 ? 256 : 128);

describe("the package's boards", () => {
  it("are the nine that the README lists, each with an id of its own", () => {
    const ids = Object.values(boards).map(({ id }) => id);
    expect(new Set(ids)).toEqual(
      new Set([
        "PICO_R1_3",
        "ESPRUINOWIFI",
        "PUCKJS",
        "MDBT42Q",
        "BANGLEJS2",
        "MICROBIT2",
        "ESPR_RP2040_PICO",
        "ESP32",
        "ESP8266_4MB",
      ]),
    );
    expect(ids).toHaveLength(9);
  });

  it.each(Object.entries(boards))("%s is a valid board", (name, board) => {
    expect(parseBoard(JSON.parse(JSON.stringify(board)), name)).toEqual(board);
  });

  it.each(Object.entries(boards))(
    "%s has interpreter variables that fit its RAM",
    (_name, { jsvars, ramBytes }) => {
      expect(jsvars.count * jsvars.bytes).toBeLessThan(ramBytes);
    },
  );

  it.each(Object.entries(boards))("%s keeps its log in at most a sixth of its variables", (_name, board) => {
    // A record is about ten variables: an array of six, and a short text.
    expect(board.logRecords * 10).toBeLessThanOrEqual(board.jsvars.count / 6);
  });

  it.each(
    Object.entries(boards).filter(([name]) => !/^(rp2040|esp)/.test(name) || name.startsWith("espruino")),
  )("%s has the transmit ring that Espruino builds for its RAM", (_name, { uarts, ramBytes }) => {
    for (const { transmit } of uarts)
      expect(transmit).toEqual({ kind: "buffer", depth: ringOf(ramBytes) - 1 });
  });
});
