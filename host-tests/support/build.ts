import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Builds the host once before the tests, so that they may start `dist/host/cli/main.js` as a user would. The build is
 * incremental: nothing changed costs about a second.
 */
export function setup(): void {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { cwd: root, stdio: "inherit" });
}
