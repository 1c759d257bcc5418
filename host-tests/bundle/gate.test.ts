/** The gate on finished code, row by row: what TypeScript's ES5 output cannot hold may still come from elsewhere. */
import { expect, test } from "vitest";
import { findingsIn } from "../../host/bundle/gate/gate.ts";
import { acceptedConstructs } from "./accepted-constructs.ts";

test.each([
  ["a:for(;;)break a", "UNSUPPORTED_SYNTAX"],
  ["switch(BTN){default:print(1);case 2:print(2)}", "UNSUPPORTED_SYNTAX"],
  ["with(E)print(1)", "UNSUPPORTED_SYNTAX"],
  ["debugger", "UNSUPPORTED_SYNTAX"],
  ["!function*(){}", "UNSUPPORTED_SYNTAX"],
  ["!async function(){}", "UNSUPPORTED_SYNTAX"],
  ["!function(n=1){}", "UNSUPPORTED_SYNTAX"],
  ["print(...[1])", "UNSUPPORTED_SYNTAX"],
  ["var[n]=[1]", "UNSUPPORTED_SYNTAX"],
  ["print(BTN?.read())", "UNSUPPORTED_SYNTAX"],
  ["print(2**3)", "UNSUPPORTED_SYNTAX"],
  ["print({[1]:2})", "UNSUPPORTED_SYNTAX"],
  ["print`x`", "UNSUPPORTED_SYNTAX"],
  ["print(1n)", "UNSUPPORTED_SYNTAX"],
  ["!class{}", "UNSUPPORTED_SYNTAX"],
  ["new Map", "MISSING_BUILT_IN"],
  ["print(Object.freeze)", "MISSING_BUILT_IN"],
  ['print(Math["imul"](1,2))', "MISSING_BUILT_IN"],
  ["print([1].at(0))", "MISSING_BUILT_IN"],
  ["print(Array.prototype.slice)", "MISSING_BUILT_IN"],
  ["var n=[];n.length=0", "MISSING_BUILT_IN"],
  ['JSON.stringify({},["n"])', "MISSING_BUILT_IN"],
  ['"a".replace("a","$&")', "MISSING_BUILT_IN"],
  ["fetch(1)", "HOST_GLOBAL"],
  ["nobody(1)", "UNKNOWN_GLOBAL"],
  ["leaked=1", "UNKNOWN_GLOBAL"],
  ["!function(){print(n);var n=1}()", "USE_BEFORE_DECLARATION"],
  ["!function(){n();function n(){}}()", "USE_BEFORE_DECLARATION"],
  ["!function(){if(BTN){function n(){}}n()}()", "USE_BEFORE_DECLARATION"],
  ["!function(){var t;function n(){print(t.x)}n();var t={x:1}}()", "USE_BEFORE_DECLARATION"],
])("refuses %s", (code, expected) => {
  expect(findingsIn(code).map((finding) => finding.code)).toContain(expected);
});

test.each([
  "/ab?c/",
  "/a{2}/",
  "/a{1,2}/",
  "/a+?/",
  "/(?:a)/",
  "/a(?=b)/",
  "/(?<n>a)/",
  "/(ab)*c/",
  "/((a)b)/",
  "/x(a|b)/",
  "/^a|b/",
  "/a\\b/",
  "/(a)\\1/",
  "/\\u0041/",
  "/a/m",
  "/a/s",
  "/[/]/",
  'RegExp("a?")',
  'new RegExp("a","y")',
])("refuses the regular expression %s, which would silently not match", (expression) => {
  expect(findingsIn(`print(${expression})`)).toMatchObject([{ code: "UNSUPPORTED_REGEXP" }]);
});

test.each(acceptedConstructs)("lets through %s, which Espruino runs", (code) => {
  expect(findingsIn(code)).toEqual([]);
});
