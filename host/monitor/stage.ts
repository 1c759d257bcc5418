/**
 * One step on the way from bytes to what is shown. The way is a chain of them:
 *
 *     bytes -> lines -> items -> annotated items -> filter -> rendered text -> terminal, pipe, file
 *
 * A stage keeps no more than a bounded part of what it was given, knows nothing of ports or terminals, and throws at
 * nothing that a board may say.
 */
export interface Stage<In, Out> {
  /** @returns what goes on from here: nothing, one thing or several. */
  push(input: In): readonly Out[];
  /** What was held back goes on: nothing more comes from this end of the line, as when the port is gone. */
  end?(): readonly Out[];
}

/** Two stages one after the other, as one. */
export function chain<In, Between, Out>(
  first: Stage<In, Between>,
  second: Stage<Between, Out>,
): Stage<In, Out> {
  return {
    push: (input) => first.push(input).flatMap((between) => second.push(between)),
    end: () => [
      ...(first.end?.() ?? []).flatMap((between) => second.push(between)),
      ...(second.end?.() ?? []),
    ],
  };
}
