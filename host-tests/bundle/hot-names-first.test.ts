import { minify } from "terser";
import { expect, test } from "vitest";
import { hotNamesFirst } from "../../host/bundle/hot-names-first.ts";
import { parseCode } from "../../host/bundle/syntax-tree.ts";

test.each([
  [
    "functions by how often they are used, those alike in their order",
    "function a(){}function b(){a()}function c(){b();a()}function d(){}c();a()",
    "function a(){}function b(){a()}function c(){b();a()}function d(){}c();a()",
  ],
  [
    "a function that others use in front of them",
    "function a(){b()}function b(){}b()",
    "function b(){}function a(){b()}b()",
  ],
  [
    "a variable that functions use often in front of all",
    "function a(){n+n+n+n}var m=1,n=2;a(m)",
    "var n;function a(){n+n+n+n}var m=1,n=2;a(m)",
  ],
  [
    "no variable that only the program's own code uses, and no constant",
    "function a(){k+k+k+k}var n=2;const k=1;a(n+n+n+n)",
    "function a(){k+k+k+k}var n=2;const k=1;a(n+n+n+n)",
  ],
])("declares %s", async (_what, body, expected) => {
  const tree = parseCode(wrapped(body));
  hotNamesFirst(tree);
  const options = { parse: { spidermonkey: true }, compress: false, mangle: false };
  expect((await minify(tree as never, options as never)).code).toBe(wrapped(expected));
});

const wrapped = (body: string): string => `!function(){${body}}();`;
