import { expect, test } from "vitest";
import { dropUnread } from "../../host/bundle/drop-unread.ts";

test("drops a method that nobody calls, and leaves every position as it was", () => {
  const code = "a.used=function(){};a.unused=function(){};a.used()";
  const dropped = dropUnread(code, ["used", "unused"]);
  expect(dropped).toMatch(/^a\.used=function\(\)\{\}; +;a\.used\(\)$/);
  expect(dropped).toHaveLength(code.length);
});

test("keeps what the application may know, what is read, and what is named in quotes", () => {
  const code = 'a.theirs=function(){};a.read=1;print(a.read,a["quoted"]);a.quoted=2;';
  expect(dropUnread(code, ["read", "quoted"])).toBe(code);
});

test("leaves an empty statement where a branch would lose its only one", () => {
  expect(dropUnread("if(a)b.unused=1;print(2)", ["unused"])).toMatch(/^if\(a\) +;print\(2\)$/);
});

test("drops facts that nobody reads, lists and facts within facts among them, and keeps what calls something", () => {
  const code = 'b={"read":1,"unused":{"depth":[1,2]},"called":f()};print(b.read)';
  expect(dropUnread(code, ["read", "unused", "called"])).toMatch(/^b=\{"read":1, +"called":f\(\)\};/);
});
