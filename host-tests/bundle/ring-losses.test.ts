// Goal: where machine code makes the lines, the build gives it the words for lost events, and nowhere else. Method: a bundle,
// its code and its dictionary.
import { describe, expect, test } from "vitest";
import { esp32 } from "../../boards/esp32.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { writeApplication } from "./write-application.ts";

const application = (ring: string) => `import { boot, pr } from "espruino-baton";
import { board, hasNativeConsole } from "espruino-baton/board";
import { nativeOffloader, nativeRing, textLines, uartConsole } from "espruino-baton/plugins";
const log = pr.child("net");
const options = { lines: textLines };
if (hasNativeConsole) boot(board, [uartConsole(), ${ring}, nativeOffloader()]);
else boot(board, [uartConsole()]);
pr.info("is %s", options);
log.info("at %d", 3 & 7);`;

async function built(ring: string, tokens = false, board: Board = rp2040Pico) {
  const entry = writeApplication({ "main.ts": application(ring) });
  const { code, manifest } = await buildFirmware({ entry, board, tokens });
  const site = manifest.logSites.find(({ facility }) => facility === "native-ring");
  return { hasWords: code.includes("native-ring: %d events lost"), site };
}

describe("the words for lost events", () => {
  test("are text where lines are", async () => {
    const { hasWords, site } = await built("nativeRing({ slots: 64, lines: textLines })");
    expect(hasWords).toBe(true);
    expect(site).toMatchObject({ level: 4, format: "%d events lost", file: "main.ts", line: 6 });
    expect(site!.args).toEqual([{ name: "count", conversion: "d" }]);
  });

  test.each(["nativeRing()", "nativeRing({ slots: 64 })"])(
    "are in the dictionary with tokens: %s",
    async (ring) => {
      const { hasWords, site } = await built(ring, true);
      expect(hasWords).toBe(false);
      expect(site).toMatchObject({ format: "%d events lost" });
    },
  );

  test("are JavaScript's where the options are not to be read", async () => {
    expect(await built("nativeRing(options)")).toEqual({ hasWords: false, site: undefined });
  });

  test("and on a board that the ring is not for", async () => {
    const ring = "nativeRing({ lines: textLines })";
    expect(await built(ring, false, esp32)).toEqual({ hasWords: false, site: undefined });
  });
});
