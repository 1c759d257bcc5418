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
  ["a property of the application's", "export const mine = { slots: 1 };", "slots", false],
  ["in quotes in the application", 'export const mine = "slots";', "slots", false],
  ["nothing of theirs", "", "slots", true],
])("a name that is %s", (_, source, name, isOurs) => {
  expect(namesBeside(source).ours.includes(name)).toBe(isOurs);
});
