import { type LogDirectives, parseLogDirectives } from "../bundle/lowering/log-directives.ts";
import type { Option } from "./command.ts";

/** The options of every command that builds: what gets into the bundle. */
export const buildOptions: readonly Option[] = [
  {
    flags: "--log <levels>",
    summary: "the log calls that stay: net=debug,*=info",
    parse: parseLogDirectives,
  },
  { flags: "--tokens", summary: "send records as tokens; their texts go into the manifest" },
  { flags: "--pretokenise", summary: "operators and reserved words as single bytes: a fifth less flash" },
];

export interface BuildChoices {
  readonly log?: LogDirectives;
  readonly tokens?: boolean;
  readonly pretokenise?: boolean;
}

/** Those among all options of a command. */
export const buildChoices = ({ log, tokens, pretokenise }: BuildChoices): BuildChoices => ({
  log,
  tokens,
  pretokenise,
});
