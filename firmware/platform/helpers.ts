/**
 * The functions that TypeScript's output calls for syntax ES5 lacks, in place of `tslib`: shorter, and within what
 * Espruino can run. A construct whose function is not here is refused by the build.
 *
 * Each is a plain expression over Espruino's built-ins, so that it costs little flash when it is used and nothing
 * when it is not.
 */

/** `[...a, ...b]`. Espruino's arrays have no holes to preserve, so joining them is enough. */
export function __spreadArray<T>(to: T[], from: ArrayLike<T>, _packHoles?: boolean): T[] {
  return to.concat(from as T[]);
}

/** `{ ...a, b }` */
export const __assign = Object.assign;

/** `const { a, ...rest } = b` */
export function __rest(source: object, taken: string[]): object {
  const rest: Record<string, unknown> = __assign({}, source) as Record<string, unknown>;
  for (let i = 0; i < taken.length; i++) delete rest[taken[i]];
  return rest;
}

/**
 * tag`text`. The raw strings would double what a message costs in flash, so on a board `.raw` only says that this is a
 * template.
 */
export function __makeTemplateObject(cooked: string[], _raw: string[]): string[] {
  (cooked as unknown as { raw: boolean }).raw = true;
  return cooked;
}

/**
 * `class A extends B`. Static members are copied, since Espruino does not look for them in the class above. What a
 * function has in Espruino's `for..in` includes its prototype.
 */
export function __extends(derived: Class, base: Class): void {
  for (const name in base) if (name !== "prototype") derived[name] = base[name];
  derived.prototype = Object.create(base.prototype);
  derived.prototype.constructor = derived;
}

type Class = Record<string, unknown> & { prototype: { constructor: unknown } };
