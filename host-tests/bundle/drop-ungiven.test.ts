import { expect, test } from "vitest";
import { dropUngiven } from "../../host/bundle/drop-ungiven.ts";

test("what nobody gives reads as undefined, and every position stays as it was", () => {
  const code = "if(console.mode)print(1);else print(console.text);console.text=2";
  const dropped = dropUngiven(code, ["mode", "text"]);
  expect(dropped).toMatch(/^if\(void 0 +\)print\(1\);else print\(console\.text\)/);
  expect(dropped).toHaveLength(code.length);
});

test("to be handed on gives nothing", () => {
  const dropped = dropUngiven("core.mode=board.mode;print(core.mode)", ["mode"]);
  expect(dropped).toMatch(/^core.mode=void 0 +;print\(void 0 +\)$/);
});

test.each([
  ["what another gives is handed on", "a.given=b.other;print(a.given)"],
  ["the application may give it", "print(a.theirs)"],
  ["it is given in an object", "a={given:1};print(a.given)"],
  ["it is given by its name in quotes", 'a["given"]=1;print(a.given)'],
  ["it is counted up", "a.given++;print(a.given)"],
  ["it is called, or a part of it is read", "a.given();print(a.given.length)"],
  ["getting at it does something", "print(a().given)"],
])("a property is left alone where %s", (_why, code) => {
  expect(dropUngiven(code, ["given"])).toBe(code);
});
