import { minify } from "terser";
import { expect, test } from "vitest";
import { dropUnusedReads } from "../../host/bundle/drop-unused-reads.ts";
import { parseCode } from "../../host/bundle/syntax-tree.ts";

test.each([
  ["a field that nothing uses", "var a=o.ours;f()", "var a;f()"],
  ["what is read of it", "var a=o.ours,b=a.ours;f()", "var a,b;f()"],
  ["not one that is used", "var a=o.ours;f(a)", "var a=o.ours;f(a)"],
  ["not one of a name that the application may mean", "var a=o.theirs", "var a=o.theirs"],
  [
    "not what is got by a call, or by a name in quotes",
    "var a=f().ours,b=o['ours']",
    'var a=f().ours,b=o["ours"]',
  ],
  [
    "not where another of that name is used",
    "var a=o.ours;function g(){var a=p.ours}f(a)",
    "var a=o.ours;function g(){var a}f(a)",
  ],
])("drops %s", async (_, code, expected) => {
  const tree = parseCode(code);
  dropUnusedReads(tree, ["ours"]);
  const options = { parse: { spidermonkey: true }, compress: false, mangle: false };
  expect((await minify(tree as never, options as never)).code).toBe(`${expected};`);
});
