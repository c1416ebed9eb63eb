// A browser for the stories: one that is here, else one the platform can bring.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { modernNode, root } from "./enter.mjs";

/** The path of a Chromium that starts; null when there is none. `RONDO_BROWSER` names another. */
export async function findBrowser() {
  const candidates = [process.env.RONDO_BROWSER, ...onPath(), ...wellKnown(), await downloaded()];
  return candidates.find((path) => path !== undefined && existsSync(path) && starts(path)) ?? null;
}

/** Tries the system's package manager where we may use it, then Playwright's own download. Null when neither worked. */
export async function installBrowser(log) {
  for (const [name, commands] of ways()) {
    log(`No browser is installed; trying ${name} …`);
    const worked = commands.every(([command, ...args]) => {
      const done = spawnSync(command, args, {
        stdio: ["ignore", "ignore", "pipe"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
        timeout: 600_000,
      });
      return done.status === 0;
    });
    const found = worked ? await findBrowser() : null;
    if (found !== null) return found;
  }
  return null;
}

function ways() {
  const found = [];
  const root0 = process.getuid?.() === 0;
  if (root0 && has("apt-get"))
    found.push([
      "apt-get",
      [
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"],
      ],
    ]);
  else if (root0 && has("dnf")) found.push(["dnf", [["dnf", "install", "-y", "chromium"]]]);
  else if (root0 && has("pacman")) found.push(["pacman", [["pacman", "-Sy", "--noconfirm", "chromium"]]]);
  else if (root0 && has("apk")) found.push(["apk", [["apk", "add", "chromium"]]]);
  const playwright = join(root, "node_modules", "playwright-core", "cli.js");
  if (existsSync(playwright)) found.push(["Playwright's download", [[modernNode(), playwright, "install", "chromium"]]]);
  return found;
}

function onPath() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function wellKnown() {
  if (process.platform === "darwin")
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (process.platform !== "win32") return [];
  return ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"].flatMap((name) =>
    process.env[name] === undefined
      ? []
      : [join(process.env[name], "Google/Chrome/Application/chrome.exe"), join(process.env[name], "Microsoft/Edge/Application/msedge.exe")],
  );
}

async function downloaded() {
  const module = join(root, "node_modules", "playwright-core", "index.mjs");
  if (!existsSync(module)) return undefined;
  const { chromium } = await import(pathToFileURL(module).href);
  return chromium.executablePath();
}

/** A snap stub or a build for missing libraries is there but does not run; Windows' opens a window when asked. */
function starts(path) {
  if (process.platform === "win32") return true;
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

function has(command) {
  return onFolders(command).some((path) => existsSync(path));
}

function onFolders(command) {
  return (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, command));
}
