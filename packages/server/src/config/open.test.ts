import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settingsTable } from "./document.ts";
import { openConfig, openExistingConfig } from "./open.ts";
import { home } from "./settings.ts";

let directory: string;
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), "rondo-config-"))));
afterAll(() => rm(directory, { recursive: true }));

test("two starts at once agree on one secret, kept for its owner alone", async () => {
  const data = join(directory, "a", "b");
  const configs = await Promise.all([1, 2, 3].map(() => openConfig({ options: { data }, env: {} })));
  expect(new Set(configs.map(({ secret }) => secret)).size).toBe(1);
  expect(configs[0]!.secret).toMatch(/^[0-9a-f]{64}$/);
  if (process.platform !== "win32") expect((await stat(join(data, "secret"))).mode & 0o777).toBe(0o600);
});

test("a data directory below a file is refused as unwritable", async () => {
  await writeFile(join(directory, "file"), "");
  await expect(openConfig({ options: { data: join(directory, "file", "data") }, env: {} })).rejects.toMatchObject({
    code: "data_directory_unwritable",
  });
});

test("rondo.config.json in the data directory is read, and broken JSON in it is one problem", async () => {
  await writeFile(join(directory, "rondo.config.json"), '{ "port": 9000 }');
  expect((await openConfig({ options: { data: directory }, env: {} })).port).toBe(9000);
  await writeFile(join(directory, "rondo.config.json"), '{ "port": ');
  await expect(openConfig({ options: { data: directory }, env: {} })).rejects.toMatchObject({ code: "settings_invalid" });
});

test("what only looks after an installation makes none where there is none", async () => {
  const data = join(directory, "mistyped");
  await expect(openExistingConfig({ options: { data }, env: {} })).rejects.toMatchObject({ code: "no_installation" });
  await expect(stat(data)).rejects.toMatchObject({ code: "ENOENT" });
});

test("docs/operations/settings.md holds the table of settings", async () => {
  expect(await readFile(join(home, "docs/operations/settings.md"), "utf8")).toContain(settingsTable());
});
