/** The steps, each on a simulated board with an application written by hand. */
import { describe, expect, test } from "vitest";
import { BOOTS, ECHO, LOSES, newTarget, runSteps } from "./small-board.ts";

/** What the first step that did not pass has to say. */
async function failure(steps: readonly string[], code = ECHO): Promise<string | undefined> {
  const report = await runSteps(steps, code);
  return report.steps.find(({ status }) => status !== "passed")?.message;
}

describe("expect", () => {
  test("finds what is said before and after it is asked for, in order", async () => {
    expect(await failure(["wait: 100ms", "expect: up", "press: D2", "expect: edge true"])).toBeUndefined();
    expect(await failure(["press: D2", "expect: up", "expect: up"])).toBe("it did not come within 5 s");
  });

  test("waits no longer than it is told", async () => {
    const { steps } = await runSteps(["expect: { text: never, within: 250ms }"]);
    expect(steps[0]).toMatchObject({ status: "failed", elapsedMs: 250 });
  });

  test("counts", async () => {
    const twice = ["expect: up", "press: D2", "press: D2"];
    expect(await failure([...twice, "expect: { text: edge, count: 4 }"])).toBeUndefined();
    expect(await failure([...twice, "expect: { text: edge, count: 5, within: 1s }"])).toBe(
      "it came 4 of 5 times within 1 s",
    );
  });

  test.each([
    ["level", "level: notice", "level: info"],
    ["facility", "facility: app", "facility: other"],
    ["context", "context: task", "context: interrupt"],
  ])("tells records by their %s", async (_what, right, wrong) => {
    expect(await failure([`expect: { text: up, ${right} }`])).toBeUndefined();
    expect(await failure([`expect: { text: up, ${wrong}, within: 100ms }`])).toBeDefined();
  });
});

describe("expect-no", () => {
  test("looks back to the last expect, and forward for a while", async () => {
    const before = ["expect: up", "press: D2"];
    expect(await failure([...before, "expect-no: edge"])).toMatch(/^it came, at 0\.0\d\d s: app: edge true$/);
    expect(await failure([...before, "expect: edge false", "expect-no: edge"])).toBeUndefined();
    const later = `${ECHO}setTimeout(function(){log(6,"too late")},300)`;
    expect(await failure(["expect-no: { text: too late, for: 200ms }"], later)).toBeUndefined();
    expect(await failure(["expect-no: { text: too late, for: 400ms }"], later)).toBeDefined();
  });
});

describe("expect-loss", () => {
  test("believes the board's own books", async () => {
    expect(await failure(["expect-loss: 0"], LOSES(1, 0))).toBeUndefined();
    expect(await failure(["expect-loss: 0"], LOSES(1, 3))).toBe("3 records were lost (overrun: 3)");
    expect(await failure(["expect-loss: 3"], LOSES(1, 3))).toBeUndefined();
  });

  test("finds records that were written and never came", async () => {
    expect(await failure(["expect-loss: 0"], LOSES(2, 0))).toBe("1 records were lost (not received: 1)");
  });

  test("does not take what was said while the cable was out for lost", async () => {
    expect(await failure(["unplug: 100ms", "expect-loss: 0"], LOSES(1, 0))).toBeUndefined();
  });

  test("counts input that the interpreter never saw", async () => {
    const deaf = `${ECHO}setTimeout(function(){var t=getTime()+1;while(getTime()<t);},100)`;
    const message = "x".repeat(60);
    const steps = ["wait: 90ms", `write: { text: ${message}, to: Serial2 }`, "expect-loss: { events: 0 }"];
    expect(await failure(steps, deaf)).toMatch(/^1\d input events were lost$/);
    expect(await failure(steps)).toBeUndefined();
  });
});

