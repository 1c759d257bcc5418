/**
 * How the log calls of a test reach the core: through a logger, as the expression that the build puts in their place, or as
 * that of a build with tokens. The tests of the core run all ways, each a project in `vitest.config.ts`.
 */
export type Way = "called" | "lowered" | "tokens";

declare module "vitest" {
  interface ProvidedContext {
    way: Way;
  }
}
