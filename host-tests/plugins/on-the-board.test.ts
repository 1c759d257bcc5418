// Goal: the plugins that live on the interpreter's own behaviour work with it: loopback, prompt, storage, minified names.
// Method: built applications on the simulated board.
import { describe, expect, it } from "vitest";
import { espruinoPico } from "../../boards/espruino-pico.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { writeApplication } from "../bundle/write-application.ts";
import { listen } from "../sim/board.ts";
import { type Books, expectClosedBooks } from "../support/start-firmware.ts";

/** Records go to Serial2, so that the prompt has Serial1 to itself. */
async function bundleWith(plugins: string): Promise<string> {
  const source = `import { boot, flushed, flushedSync, loggedCount, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { dmesg, flashLog, idleOffloader, interpreterOutput, loglevel, loopbackConsole, memoryConsole, uartConsole, usbConsole } from "espruino-baton/plugins";
declare const LoopbackB: { on(event: "data", callback: (text: string) => void): void };
let heard = "";
LoopbackB.on("data", (text) => { heard += text; });
boot(board, [uartConsole({ device: "Serial2", baud: 115200 }), idleOffloader(), ${plugins}]);
global["pr"] = pr;
global["net"] = pr.child("net");
global["flushed"] = flushed;
global["flushedSync"] = flushedSync;
global["loggedCount"] = loggedCount;
global["heardText"] = () => heard;`;
  const entry = writeApplication({ "main.ts": source });
  return (await buildFirmware({ entry, board: espruinoPico })).code;
}

const TALKING = "loopbackConsole(), memoryConsole(), usbConsole(), dmesg(), loglevel()";
const LISTENING = "interpreterOutput(), flashLog({ intervalMs: 100 })";
const bundles = new Map<string, Promise<string>>();

async function start(plugins: string, storage = new Map<string, string>()) {
  const code = bundles.get(plugins) ?? bundleWith(plugins);
  bundles.set(plugins, code);
  const board = new SimulatedBoard(espruinoPico, { storage });
  board.load(await code);
  const heard = listen(board, "Serial2");
  board.runFor(100);
  return { board, heard };
}

const withoutTime = (text: string) => text.replace(/\[ *\d+\.\d{6}\]/g, "");

describe("on a board", () => {
  it("the interpreter's output becomes records: print, exceptions, error flags", async () => {
    const { board, heard } = await start(LISTENING);
    heard.text = "";
    board.evaluate(`setTimeout(function(){ print("said", 1); }, 10);
setTimeout(function(){ throw new Error("no such pin"); }, 20);
setTimeout(function(){ print("x".repeat(3000)); }, 50);`);
    board.runFor(2000);
    const text = withoutTime(heard.text);
    expect(text).toContain("<6> js: said 1\r\n");
    expect(text).toMatch(/<3> js: Uncaught Error: no such pin\r\n/);
    expect(text).toMatch(/<3> js: .*New interpreter error: FIFO_FULL\r\n/);
    expect(text).not.toContain("\x1b");
  });

  it("records come out of the loopback, every one, and leave room for input events", async () => {
    const { board } = await start(TALKING);
    board.evaluate('for(var i=0;i<40;i++)pr.info("n %d",i)');
    board.runFor(3000);
    const heard = board.evaluate("heardText()") as string;
    expect(heard.match(/: n \d+|\bn \d+/g)).toHaveLength(40);
    expect(board.stats.events.lost).toBe(0);
    expect(board.evaluate("E.getErrorFlags().length")).toBe(0);
  });

  it("the flash log is there after the power was off", async () => {
    const storage = new Map<string, string>();
    const { board } = await start(LISTENING, storage);
    board.evaluate('pr.warning("n 1")');
    board.runFor(1000);
    const second = new SimulatedBoard(espruinoPico, { storage });
    second.runFor(1000);
    second.evaluate('pr.warning("n 2")');
    second.runFor(1000);
    expect(second.evaluate("flashLog()")).toMatch(/^<4>.*n 1\r\n<4>.*n 2\r\n$/);
  });

  it("what is typed at the prompt keeps its names through minification", async () => {
    const { board, heard } = await start(TALKING);
    board.evaluate('net.err("down");net.info("up");pr.info("other")');
    board.runFor(300);
    heard.text = "";
    board.evaluate('dmesg({level:3,facility:"net",last:5})');
    board.runFor(100);
    expect(withoutTime(heard.text)).toBe("<3> net: down\r\n");
    expect(board.evaluate('[loglevel("Serial2",5),loglevel(0),loglevel("memory")]')).toEqual([5, 5, 8]);
    expect(board.evaluate("memoryLog()")).toContain("net: down\r\n");
  });

  it("flushedSync has everything handed over when it returns, and flushed tells when it is", async () => {
    const { board, heard } = await start(LISTENING);
    board.evaluate('for(var i=0;i<20;i++)pr.info("n %d",i);var out=flushedSync(1000)');
    expect(board.evaluate("out")).toBe(true);
    board.runFor(20);
    expect(heard.text.match(/n \d+\r\n/g)).toHaveLength(20);
    board.evaluate(
      'for(var i=0;i<20;i++)pr.info("m %d",i);var told;flushed(5000).then(function(is){told=is})',
    );
    expect(board.evaluate("told")).toBeUndefined();
    board.runFor(1000);
    expect(board.evaluate("told")).toBe(true);
    expect(heard.text.match(/m \d+\r\n/g)).toHaveLength(20);
  });

  it("both wait for one record among others", async () => {
    const { board, heard } = await start(LISTENING);
    board.evaluate('pr.info("the one");var one=loggedCount();for(var i=0;i<30;i++)pr.info("n %d",i)');
    expect(board.evaluate("flushedSync(1000,one)")).toBe(true);
    expect(board.evaluate("loggedCount()")).toBe((board.evaluate("one") as number) + 30);
    board.evaluate("var told;flushed(1000,one).then(function(is){told=is})");
    board.runFor(150);
    expect(board.evaluate("told")).toBe(true);
    expect(heard.text).toContain("the one\r\n");
    expect(heard.text).not.toContain("n 29");
  });

  it("the prompt is gone while the interpreter's output is captured, until Ctrl-C", async () => {
    const { board } = await start(LISTENING);
    expect(board.evaluate("E.getConsole()")).toBe("LoopbackA");
    board.uart("Serial1").receive("\x03");
    board.runFor(100);
    expect(board.evaluate("E.getConsole()")).toBe("Serial1");
  });

  it("a USB console without a host leaves the other console alone and writes nothing", async () => {
    const { board, heard } = await start(TALKING);
    board.evaluate('for(var i=0;i<10;i++)pr.info("n %d",i)');
    board.runFor(1000);
    expect(heard.text.match(/n \d+\r\n/g)).toHaveLength(10);
    const stats = board.evaluate("printkStats()") as Books;
    expect(stats.consoles.find(({ name }) => name === "USB")).toMatchObject({ written: 0, pending: 12 });
    expectClosedBooks(stats);
  });
});

it("an application that uses none of it carries none of it", async () => {
  const entry = writeApplication({
    "main.ts": `import { boot } from "espruino-baton";
import { board } from "espruino-baton/board";
import { uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole()]);`,
  });
  const { code } = await buildFirmware({ entry, board: espruinoPico });
  for (const name of ["onsole(", "getSecurityStatus", "errorFlag", "LoopbackA", "baton.log0", "Promise"])
    expect(code).not.toContain(name);
});
