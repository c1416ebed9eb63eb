import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const dist = new URL("./dist/", import.meta.url);
const manifest = new URL(".vite/manifest.json", dist);
const built = existsSync(manifest);
const kilobyte = 1_000;

type Chunk = { readonly file: string; readonly imports?: readonly string[]; readonly css?: readonly string[] };

test.skipIf(!built)(
  `the first screen is under 200 kB of JavaScript before the route's own code${built ? "" : " (skipped: run `npx vite build packages/web` first)"}`,
  () => {
    // What every screen of a workspace needs: the entry and the frame around it.
    const entry = closure(["index.html"]);
    const framed = closure(["index.html", "src/shell/workspace-screen.tsx"]);
    expect(entry.size).toBeGreaterThan(3);
    expect(weight(framed)).toBeLessThan(200 * kilobyte);
    expect(weight(entry)).toBeLessThan(weight(framed));
  },
);

test.skipIf(!built)("the page holds no inline script and no style, so that the strictest policy fits it", () => {
  const page = readFileSync(new URL("index.html", dist), "utf8");
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(page).not.toMatch(/<style|\sstyle=/);
});

test.skipIf(!built)("no schema library and no server code is in the browser's files", () => {
  const assets = new URL("assets/", dist);
  for (const file of readdirSync(assets).filter((name) => name.endsWith(".js")))
    expect(readFileSync(new URL(file, assets), "utf8")).not.toMatch(/ZodError|node:fs/);
});

function closure(names: readonly string[]): ReadonlySet<string> {
  const chunks = JSON.parse(readFileSync(manifest, "utf8")) as Readonly<Record<string, Chunk>>;
  const seen = new Set<string>();
  const visit = (name: string) => {
    const chunk = chunks[name];
    if (!chunk) throw new Error(`${name} is not in the manifest of the build`);
    if (seen.has(chunk.file)) return;
    seen.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  names.forEach(visit);
  return seen;
}

function weight(files: ReadonlySet<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).byteLength, 0);
}
