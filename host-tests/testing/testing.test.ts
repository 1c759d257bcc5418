/** `espruino-baton/testing` as a project uses it, on the examples and on an application written here. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { matchers, simulate } from "../../host/testing/testing.ts";

expect.extend(matchers);

const folder = mkdtempSync(path.join(tmpdir(), "baton-testing-"));
const doorbell = path.join(folder, "main.ts");
writeFileSync(
  doorbell,
  `import { boot, irq, pr } from "espruino-baton";
   import { board } from "espruino-baton/board";
   import { idleOffloader, uartConsole } from "espruino-baton/plugins";
   boot(board, [uartConsole(), idleOffloader()]);
   const bell = pr.child("bell");
   let rings = 0;
   setWatch(irq(() => {
     LED.write(true);
     setTimeout(() => LED.write(false), 20);
     bell.warning("ring %d", ++rings);
   }), BTN, { edge: "rising", repeat: true });
   pr.info("ready");
  `,
);
afterAll(() => rmSync(folder, { recursive: true }));

const newDoorbell = () => simulate(doorbell, { board: "puckjs" });

test("a button that is pressed is logged, and nothing is lost", async () => {
  const board = await newDoorbell();
  await board.until(/ready/);
  board.press("BTN");
  expect(await board.until(/ring/)).toMatchObject({ kind: "record", level: 4, text: "ring 1" });
  expect(board).toHaveLogged("ring 1");
  expect(board).toHaveLogged(/^bell: ring \d$/);
  expect(board).toHaveLogged({ text: /ring/, level: "warn", facility: "bell", context: "interrupt" });
  expect(board).not.toHaveLogged("ring 2");
  expect(board).not.toHaveLogged({ text: /ring/, level: "err" });
  expect(board).toHaveLostNothing();
});

test("a log without times is the same until the application says something else", async () => {
  const board = await newDoorbell();
  await board.until(/ready/);
  board.press("BTN");
  await board.until(/ring/);
  expect(board.messages.filter((line) => /bell|ready/.test(line))).toMatchInlineSnapshot(`
    [
      "info   ready",
      "[C] warn   bell: ring 1",
    ]
  `);
});

test("two runs are the same, to the microsecond", async () => {
  const run = async () => {
    const board = await simulate("examples/storm", { board: "rp2040-pico", seed: 7 });
    board.storm(500);
    board.runFor(1000);
    return [board.lines, board.nowMs, board.pin("D2").changes];
  };
  const first = await run();
  expect(first[0]).not.toEqual([]);
  expect(await run()).toEqual(first);
});

describe("a pin", () => {
  test("is changed by the world and by the application, and remembers when", async () => {
    const board = await newDoorbell();
    await board.until(/ready/);
    const pressedMs = board.nowMs;
    board.press("BTN", 30);
    board.runFor(100);
    expect(board.pin("BTN").changes).toMatchObject([
      { atMs: pressedMs, isHigh: true, by: "outside" },
      { atMs: expect.closeTo(pressedMs + 30, 6), isHigh: false, by: "outside" },
    ]);
    expect(board.pin("LED").changes.map(({ isHigh, by }) => [isHigh, by])).toEqual([
      [true, "program"],
      [false, "program"],
    ]);
    expect(board.pin("LED").isHigh).toBe(false);
  });

  test("that the board has not is an error", async () => {
    const board = await newDoorbell();
    expect(() => board.pin("D99").isHigh).toThrow("Puck.js has no pin D99");
  });
});

test("after a power cut the application starts again, and pins and books with it", async () => {
  const board = await newDoorbell();
  await board.until(/ready/);
  board.press("BTN");
  await board.until(/ring 1/);
  board.powerCut();
  await board.until(/ready/);
  expect(board.pin("BTN").changes).toEqual([]);
  board.press("BTN");
  await board.until(/ring 1/);
  expect(board).toHaveLostNothing();
});

test("what is typed reaches the prompt", async () => {
  const board = await newDoorbell();
  await board.until(/ready/);
  board.write("\x10LED.write(true)\n");
  board.runFor(100);
  expect(board.pin("LED").isHigh).toBe(true);
});

test("what never comes fails with what the board said last", async () => {
  const board = await newDoorbell();
  await expect(board.until(/ding/, { withinMs: 200 })).rejects.toMatchObject({
    code: "NOT_SAID",
    message: expect.stringMatching(/did not say \/ding\/ within 0.2 s[\s\S]*\] info {3}ready/),
  });
  expect(board.nowMs).toBeCloseTo(200, 0);
});

test("an application that drops records has lost something, and the matcher names it", async () => {
  const board = await simulate("examples/storm/javascript.ts", {
    board: "rp2040-pico",
    baud: 9600,
    seed: 7,
  });
  board.storm(5000);
  board.runFor(5000);
  expect(() => expect(board).toHaveLostNothing()).toThrow(/the board has lost \{"records":\{"overrun":\d+\}/);
});

test("an application that does not compile is refused as by baton build", async () => {
  const broken = path.join(folder, "broken.ts");
  writeFileSync(broken, "const a: number = 'text';\n");
  await expect(simulate(broken, { board: "puckjs" })).rejects.toMatchObject({ name: "CliError" });
});
