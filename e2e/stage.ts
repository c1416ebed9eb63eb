import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inherited } from "../packages/testkit/src/rondo.ts";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));

export type Stage = {
  /** Where Rondo is. */
  readonly url: string;
  /** What it printed: on a new installation with the one-time token. */
  readonly printed: string;
  /** Ctrl-C, and the same again on the same data. Answers how long the second start took, in milliseconds. */
  restart(): Promise<number>;
  /** The process is killed where it stands; the same again on the same data when it is called back. */
  kill(): Promise<void>;
  begin(): Promise<void>;
  stop(): Promise<void>;
};

/** A real `rondo start` on a data directory of its own, as a person would have it. */
export async function openStage(...options: string[]): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), "rondo-story-"));
  await chmod(directory, 0o711);
  let port = "0";
  let process = await start(directory, port, options);
  const printed = process.printed;
  port = new URL(printed).port;
  return {
    url: new URL(printed).origin,
    printed,
    async restart() {
      await end(process.child);
      const began = performance.now();
      process = await start(directory, port, options);
      return performance.now() - began;
    },
    async kill() {
      await end(process.child, "SIGKILL");
    },
    async begin() {
      process = await start(directory, port, options);
    },
    async stop() {
      await end(process.child);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function start(directory: string, port: string, options: readonly string[]): Promise<{ child: ChildProcess; printed: string }> {
  const child = spawn(
    process.execPath,
    [join(root, "packages/cli/bin/rondo.mjs"), "start", "--port", port, "--data", directory, ...options],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...inherited(), RONDO_LOG_LEVEL: "warn" } },
  );
  return new Promise((resolve, reject) => {
    let out = "";
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => void (err += chunk.toString()));
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      const url = /https?:\/\/\S+/.exec(out)?.[0];
      if (url !== undefined && out.includes("\n")) resolve({ child, printed: url });
    });
    child.once("exit", (code) => reject(new Error(`rondo start ended with ${code}: ${out}${err}`)));
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGINT"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}

/** The installed Chromium, without the parts that call home. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env["RONDO_BROWSER"] ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export type Actor = { readonly page: Page; readonly context: BrowserContext; readonly problems: string[]; close(): Promise<void> };

/** Somebody at a browser of their own. What the page complains about is kept: a story ends with none. */
export async function enter(browser: Browser, options: { width?: number; height?: number; dark?: boolean } = {}): Promise<Actor> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    colorScheme: options.dark ? "dark" : "light",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (4\d\d|503)/.test(message.text())) problems.push(message.text());
  });
  page.on("pageerror", (error) => void problems.push(String(error)));
  return { page, context, problems, close: () => context.close() };
}
