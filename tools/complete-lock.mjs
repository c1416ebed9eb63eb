// Adds to package-lock.json the optional packages of other platforms that npm left out.
//
// npm writes only what it could look up, and a mirror that lacks a build for some other platform makes it drop that
// entry; `npm ci` then refuses the lock file as out of step. The versions are exact in the parents' manifests, and a
// package for another platform is never downloaded, so its entry can be written from its name. Run after `npm install`.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const systems = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  linuxmusl: "linux",
  netbsd: "netbsd",
  openbsd: "openbsd",
  openharmony: "openharmony",
  win32: "win32",
  windows: "win32",
  sunos: "sunos",
  aix: "aix",
};
const processors = {
  arm64: "arm64",
  aarch64: "arm64",
  x64: "x64",
  ia32: "ia32",
  arm: "arm",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  loong64: "loong64",
  mips64el: "mips64el",
  wasm32: "wasm32",
};

let added = 0;
for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!/^\d+\.\d+\.\d+/.test(version)) continue;
    const here = `node_modules/${name}`;
    const nested = `${at}/node_modules/${name}`;
    if (lock.packages[nested]?.version === version || lock.packages[here]?.version === version) continue;
    const place = lock.packages[here] === undefined ? here : nested;
    const words = name.split(/[-/]/);
    const os = words.map((word) => systems[word]).find((system) => system !== undefined);
    const cpu = words
      .map((word) => (word.startsWith("arm") && word !== "arm64" ? "arm" : processors[word]))
      .find((processor) => processor !== undefined);
    lock.packages[place] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
