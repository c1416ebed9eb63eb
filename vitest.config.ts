import { defineConfig } from "vitest/config";

/** The large counts of `npm run prove` are tests of their own, and the usual ones with greater numbers. */
const proving = process.env["RONDO_PROVE"] === "1";
const exclude = ["**/node_modules/**", "**/dist/**", ...(proving ? [] : ["**/*.prove.test.ts"])];
// Generous, because machines are shared: a test that hangs is still ended, one that waits for a busy core is not.
const limit = proving ? 3_600_000 : 120_000;
const common = { exclude, testTimeout: limit, hookTimeout: Math.max(limit, 180_000) };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: "unit",
          // They share nothing but modules, which a file of its own for each would load anew: that was half of their time.
          isolate: false,
          maxWorkers: 2,
          include: [
            "packages/{core,contract,formats,cli,web}/src/**/*.test.{ts,tsx}",
            "packages/web/*.test.ts",
            "tools/**/*.test.ts",
            "scenarios/**/*.test.ts",
          ],
        },
      },
      {
        test: {
          ...common,
          name: "server",
          // After the others: projects of one group share their number of workers.
          sequence: { groupOrder: 1 },
          // Real processes are killed and stopped here; what a starved core made late is tried again, what is wrong fails thrice.
          retry: proving ? 0 : 2,
          include: ["packages/{server,testkit}/src/**/*.test.ts"],
          // Each file has a database of its own, and loading the server is dearer than most of them: one loading for each worker.
          isolate: false,
          // They wait for disks, processes and moments more than they compute.
          maxWorkers: 2,
          globalSetup: ["packages/testkit/src/global-setup.ts"],
        },
      },
      {
        test: {
          ...common,
          // A story goes on where the one before it ended: a part of it can't be tried again by itself.
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          testTimeout: Math.max(limit, 180_000),
          sequence: { groupOrder: 2 },
          // Stories share the machine's two cores with a browser, a server and a database each.
          fileParallelism: false,
        },
      },
    ],
  },
});
