import { minify } from "terser";
import { expect, test } from "vitest";
import { fieldsAsVariables } from "../../host/bundle/fields-as-variables.ts";
import { parseCode } from "../../host/bundle/syntax-tree.ts";

test.each([
  [
    "of an object of the bundle's",
    "var o={a:1,c:2};function f(){return o.a++}f()",
    "var a$;var o=(a$=1,{c:2});function f(){return a$++}f()",
  ],
  [
    "in the order in which they were given",
    "var o={b:f(),a:g()};h(o.a,o.b)",
    "var b$,a$;var o=(b$=f(),a$=g(),{});h(a$,b$)",
  ],
  [
    "of an object that a function makes which is called once, by whatever name it is known",
    "function make(n){return{a:n,c:2}}function f(p,q){return p.a+q.r.a}f(make(3))",
    "var a$;function make(n){return a$=n,{c:2}}function f(p,q){return a$+a$}f(make(3))",
  ],
  [
    "of an object that only one side of a branch makes",
    "var o=x?{a:1}:0;f(o.a)",
    "var a$;var o=x?(a$=1,{}):0;f(a$)",
  ],
  [
    "that stand behind a constant, and behind a call where they are constant themselves",
    "var o={c:2,a:f()};var q={d:f(),b:2};f(o.a,q.b)",
    "var a$,b$;var o=(a$=f(),{c:2});var q=(b$=2,{d:f()});f(a$,b$)",
  ],
])("fields become variables %s", async (_what, body, expected) => {
  expect(await changed(body)).toBe(wrapped(expected));
});

test.each([
  ["of two literals", "var o={a:1},q={a:2};f(o.a,q.a)"],
  ["of a name that other types have, or the application", "var o={theirs:1};f(o.theirs)"],
  ["where a loop makes the object", "for(;;){f({a:1}.x)}f(o.a)"],
  ["where a function makes it that is called twice", "function make(){return{a:1}}f(make(),make().x,o.a)"],
  [
    "where a function makes it that is called in a loop",
    "function make(){return{a:1}}while(x)f(make());f(o.a)",
  ],
  ["where a function makes it that is handed on", "function make(){return{a:1}}f(make);f(o.a)"],
  ["where a function makes it that has no name", "f(function(){return{a:1}});f(o.a)"],
  ["where a function makes it that calls itself", "function make(){make();return{a:1}}f(o.a)"],
  [
    "where a function makes it that another calls twice",
    "function g(){return{a:1}}function h(){g()}h();h();f(o.a)",
  ],
  [
    "where a function makes it that is called at once, and by itself",
    "var o;!function g(){o={a:1};g()}();f(o.a)",
  ],
  ["where the holder is got by a call", "var o={a:1};f(g().a)"],
  ["where the value asks for its holder", "var o={a:function(){return this}};o.a()"],
  ["where what stands in front may change the value", "var o={c:f(),a:x};f(o.a)"],
  ["where the object is copied at once", "var o={...{a:1},c:2};f(o.a)"],
  ["where something is copied into the object", "var o={...x,a:1};f(o.a)"],
  ["where the object has a getter", "var o={get a(){return 1}};f(o.a)"],
  ["whose variable is somebody's already", "var a$=3,o={a:1};f(o.a)"],
])("fields stay %s", async (_what, body) => {
  expect(await changed(body)).toBe(await printed(parseCode(wrapped(body))));
});

async function changed(body: string): Promise<string | undefined> {
  const tree = parseCode(wrapped(body));
  fieldsAsVariables(tree, ["a", "b"]);
  return printed(tree);
}

async function printed(tree: object): Promise<string | undefined> {
  const options = { parse: { spidermonkey: true }, compress: false, mangle: false };
  return (await minify(tree as never, options as never)).code;
}

const wrapped = (body: string): string => `!function(){${body}}();`;
