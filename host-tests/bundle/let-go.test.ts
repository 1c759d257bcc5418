/** What only the start needs is not kept: a name that nothing mentions which can still run is emptied at the end. */
import { minify } from "terser";
import { expect, test } from "vitest";
import { letGo } from "../../host/bundle/let-go.ts";
import { parseCode } from "../../host/bundle/syntax-tree.ts";

test.each([
  ["a function that only the bundle calls", "function a(){}a()", "a=0"],
  ["what only such functions call, and itself", "function a(){b()}function b(){b()}a()", "a=0,b=0"],
  ["what only a function uses that is called where it stands", "function a(){}!function(){a()}()", "a=0"],
  ["facts that only the start reads", "var a={b:1};print(a.b)", "a=0"],
  ["facts that were handed on: whoever has them keeps them", "var a=[1];print(a)", "a=0"],
  ["a function that was handed on, but not what it needs", "function a(){b()}function b(){}print(a)", "a=0"],
  [
    "what a plugin's boot calls, when only the start calls that",
    "function a(){}function b(p){p.boot()}b({boot:function(){a()}})",
    "a=0,b=0",
  ],
])("lets go of %s", async (_what, body, expected) => {
  expect(await released(body)).toBe(expected);
});

test.each([
  ["what an interrupt uses", "function a(){}setWatch(function(){a()},D2)"],
  ["what such a function uses in turn", "var b=[];function a(){b.push(1)}setWatch(function(){a()},D2)"],
  ["what a method uses, by whatever name it is called", "function a(){}print({b:function(){a()}})"],
  [
    "what a function is given to that may be called later",
    "function a(){b()}function b(){}c=function(){a()}",
  ],
  [
    "what a plugin's boot calls, when somebody may call that later",
    "function a(){}p={boot:function(){a()}};setTimeout(function(){p.boot()})",
  ],
  [
    "what a plugin's boot calls, when it is asked for by a text",
    'function a(){}p={boot:function(){a()}};print(function(){p["boot"]()})',
  ],
  [
    "what a boot calls that is itself made by a callback",
    "function a(){}print(function(){q={boot:function(){a()}}})",
  ],
  ["a number, which takes no memory", "var a=1,b=-1;print(a+b)"],
  ["a constant, which cannot be emptied", "const a={};print(a)"],
])("keeps %s", async (_what, body) => {
  expect(await released(body)).toBe("");
});

/** What comes after the code as it was. */
async function released(body: string): Promise<string> {
  const tree = parseCode(`!function(){${body}}();`);
  letGo(tree);
  const options = { parse: { spidermonkey: true }, compress: false, mangle: false };
  const { code = "" } = await minify(tree as never, options as never);
  return code.slice(`!function(){${body}`.length, -"}();".length).replace(/^;/, "");
}
