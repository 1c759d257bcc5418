/** Espruino hoists no `var`: what might be used before its `var` has run is declared at the top of its function. */
import { minify } from "terser";
import { expect, test } from "vitest";
import { declareEarly } from "../../host/bundle/early-declarations.ts";
import { parseCode } from "../../host/bundle/syntax-tree.ts";

test.each([
  ["a var in a branch, read behind it", "if(E)var n=1;print(n)", "var n;if(E)var n=1;print(n)"],
  [
    "a var in a case, written in the next",
    "switch(E){case 1:var n=1;break;case 2:n=2}",
    "var n;switch(E){case 1:var n=1;break;case 2:n=2}",
  ],
  ["a var in a try, written in the catch", "try{var n=1}catch(t){n=t}", "var n;try{var n=1}catch(t){n=t}"],
  [
    "a loop variable read behind a loop that may not run",
    "for(var n in E)print(n);print(n)",
    "var n;for(var n in E)print(n);print(n)",
  ],
  [
    "a var that a function uses which may be called before",
    "function t(){n=1}t();var n=2",
    "function t(){n=1}var n;t();var n=2",
  ],
  [
    "a var behind a return, used by a function that is handed out",
    "function t(){n=1}if(E)return t;var n=2;return t",
    "function t(){n=1}var n;if(E)return t;var n=2;return t",
  ],
  [
    "a var together with the one that stands first anyway",
    "var t=print(function(){n=1}),n;",
    "var n,t=print(function(){n=1}),n",
  ],
])("declares early %s", async (_what, body, expected) => {
  expect(await declared(body)).toBe(wrapped(expected));
});

test.each([
  ["a var above its use", "var n=1;print(n)"],
  ["a loop's own variable", "for(var n=0;n<2;n++)print(n)"],
  ["a for..in's own variable, inside", "for(var n in E)print(n)"],
  ["a var that functions use, when nothing can call them yet", "function t(){return n}var n=1;print(t())"],
  ["a var filled by Espruino's own function", 'function t(){return n}var n=require("Storage");print(t())'],
  ["a parameter", "(function(n){n=1})()"],
  ["a caught error", "try{print()}catch(n){print(n)}"],
])("leaves alone %s", async (_what, body) => {
  const tree = parseCode(wrapped(body));
  declareEarly(tree);
  expect(tree).toEqual(parseCode(wrapped(body)));
});

async function declared(body: string): Promise<string | undefined> {
  const tree = parseCode(wrapped(body));
  declareEarly(tree);
  const options = { parse: { spidermonkey: true }, compress: false, mangle: false };
  return (await minify(tree as never, options as never)).code;
}

const wrapped = (body: string): string => `!function(){${body}}();`;
