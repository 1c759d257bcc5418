import type { Plugin } from "rollup";
import { type MinifyOptions, minify } from "terser";

/** terser as a rollup plugin. */
export function minifier(): Plugin {
  return {
    name: "minify",
    renderChunk: async (code) => {
      const { code: minified = "", map } = await minify(code, terserOptions());
      return { code: minified, map: map as never };
    },
  };
}

/**
 * - `hoist_funs`: Espruino knows a function only from its declaration on, so declarations go first.
 * - `ascii_only`: most boards hold 8-bit strings, and a byte on the wire is then a character of the code.
 */
const terserOptions = (): MinifyOptions => ({
  ecma: 5,
  compress: { hoist_funs: true, passes: 3, keep_fargs: false },
  mangle: true,
  format: { ascii_only: true, comments: false },
  sourceMap: { asObject: true, includeSources: false } as never,
});
