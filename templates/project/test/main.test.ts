import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

/** Runs the firmware on the simulated board, where time is the board's own: the same seed gives the same bytes. */
function simulate(...options: string[]) {
  const words = ["baton", "sim", "src", "--seed", "7", "--json", ...options];
  return JSON.parse(execFileSync("npx", words, { encoding: "utf8" }));
}

test("the heart beats twice a second, and no record is lost", () => {
  const { records, text } = simulate("--for", "2s");
  expect(text.join("\n")).toMatch(/heartbeat: beat 3$/m);
  expect(records.written).toBe(records.logged);
});
