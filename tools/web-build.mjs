import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { spawnSync } from "node:child_process";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Stop, lastLines, modernNode, nodeFlags, root } from "./enter.mjs";

const web = join(root, "packages", "web");
const built = join(web, "dist");

/** Everything the web app is made of. Contents count, not times: a fresh clone or a branch switch changes all times. */
const sources = [
  "packages/web/index.html",
  "packages/web/vite.config.ts",
  "packages/web/files.ts",
  "packages/web/package.json",
  "packages/web/public",
  "packages/web/src",
  "packages/core/src",
  "packages/contract/src",
  "package-lock.json",
];

/** Builds the web app if there is none or its sources have changed since; some 20 ms when there is nothing to do. */
export function buildWeb() {
  if (!existsSync(join(web, "index.html"))) return;
  const stamp = join(built, ".stamp");
  const wanted = digest();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  process.stderr.write("Building the web app …\n");
  // Elsewhere and then in its place: a build that fails or is killed leaves what was there.
  const draft = join(root, "node_modules", ".cache", "rondo-web");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const done = spawnSync(modernNode(), [...nodeFlags, vite, "build", "--outDir", draft, "--emptyOutDir", "--logLevel", "error"], {
    cwd: web,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (done.status !== 0) throw new Stop(`The web app can't be built.\n${lastLines(`${done.stdout}${done.stderr}`, 25)}`);
  compress(join(draft, "assets"));
  keepFormer(join(draft, "assets"));
  writeFileSync(join(draft, ".stamp"), wanted);
  rmSync(built, { recursive: true, force: true });
  renameSync(draft, built);
}

/**
 * The files of the build before stay beside the new ones: a server that still runs, and pages that are still open, ask
 * for them. Those of the build before that go.
 */
function keepFormer(assets) {
  const own = readdirSync(assets);
  const list = join(built, ".own");
  const former = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  for (const name of former) {
    const from = join(built, "assets", name);
    if (!own.includes(name) && existsSync(from)) copyFileSync(from, join(assets, name));
  }
  writeFileSync(join(assets, "..", ".own"), JSON.stringify(own));
}

/** The server sends these as they are, so that no request pays for it. */
function compress(assets) {
  for (const name of readdirSync(assets)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const bytes = readFileSync(join(assets, name));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

function digest() {
  const hash = createHash("sha256");
  for (const source of sources)
    for (const path of filesOf(join(root, source)))
      hash
        .update(`${relative(root, path)}\0`)
        .update(readFileSync(path))
        .update("\0");
  return hash.digest("hex");
}

function* filesOf(path) {
  if (!existsSync(path)) return;
  const entries = tryList(path);
  if (entries === null) yield path;
  else
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
      if (entry.isDirectory()) yield* filesOf(join(path, entry.name));
      else if (!/\.test\.tsx?$/.test(entry.name)) yield join(path, entry.name);
}

function tryList(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return null;
  }
}
