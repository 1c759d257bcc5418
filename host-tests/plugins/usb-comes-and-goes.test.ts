// Goal: records stay whole and in order, and the interpreter's words are told, while a USB host comes and goes and
// Espruino's console with it. Method: built applications on the simulated board, whose console moves as Espruino's does.
import { describe, expect, it } from "vitest";
import { espruinoPico } from "../../boards/espruino-pico.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { writeApplication } from "../bundle/write-application.ts";
import { listen } from "../sim/board.ts";
import { type Books, expectClosedBooks } from "../support/start-firmware.ts";

/** Ten records a second, each with its number, for as long as the host comes and goes. */
async function start(plugins: string) {
  const entry = writeApplication({
    "main.ts": `import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, interpreterOutput, prompt, uartConsole, usbConsole } from "espruino-baton/plugins";
boot(board, [uartConsole({ baud: 115200 }), usbConsole(), idleOffloader(), ${plugins}]);
let n = 0;
setInterval(() => pr.info("record %d of the storm, and some more to fill the line", n++), 100);`,
  });
  const board = new SimulatedBoard(espruinoPico);
  board.load((await buildFirmware({ entry, board: espruinoPico })).code);
  const serial = listen(board);
  const usb = { text: "" };
  board.usb.onByte((byte) => {
    usb.text += String.fromCharCode(byte);
  });
  return { board, serial, usb };
}

const MOVES = 16;

/** The host comes and goes at moments that fall into records as well as between them. */
function comeAndGo(board: SimulatedBoard): void {
  for (let i = 0; i < MOVES / 2; i++) {
    board.runFor(1000 + 13.3 * i);
    board.usb.connect();
    board.runFor(1500 + 7.7 * i);
    board.usb.disconnect();
  }
}

const line = /^<6>\[ *\d+\.\d{6}\] record (\d+) of the storm, and some more to fill the line\r$/;
const numbersIn = (text: string) => text.split("\n").flatMap((each) => line.exec(each)?.[1] ?? []);
/** What the firmware says before the application does: the board, and that nobody can tell whether USB is read. */
const BOOT_RECORDS = 2;
const upTo = (count: number) => Array.from({ length: count }, (_, n) => `${n}`);

function books(board: SimulatedBoard): Books {
  return board.evaluate("printkStats()") as Books;
}

describe("while a USB host comes and goes", () => {
  it("a prompt that is kept on USB leaves every record on the UART as it is", async () => {
    const { board, serial, usb } = await start('prompt({ device: "USB" })');
    comeAndGo(board);
    expect(board.evaluate("E.getConsole()")).toBe("USB");
    const numbers = numbersIn(serial.text);
    expect(numbers).toEqual(upTo(numbers.length));
    expect(numbers.length).toBeGreaterThan(190);
    expect(serial.text).not.toMatch(/-> |<- /);
    expect(numbersIn(usb.text).length).toBeGreaterThan(100);
    expectClosedBooks(books(board));
  });

  it("a prompt that moves freely cuts at most the record under way, once for each move", async () => {
    const { board, serial } = await start("");
    comeAndGo(board);
    const numbers = numbersIn(serial.text);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => Number(a) - Number(b)));
    const [uart] = books(board).consoles;
    const cut = (uart?.written ?? 0) - numbers.length;
    expect(cut).toBeGreaterThan(BOOT_RECORDS);
    expect(cut).toBeLessThanOrEqual(MOVES + BOOT_RECORDS);
    expectClosedBooks(books(board));
  });

  it("what the interpreter prints goes on becoming records", async () => {
    const { board, serial } = await start("interpreterOutput()");
    board.evaluate('setInterval(function(){print("said")},500)');
    comeAndGo(board);
    expect(board.evaluate("E.getConsole()")).toBe("LoopbackA");
    const numbers = numbersIn(serial.text);
    expect(numbers).toEqual(upTo(numbers.length));
    const saidCount = serial.text.match(/js: said\r\n/g)?.length ?? 0;
    expect(saidCount).toBeGreaterThan(40);
    expect(board.stats.events.lost).toBe(0);
    expectClosedBooks(books(board));
  });

  it("the host that comes gets what it missed as far as the ring has it, the gap announced", async () => {
    const { board, usb } = await start('prompt({ device: "Serial1" })');
    board.runFor(10_000);
    board.usb.connect();
    board.runFor(2000);
    const [first = "", second = ""] = usb.text.split("\r\n");
    const dropped = Number(/^\*\* (\d+) records dropped \(overrun\) \*\*$/.exec(first)?.[1]);
    expect(dropped).toBeGreaterThan(10);
    expect(line.exec(`${second}\r`)?.[1]).toBe(`${dropped - 3}`);
    const numbers = numbersIn(usb.text).map(Number);
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] as number) + i));
  });
});
