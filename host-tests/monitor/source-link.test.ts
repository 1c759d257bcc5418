import { describe, expect, it } from "vitest";
import { linked } from "../../host/monitor/source-link.ts";

const position = { file: "/home/me/my app/main.ts", line: 10, column: 3 };
const text = "    at report (/home/me/my app/main.ts:10:3)";

describe("a place in a text", () => {
  it("becomes a link to the line, around what is shown and nothing else", () => {
    expect(linked(text, position, undefined)).toMatch(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they make the link.
      /^ {4}at report \(\x1b\]8;;file:\/\/[^/]*\/home\/me\/my%20app\/main\.ts#10\x1b\\\/home\/me\/my app\/main\.ts:10:3\x1b\]8;;\x1b\\\)$/,
    );
  });

  it("opens line and column in the editor whose terminal it is", () => {
    expect(linked(text, position, "vscode")).toContain("vscode://file/home/me/my%20app/main.ts:10:3\x1b\\");
  });
});
