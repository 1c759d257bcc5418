import type { Plugin } from "rollup";
import { type ManglePropertiesOptions, type MinifyOptions, minify } from "terser";
import { dropUngiven } from "./drop-ungiven.ts";
import { dropUnread } from "./drop-unread.ts";
import { dropUnusedReads } from "./drop-unused-reads.ts";
import { declareEarly } from "./early-declarations.ts";
import { fieldsAsVariables } from "./fields-as-variables.ts";
import { hotNamesFirst } from "./hot-names-first.ts";
import { letGo } from "./let-go.ts";
import { type PropertyNames, propertyNames } from "./property-names.ts";
import { type Program, parseCode, walk } from "./syntax-tree.ts";

/** The minifier as a rollup plugin: terser, followed by what Espruino needs on top. */
export function minifier(): Plugin {
  return {
    name: "minify",
    async renderChunk(code) {
      const names = propertyNames(this.getModuleIds());
      const tree = parsed(dropUngiven(dropUnread(code, names.ours), names.ours));
      fieldsAsVariables(tree, names.ofOneType);
      dropUnusedReads(tree, names.ours);
      return declared(await run(tree, { compress, mangle: { properties: only(names) } }));
    },
  };
}

interface Mapped {
  readonly code: string;
  /** As an object, as rollup takes it. */
  readonly map: never;
}

/**
 * - `hoist_funs`: Espruino knows a function only from its declaration on, so declarations go first.
 * - `collapse_vars` would move the reading of a shared variable across a statement, where an interrupt may change it.
 * - `reduce_funcs` would put a function that is used once into its caller, where Espruino makes it anew at each call.
 * - `keep_fargs`: nothing on a board asks a function for its `length`.
 */
const compress = {
  hoist_funs: true,
  collapse_vars: false,
  keep_fargs: false,
  passes: 3,
  reduce_funcs: false,
};

/** terser's own list of names to keep gives way to ours, which is exact. */
const only = ({ ours, kept }: PropertyNames): ManglePropertiesOptions => ({
  builtins: true,
  regex: new RegExp(`^(?:${ours.join("|")})$`),
  reserved: [...kept],
});

/** What the order of the declarations is to Espruino, and what is kept after the start. terser prints the changed tree, and joins its map with the one before. */
async function declared({ code, map }: Mapped): Promise<Mapped> {
  const tree = parsed(code);
  declareEarly(tree);
  hotNamesFirst(tree);
  letGo(tree);
  return run(tree, { compress: false, mangle: false }, map);
}

/** For terser, which maps a property to the end of what it is given, where a map should say its beginning. */
function parsed(code: string): Program {
  const tree = parseCode(code, "0");
  walk(tree, (node) => {
    if (node.type === "MemberExpression" && !node.computed && node.loc && node.property.loc)
      node.loc.end = node.property.loc.start;
  });
  return tree;
}

/** `ascii_only`: most boards hold 8-bit strings; and a character of the code is then a byte of flash. */
async function run(tree: Program, options: MinifyOptions, mapBefore?: never): Promise<Mapped> {
  const { code = "", map } = await minify(tree as never, {
    ecma: 5,
    parse: { spidermonkey: true } as never,
    format: { ascii_only: true, comments: false },
    sourceMap: { asObject: true, content: mapBefore },
    ...options,
  });
  return { code, map: map as never };
}
