// Goal: the benchmarks that nothing else runs still run to their end. What they print is their reader's business.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const folder = path.join(import.meta.dirname, "../../dist/bench");

test.each([
  ["decode.js", [], /median +[\d,]+/],
  [
    "line-loads.js",
    ["--for", "0.5", "--board", "rp2040-pico"],
    /rp2040-pico +machine code +115200 +80 % .* held/,
  ],
] as const)("%s", (script, args, result) => {
  expect(execFileSync(process.execPath, [path.join(folder, script), ...args], { encoding: "utf8" })).toMatch(
    result,
  );
});
