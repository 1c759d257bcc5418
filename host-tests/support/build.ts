import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What tsc exits with when it has written nothing. Source: typescript, ExitStatus.DiagnosticsPresent_OutputsSkipped. */
const outputsSkipped = 1;

/**
 * Builds the host once before the tests, so that they may start `dist/host/cli/main.js` as a user would. The build is
 * incremental: when nothing has changed it costs about a second. Type errors are `npm run types`' business.
 */
export function setup(): void {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { cwd: root });
  if (status === null || status === outputsSkipped) throw new Error(`the host does not build:\n${stdout}`);
}