test("expect-stall-below measures the longest turn", async () => {
  const slow = `${ECHO}setTimeout(function(){var t=getTime()+0.2;while(getTime()<t);},100)`;
  expect(await failure(["wait: 1s", "expect-stall-below: 150ms"], slow)).toMatch(/kept for 20\d\.\d{3} ms$/);
  expect(await failure(["wait: 1s", "expect-stall-below: 150ms"])).toBeUndefined();
});

test("press gives a pin the level it does not have, and back after a while", async () => {
  const { passed } = await runSteps([
    "expect: up",
    "press: { pin: D2, hold: 300ms }",
    "expect: edge true",
    "expect: { text: edge false, within: 10ms }",
  ]);
  expect(passed).toBe(true);
});

test("write reaches the port that it names", async () => {
  expect(
    await failure(["expect: up", 'write: { text: "!", to: Serial2 }', "expect: heard !"]),
  ).toBeUndefined();
  expect(await failure(["expect: up", 'write: "\\x10log(6,40+2)\\n"', "expect: app. 42"])).toBeUndefined();
});

test("a storm is edges and bytes, and the same for the same seed", async () => {
  const run = (seed: number) => runSteps(["expect: up", `storm: { for: 1s, seed: ${seed} }`]);
  const first = await run(1);
  expect(first.lastLines.join()).toMatch(/edge.*heard|heard.*edge/);
  expect(await run(1)).toEqual(first);
  expect((await run(2)).lastLines).not.toEqual(first.lastLines);
});

test("a power cut restarts the board on the same flash, and what was said before is not looked at any more", async () => {
  expect(await failure(["expect: boot 1", "power-cut: 2s", "expect: boot 2"], BOOTS)).toBeUndefined();
  expect(await failure(["wait: 1s", "power-cut: 2s", "expect: boot 1"], BOOTS)).toBeDefined();
  const { elapsedMs } = await runSteps(["wait: 1s", "power-cut: 2s", "wait: 1s"], BOOTS);
  expect(elapsedMs).toBeCloseTo(4000, -1);
});

test("while the cable is out the board runs on unheard", async () => {
  const talks = `${ECHO}var n=0;setInterval(function(){log(6,"n "+ ++n)},100)`;
  const steps = ["expect: n 2", "unplug: 450ms", 'expect-no: { text: "n [345]$", for: 10ms }', "expect: n 8"];
  expect(await failure(steps, talks)).toBeUndefined();
});

describe("a step that fails", () => {
  test("ends the scenario, and the report tells where, why and what was said last", async () => {
    const report = await runSteps(["expect: up", "expect: { text: never, within: 1s }", "wait: 1s"]);
    expect(report).toMatchObject({ passed: false, elapsedMs: expect.closeTo(1000, -2) });
    expect(report.steps.map(({ line, status }) => [line, status])).toEqual([
      [2, "passed"],
      [3, "failed"],
      [4, "skipped"],
    ]);
    expect(report.lastLines.join("\n")).toMatch(/^\[ {4}0\.\d{6}\] notice app: up$/m);
  });

  test("because it cannot be done is an error with what to do", async () => {
    const { steps } = await runSteps(["press: D99"]);
    expect(steps[0]).toMatchObject({ status: "error", message: expect.stringContaining("no pin D99") });
  });

  test("names what the application threw", async () => {
    expect(await failure(["expect: { text: never, within: 1s }"], "nowhere()")).toBe(
      'it did not come within 1 s; the application failed: ReferenceError: "nowhere" is not defined',
    );
  });
});

test("the same scenario gives the same report, to the microsecond", async () => {
  const steps = ["expect: up", "storm: 2s", "power-cut: 1s", "expect: up", "storm: 1s"];
  expect(await runSteps(steps)).toEqual(await runSteps(steps));
});

test("an interruption ends it", async () => {
  const target = newTarget();
  const ended = new AbortController();
  Object.assign(target, { options: { seed: 1, signal: ended.signal } });
  ended.abort(new Error("Ctrl-C"));
  await expect(runSteps(["wait: 10s"], ECHO, target)).rejects.toThrow("Ctrl-C");
});
