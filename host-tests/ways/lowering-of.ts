import type { Lowering } from "../../host/bundle/lowering/lowering.ts";

/** What the build would keep of a program's log calls, for tests that lower without it. */
export const loweringOf = (hasTokens: boolean, unseenFacility?: string): Lowering => ({
  directives: new Map(),
  hasTokens,
  hasNativeCalls: false,
  unseenFacility,
  sourceName: (file) => file,
  sites: [],
  textCalls: [],
  errors: [],
});
