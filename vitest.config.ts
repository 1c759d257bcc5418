import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { loweredTests } from "./host-tests/ways/lowered-tests.ts";
import type { Way } from "./host-tests/ways/way.ts";

const test = { testTimeout: 180_000, hookTimeout: 180_000 };

/** The core's tests once more, with what the build makes of their log calls. */
const loweredCore = (name: string, way: Exclude<Way, "called">): TestProjectInlineConfiguration => ({
  plugins: [loweredTests(way)],
  test: { ...test, name, include: ["host-tests/firmware/**/*.test.ts"], provide: { way } },
});

export default defineConfig({
  test: {
    globalSetup: ["host-tests/support/build.ts"],
    maxWorkers: "100%",
    projects: [
      { test: { ...test, name: "all", include: ["host-tests/**/*.test.ts"], provide: { way: "called" } } },
      loweredCore("lowered", "lowered"),
      loweredCore("tokens", "tokens"),
    ],
  },
});
