import { join } from "node:path";
import { expect, test } from "vitest";
import { propertyNames } from "../../host/bundle/property-names.ts";
import { writeApplication } from "./write-application.ts";

const namesBeside = (source: string) =>
  propertyNames([join(writeApplication({ "main.ts": source }), "main.ts")]);

test.each([
  ["the framework's own, though its type is told by its name", "", "context", true],
  ["in quotes where the firmware runs: it leaves the board", "", "dictionary", false],
  ["in the language", "", "length", false],
  ["a property of the application's", "export const mine = { records: 1 };", "records", false],
  ["in quotes in the application", 'export const mine = "records";', "records", false],
  ["nothing of theirs", "", "records", true],
])("a name that is %s", (_, source, name, isOurs) => {
  expect(namesBeside(source).ours.includes(name)).toBe(isOurs);
});

test.each([
  ["one type declares", "recordMask", true],
  ["one type declares, and another of the plugins", "ring", false],
  ["one type declares, whose values may lack it", "waiterTask", false],
  ["the application has as well", "records", false],
])("a property that %s tells its holder's type: %s, %s", (_, name, isOfOneType) => {
  expect(namesBeside("export const mine = { records: 1 };").ofOneType.includes(name)).toBe(isOfOneType);
});
