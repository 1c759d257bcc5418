import { CliError } from "../../errors.ts";
import { placed, type SourcePosition } from "../errors.ts";
import type { Refusal } from "./rule.ts";

/** The message of the gate: where, what Espruino makes of it, and what to write instead. */
export const refused = ({ code, what, fix }: Refusal, at: SourcePosition): CliError =>
  new CliError(code, `${placed(at)}: ${what}`, { fix });
