import { defineConfig } from "vitest/config";

/** The large counts of `npm run prove` are tests of their own, and the usual ones with greater numbers. */
const proving = process.env["RONDO_PROVE"] === "1";
const exclude = ["**/node_modules/**", "**/dist/**", ...(proving ? [] : ["**/*.prove.test.ts"])];
const limit = proving ? 3_600_000 : 30_000;
const common = { exclude, testTimeout: limit, hookTimeout: Math.max(limit, 60_000) };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: "unit",
          include: [
            "packages/{core,contract,formats,cli,web}/src/**/*.test.{ts,tsx}",
            "tools/**/*.test.ts",
            "scenarios/**/*.test.ts",
          ],
        },
      },
      {
        test: {
          ...common,
          name: "server",
          include: ["packages/{server,testkit}/src/**/*.test.ts"],
          globalSetup: ["packages/testkit/src/global-setup.ts"],
        },
      },
      {
        test: {
          ...common,
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          testTimeout: Math.max(limit, 60_000),
          // Stories share the machine's two cores with a browser, a server and a database each.
          fileParallelism: false,
        },
      },
    ],
  },
});
