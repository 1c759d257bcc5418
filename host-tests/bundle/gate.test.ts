/** The gate on finished code, row by row: what TypeScript's ES5 output cannot hold may still come from elsewhere. */
import { expect, test } from "vitest";
import { findingsIn } from "../../host/bundle/gate/gate.ts";

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

test.each([
  "/a|b/g",
  "/^[?+{|]+$/i",
  "/\\?\\{2\\}/",
  "/(a)(b)/",
  "/%[ds]/g",
  "/[^ -~]/",
  "/a\\/b/",
  "!function(){function n(){return t}var t=1;print(n())}()",
  "!function(){var t;(function(n){n.x=1})(t||(t={}));print(t)}()",
  "!function(){for(var n=0;n<2;n++)print(n);for(n in E)print(n)}()",
  "!function(){try{print(1)}catch(n){print(n)}}()",
  "!function(){print(typeof anybody)}()",
  "!function(){var n={at:function(){}};n.at(0)}()",
  "Array.prototype.first=function(){return this[0]}",
  "switch(BTN){case 1:print(1);break;default:print(2)}",
  "print(LED1,BTN,A13,D5,V0,Serial2,NRF,Bangle,NaN,undefined,E)",
  "JSON.stringify({},null,2)",
  "!function n(t){return t?n(t-1):arguments.length}(2)",
])("lets through %s, which Espruino runs", (code) => {
  expect(findingsIn(code.startsWith("/") ? `print(${code})` : code)).toEqual([]);
});
