import type { Manifest } from "../bundle/manifest.ts";
import type { Item } from "../monitor/item.ts";
import type { Stage } from "../monitor/stage.ts";
import { dictionaryFrom } from "./dictionary.ts";
import { textLine } from "./text-line.ts";
import { tokenLines } from "./token-lines.ts";

/** The part of a manifest that puts tokens into words. */
export type TokenFacts = Partial<Pick<Manifest, "dictionary" | "logSites" | "entry">>;

/** Makes items of the lines that a bundle writes, as text or in tokens. @param manifest - nothing where it is not known. */
export function bundleLines(manifest: TokenFacts = {}): Stage<string, Item> {
  const { dictionary, entry = "this build" } = manifest;
  return tokenLines(dictionary === undefined ? undefined : dictionaryFrom(manifest, entry));
}

/** A function that makes lines of text of each line that the bundle writes. */
export function inWords(manifest: TokenFacts): (line: string) => readonly string[] {
  if (manifest.dictionary === undefined) return (line) => [line];
  const stage = bundleLines(manifest);
  return (line) => stage.push(line).map(textLine);
}
