import { describe, expect, it } from "vitest";
import { formatMessage } from "../../firmware/printk/format.ts";

const template = (...args: unknown[]) => args;

describe("a message", () => {
  it.each([
    [["plain"], "plain"],
    [["100%"], "100%"],
    [["%d", 3.9], "3"],
    [["%d", -3.9], "-3"],
    [["%u", -1], "4294967295"],
    [["%x", 255], "ff"],
    [["%08x", 48879], "0000beef"],
    [["%o", 8], "10"],
    [["%f", 1.5], "1.500000"],
    [["%.2f", 1.239], "1.24"],
    [["%5d|", 42], "   42|"],
    [["%c%c", 79, 75], "OK"],
    [["%s and %s", "a", true], "a and true"],
    [["%j", '{"a":1}'], '{"a":1}'],
    [["100%% of %d", 7], "100% of 7"],
    [["%d", "no number"], "no number"],
    [["%d", Number.NaN], "NaN"],
    [["%d %x %f %c", -Infinity, Infinity, Number.NaN, Number.NaN], "-Infinity Infinity NaN NaN"],
    [["%8.3f|%-d", 2.71159, 1], "   2.712|%-d 1"],
    [["%.200f", 1], "1.00000000000000000000"],
    [["%4000000000d", 1], "1".padStart(256)],
    [["%s %d", undefined, undefined], "undefined undefined"],
    [["%d of %d", 1], "1 of %d"],
    [["%q", 1], "%q 1"],
    [["%", 1], "% 1"],
    [["end %"], "end %"],
    [["a", "b", 3], "a b 3"],
    [[42], "42"],
    [[undefined], "undefined"],
    [[], ""],
    [template`t ${1} of ${2}`, "t 1 of 2"],
    [[["an array of one"]], "an array of one"],
  ])("made of %j reads %j", (args, text) => {
    expect(formatMessage(args)).toBe(text);
  });
});
