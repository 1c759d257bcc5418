// Goal: what the statistics say of a log call is what leaving it out saves, and what the board writes for it.
import { describe, expect, it } from "vitest";
import { rp2040Pico } from "../../../boards/rp2040-pico.ts";
import { buildFirmware } from "../../../host/bundle/firmware-bundle.ts";
import { buildStats } from "../../../host/bundle/stats/build-stats.ts";
import { SimulatedBoard } from "../../../host/sim/simulated-board.ts";
import { writeApplication } from "../write-application.ts";

const HEAD = `import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole(), idleOffloader()]);
const net = pr.child("net"), n = Number("1234"), volts = Number("12.5"), name = String("average");
`;
const KEPT = 'net.info("kept %d", n);\n';
const DROPPED = 'pr.err("%s: %d of %.2f V", name, n, volts);\n';

const build = (source: string, tokens = false) =>
  buildFirmware({ entry: writeApplication({ "main.ts": HEAD + source }), board: rp2040Pico, tokens });

describe.each([
  ["text", false],
  ["tokens", true],
])("the statistics of a build with %s", (_, tokens) => {
  const built = () => build(`${KEPT}setTimeout(() => { ${DROPPED} }, 50);`, tokens);

  it("count as flash what leaving the call out would save, but for what others use too", async () => {
    const both = await built();
    const one = await build(`${KEPT}setTimeout(() => { print(name, volts); }, 50);`, tokens);
    const dropped = buildStats(both).sites[1]!.flashBytes;
    expect(dropped).toBeGreaterThan(60);
    expect(dropped).toBeLessThanOrEqual(both.code.length - one.code.length + "print(name,volts);".length);
  });

  it("add up to the whole bundle", async () => {
    const bundle = await built();
    const { sites, facilities, otherFlashBytes } = buildStats(bundle);
    const total = sites.reduce((sum, { flashBytes }) => sum + flashBytes, otherFlashBytes);
    expect(total).toBe(bundle.manifest.bytes);
    expect(facilities.map(({ facility, calls }) => [facility, calls])).toEqual([
      ["", 1],
      ["net", 1],
    ]);
  });

  it("say how long a record of such values is on the wire", async () => {
    const bundle = await built();
    const [first, second] = buildStats(bundle).sites.map((site) =>
      tokens ? site.tokenBytes : site.textBytes,
    );
    const lines = linesOf(bundle.code).slice(-2);
    // The first frame stands for itself: it says its number and its time in full.
    expect(Math.abs(lines[0]!.length - first!)).toBeLessThanOrEqual(tokens ? 4 : 0);
    expect(lines[1]).toHaveLength(second!);
  });
});

it("there is nothing to say of a call that the build cannot read", async () => {
  const { sites, otherFlashBytes } = buildStats(await build('net.info(String("made up"), n);'));
  expect(sites).toEqual([]);
  expect(otherFlashBytes).toBeGreaterThan(0);
});

/** What the board writes, line by line, with the lines' ends. */
function linesOf(code: string): string[] {
  const board = new SimulatedBoard(rp2040Pico);
  let text = "";
  board.uart(rp2040Pico.console.device).onByte((byte) => {
    text += String.fromCharCode(byte);
  });
  board.load(code);
  board.runFor(200);
  return text.match(/[^\n]*\n/g) ?? [];
}
