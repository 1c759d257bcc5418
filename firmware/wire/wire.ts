/**
 * What a bundle writes to its consoles: text. In a build with tokens `token-wire.ts` takes the place of this file; it exports
 * the same.
 */
export * from "./text-wire.ts";
