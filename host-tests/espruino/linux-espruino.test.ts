/**
 * The other real interpreter: Espruino built for Linux. Bundles are flashed onto it through a tty, by the command that
 * flashes boards. It is not part of this package: set BATON_ESPRUINO to the program (https://github.com/espruino/Espruino,
 * `make` without a board); without it these tests are skipped.
 */
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import vm from "node:vm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import type { BuildChoices } from "../../host/cli/build-options.ts";
import type { Output } from "../../host/cli/command.ts";
import { flash } from "../../host/cli/flash.ts";
import { openPort, type Port } from "../../host/link/port.ts";
import { ask, tell } from "../../host/link/prompt.ts";
import { acceptedConstructs } from "../bundle/accepted-constructs.ts";
import { type LinuxEspruino, linuxBoard, startEspruino } from "./linux-espruino.ts";

const file = process.env.BATON_ESPRUINO ?? "";
const isThere = file !== "";
const suffix = isThere ? "" : " (skipped: set BATON_ESPRUINO)";

describe.skipIf(!isThere)(`Espruino on Linux does as Node does with${suffix}`, () => {
  let espruino: LinuxEspruino;
  let port: Port;
  beforeAll(async () => {
    espruino = startEspruino(file);
    await espruino.said(/>$/);
    port = await openPort(espruino.port);
  });
  afterAll(async () => {
    await port.close();
    espruino.kill();
  });

  test.each(acceptedConstructs)("%s", async (code) => {
    expect(await ask(port, code, printedBy(code))).toEqual(vm.runInNewContext(printedBy(code)));
  });
});

/** What an example says on a board where no pin has an edge and no hardware timer ticks. */
const sayings: Readonly<Record<string, RegExp>> = {
  blink: /led on\r\n[\s\S]*led off\r\n/,
  crash: /crash: up 1 s\r\n/,
};
const greeting = /baton: LINUX/;

describe.skipIf(!isThere)(`Espruino on Linux runs what is flashed onto it${suffix}`, () => {
  let espruino: LinuxEspruino;
  afterEach(() => espruino.kill());

  test.each(readdirSync("examples"))("examples/%s", (name) => expectToRun(name, {}));
  test("examples/blink pretokenised", () => expectToRun("blink", { pretokenise: true }));

  async function expectToRun(name: string, choices: BuildChoices): Promise<void> {
    espruino = startEspruino(file);
    await espruino.said(/>$/);
    await defineLed(espruino.port);
    await flash.run([await bundleFile(name, choices)], { port: espruino.port }, quiet);
    expect(await espruino.said(sayings[name] ?? greeting)).toMatch(greeting);
  }
});

/** A program as an expression: what it prints, as texts. */
function printedBy(code: string): string {
  return (
    "(function(){var o=[],E={},BTN=1,LED1=2,A13=3,D5=4,V0=5,Serial2=6,NRF=7,Bangle=8;" +
    `function print(){for(var i=0;i<arguments.length;i++)o.push(""+arguments[i])}${code};return o})()`
  );
}

/** The Linux build has no LED, which `examples/blink` needs. */
async function defineLed(address: string): Promise<void> {
  const port = await openPort(address);
  await tell(port, 'require("Storage").write(".boot0","LED={write:function(){}}")');
  await ask(port, "the LED", 'require("Storage").read(".boot0")');
  await port.close();
}

async function bundleFile(example: string, choices: BuildChoices): Promise<string> {
  const entry = `examples/${example}`;
  const { code, manifest } = await buildFirmware({ entry, board: linuxBoard, ...choices });
  const bundle = path.join(mkdtempSync(path.join(tmpdir(), "baton-bundle-")), `${example}.js`);
  writeFileSync(bundle, code, "latin1");
  writeFileSync(bundle.replace(/\.js$/, ".manifest.json"), JSON.stringify(manifest));
  return bundle;
}

const quiet: Output = {
  print: () => {},
  note: () => {},
  isTerminal: false,
  signal: new AbortController().signal,
};
