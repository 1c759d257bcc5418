// Goal: a handler of an interrupt says the same with nothing set around it, whoever stores its record. Method: a built
// application on the simulated Pico, in text and in tokens.
import { expect, test } from "vitest";
import { bootedApplication } from "../plugins/booted-application.ts";

const APP = `import { boot, irq, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { nativeOffloader, nativeRing, textLines, uartConsole } from "espruino-baton/plugins";
const log = pr.child("net");
const early = irq<void>(() => log.info("early %d", 5 & 7));
early(undefined);
boot(board, [uartConsole(), nativeRing({ lines: textLines }), nativeOffloader()]);
global["one"] = irq((n: number) => log.info("one %d", n | 0));
global["block"] = irq((n: number) => { log.info("block %d", n | 0); });
global["two"] = irq((n: number) => { log.info("two %d", n | 0); log.info("more %d", n | 0); });
global["record"] = irq((text: string) => log.info("record %s", text));
global["outside"] = (n: number) => log.info("outside %d", n | 0);`;

const booted = bootedApplication(APP);
const untimed = (text: string) =>
  [...text.matchAll(/\](\[C\])? net: (.*)\r\n/g)].map(([, c, said]) => [c, said]);

test("what it logs is an interrupt's, and what comes afterwards is not", async () => {
  const { board, heard, atStart, code } = await booted();
  expect(untimed(atStart)).toEqual([["[C]", "early 5"]]);
  board.evaluate('one(1);outside(1);block(2);outside(2);two(3);outside(3);record("x");outside(4)');
  board.runFor(3000);
  expect(untimed(heard.text).sort((a, b) => String(a[1]).localeCompare(String(b[1])))).toEqual([
    ["[C]", "block 2"],
    ["[C]", "more 3"],
    ["[C]", "one 1"],
    [undefined, "outside 1"],
    [undefined, "outside 2"],
    [undefined, "outside 3"],
    [undefined, "outside 4"],
    ["[C]", "record x"],
    ["[C]", "two 3"],
  ]);
  // Of `one` and `block` the native call is all there is.
  expect(code.match(/\{[\w$]+\(5368\d+[^)]*\)\}/g)).toHaveLength(2);
});
