/** Goal: results on stdout, errors with code and next step on stderr, and the exit codes that the help promises. */
import { describe, expect, it } from "vitest";
import { commands } from "../../host/cli/commands.ts";
import { Interruption } from "../../host/cli/interruption.ts";
import { runCli } from "../../host/cli/run-cli.ts";
import { captureOutput } from "../support/captured-output.ts";

describe("baton", () => {
  it("lists the boards as JSON, with all their facts", async () => {
    const { code, printed } = await cli("boards", "--json");
    const boards = JSON.parse(printed);
    expect([code, boards.length]).toEqual([0, 9]);
    expect(boards).toContainEqual(
      expect.objectContaining({ name: "puckjs", id: "PUCKJS", product: "Puck.js" }),
    );
  });

  it("lists the boards for people, one line each", async () => {
    const { printed } = await cli("boards");
    expect(printed.split("\n")).toHaveLength(10);
    expect(printed).toMatch(/rp2040-pico +ESPR_RP2040_PICO +264 kB .* fifo 32/);
  });

  it("shows every command and the exit codes in its help", async () => {
    const { code, printed } = await cli("--help");
    expect(code).toBe(0);
    for (const name of Object.keys(commands)) expect(printed).toContain(`\n  ${name} `);
    expect(printed).toContain("130 ended by Ctrl-C");
  });

  it.each(Object.keys(commands))("explains %s, with examples that can be pasted", async (name) => {
    const { code, printed } = await cli(name, "--help");
    expect(code).toBe(0);
    expect(printed).toContain(`Usage: baton ${name}`);
    expect(printed).toContain(`Examples:\n  baton ${name}`);
  });

  it.each([
    [["bords"], "Did you mean boards?"],
    [["boards", "--jsn"], "Did you mean --json?"],
    [["flash"], "--help"],
    [["boards", "extra"], "--help"],
  ])("refuses %j as wrong usage, and helps on", async (words, hint) => {
    const { code, noted } = await cli(...words);
    expect([code, noted]).toEqual([2, expect.stringMatching(/^error USAGE: .+\n {2}fix: /)]);
    expect(noted).toContain(hint);
  });

  it.each([
    [["monitor", "--port", "COM3"], "BAD_PORT"],
    [["monitor", "--port", "usb:0000"], "BAD_PORT"],
    [["monitor", "--port", "x", "--level", "loud"], "BAD_LEVEL"],
    [["monitor", "--port", "x", "--since", "then"], "BAD_SINCE"],
    [["monitor", "--port", "x", "--count", "0"], "BAD_COUNT"],
    [["monitor", "--port", "x", "--time", "local"], "BAD_TIMES"],
    [["monitor", "--port", "x", "--save-size", "0k"], "BAD_SIZE"],
    [["monitor", "--port", "x", "--dtr", "high"], "BAD_ON_OFF"],
    [["monitor", "--port", "serial:/dev/nosuch"], "PORT_NOT_FOUND"],
    [["monitor", "--port", "x", "--timeout", "soon"], "BAD_DURATION"],
    [["monitor", "--port", "x", "--until", "("], "BAD_PATTERN"],
    [["monitor", "--port", "x", "--baud", "fast"], "BAD_BAUD"],
    [["flash", "nosuch.js", "--port", "x"], "NO_BUNDLE"],
    [["flash", "package.js", "--port", "x"], "NO_BUNDLE"],
    [["run", "examples/blink", "--port", "x"], "NO_BOARD"],
    [["run", "examples/blink", "--port", "x", "--board", "nosuch"], "UNKNOWN_BOARD"],
  ])("refuses %j with %s, in JSON if asked to, and without a stack trace", async (words, expected) => {
    const { code, noted } = await cli(...words, "--json");
    expect(code).not.toBe(0);
    expect(JSON.parse(noted)).toEqual({
      error: { code: expected, message: expect.any(String), fix: expect.any(String) },
    });
  });

  it("shows the stack trace with --verbose", async () => {
    const { noted } = await cli("boards", "extra", "--verbose");
    expect(noted).toMatch(/\n +at /);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["EPIPE", 0],
  ] as const)("ends with the code of %s: %d", async (cause, code) => {
    const output = captureOutput();
    output.interrupt(new Interruption(cause));
    expect(await runCli(["boards"], output)).toBe(code);
  });

  it("says of each part of this computer whether it is in order", async () => {
    const { printed } = await cli("doctor", "--json");
    const { checks } = JSON.parse(printed);
    expect(checks.map(({ name }: { name: string }) => name)).toContain("serialport");
    for (const { status, found, fix } of checks)
      expect([status === "ok" ? fix : typeof fix, typeof found]).toEqual([
        status === "ok" ? undefined : "string",
        "string",
      ]);
  });
});

async function cli(...words: string[]): Promise<{ code: number; printed: string; noted: string }> {
  const output = captureOutput();
  const code = await runCli(words, output);
  return { code, printed: output.printed.join("\n"), noted: output.noted.join("\n") };
}
