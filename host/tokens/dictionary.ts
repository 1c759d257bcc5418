/**
 * What a build says about its log calls, so that a frame of tokens can be told in words: the manifest's list of sites,
 * in which a token is a place, prepared for decoding.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type Piece, piecesOf } from "../../firmware/printk/format-pieces.ts";
import type { SourcePosition } from "../bundle/errors.ts";
import { brokenDictionary, dictionaryUnreadable, noDictionary } from "./errors.ts";

export interface Dictionary {
  /** Eight hexadecimal digits; the board says them at boot. */
  readonly hash: string;
  /** Whose it is, for messages: the manifest's file, or the application. */
  readonly name: string;
  readonly sites: ReadonlyMap<number, TokenSite>;
}

/** One log call. */
export interface TokenSite {
  readonly level: number;
  readonly facility?: string;
  /** Where it stands; nobody knows it of a call that the build could not read. */
  readonly position?: SourcePosition;
  readonly args: readonly TokenArgument[];
  /** The message after the last argument. */
  readonly end: string;
}

export interface TokenArgument {
  readonly name: string;
  readonly conversion: Piece;
  /** The message between it and the argument before. */
  readonly before: string;
}

const site = z.object({
  token: z.int().positive(),
  level: z.int().min(0).max(7),
  facility: z.string(),
  format: z.string(),
  args: z.array(z.object({ name: z.string(), conversion: z.string() })).readonly(),
  file: z.string(),
  line: z.int(),
  column: z.int(),
});

/** The part of a manifest that a dictionary is made of. */
export const tokenManifest = z.object({
  dictionary: z.string().regex(/^[0-9a-f]{8}$/),
  logSites: z.array(site).readonly(),
});

type LogSite = z.infer<typeof site>;

/**
 * @param file - a manifest.
 * @throws CliError `DICTIONARY_UNREADABLE`, `NO_DICTIONARY`, `BROKEN_DICTIONARY`
 */
export async function readDictionary(file: string): Promise<Dictionary> {
  let facts: unknown;
  try {
    facts = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw dictionaryUnreadable(file, error as Error);
  }
  return dictionaryFrom(facts, file);
}

/**
 * @param facts - a manifest, as it was read from its file.
 * @param name - what to call it.
 * @throws CliError `NO_DICTIONARY`, `BROKEN_DICTIONARY`
 */
export function dictionaryFrom(facts: unknown, name: string): Dictionary {
  if (!(facts as { dictionary?: unknown } | null)?.dictionary) throw noDictionary(name);
  const { data, error } = tokenManifest.safeParse(facts);
  if (data === undefined) throw brokenDictionary(name, error);
  const sites = new Map(data.logSites.map((each) => [each.token, prepared(each)]));
  if (sites.size < data.logSites.length)
    throw brokenDictionary(name, new Error("a token stands for two calls"));
  return { hash: data.dictionary, name, sites };
}

function prepared({ level, facility, format, args, file, line, column }: LogSite): TokenSite {
  // Its constants are filled in and have been cut each by itself.
  const first = piecesOf(format);
  const conversions = chained(first.next);
  const texts = [first.text, ...conversions.map(({ text }) => text)];
  const named = uniqueNames(args.map(({ name }) => name));
  return {
    level,
    facility: facility || undefined,
    position: { file, line, column },
    args: named.map((name, i) => ({
      name,
      conversion: conversions[i] ?? anyValue,
      before: (texts[i] ?? "") + (i < conversions.length ? "" : " "),
    })),
    end: (texts[args.length] ?? "") + unfilled(conversions.slice(args.length)),
  };
}

/** How a value is printed that no conversion asks for: after the message, behind a blank. */
const anyValue = piecesOf("%s").next as Piece;

/** Conversions that the call gave no argument for stay as they stand in the format. */
function unfilled(conversions: readonly Piece[]): string {
  return conversions.map(({ source, text }) => source + text).join("");
}

function chained(piece: Piece | undefined): Piece[] {
  return piece === undefined ? [] : [piece, ...chained(piece.next)];
}

/** `value`, `value2`, `value3`. */
function uniqueNames(names: readonly string[]): string[] {
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name}${before + 1}`;
  });
}
