/** A scenario on a board at the end of a cable, which may be pulled. Method: a port in the test's hands. */
import { describe, expect, test } from "vitest";
import { portVanished } from "../../host/link/errors.ts";
import { PortTarget } from "../../host/scenario/port-target.ts";
import { FakeEspruino } from "../support/fake-espruino.ts";
import { runSteps } from "./small-board.ts";

function boardAtPort() {
  const ports: FakeEspruino[] = [];
  const plug = async (): Promise<FakeEspruino> => {
    const port = new FakeEspruino();
    ports.push(port);
    return port;
  };
  const last = (): FakeEspruino => ports.at(-1)!;
  return { plug, last, ports };
}

describe("a scenario at a port", () => {
  test("hears what the board says, as items", async () => {
    const { plug, last } = boardAtPort();
    const target = new PortTarget(await plug(), { reopen: plug });
    last().print("<4>[    0.100000] net: down\r\n** 2 records dropped (overrun) **\r\n");
    const steps = ["expect: { text: down, level: warn, facility: net }", "expect-loss: 2"];
    expect(await runSteps(steps, "", target)).toMatchObject({ passed: true });
  });

  test("is an error at the step during which the cable was pulled, and tells what is to be done", async () => {
    const { plug, last } = boardAtPort();
    const target = new PortTarget(await plug(), { reopen: plug });
    last().print("up\r\n<6>[    0.200000] net: half a rec");
    setImmediate(() => last().vanish(portVanished("fake:")));
    const { steps } = await runSteps(["expect: up", "expect: never", "wait: 1s"], "", target);
    expect(steps.map(({ status }) => status)).toEqual(["passed", "error", "skipped"]);
    expect(steps[1]!.message).toContain("fake: has gone away");
  });

  test("opens the port again after a cable that it was told to pull, and counts half a line", async () => {
    const { plug, last, ports } = boardAtPort();
    const target = new PortTarget(await plug(), { reopen: plug });
    last().print("half");
    const { steps } = await runSteps(["expect-no: half", "unplug: 1ms", "expect: half"], "", target);
    expect(steps.map(({ status }) => status)).toEqual(["passed", "passed", "passed"]);
    expect(ports.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  test("ends at once when it is interrupted", async () => {
    const { plug } = boardAtPort();
    const interruption = new AbortController();
    const target = new PortTarget(await plug(), { reopen: plug, signal: interruption.signal });
    const run = runSteps(["expect: { text: never, within: 1h }"], "", target);
    interruption.abort(new Error("Ctrl-C"));
    await expect(run).rejects.toThrow("Ctrl-C");
  });
});
