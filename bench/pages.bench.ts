// How fast the web app is at hand, and how fast somebody else's change is on the page: `npm run bench -- pages`.
// A real browser on the same machine, on Rondo as people run it; both read one clock.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BrowserContext, chromium } from "playwright-core";
import { median, quantile, table } from "./foundation/figures.ts";
import { openWorld } from "./foundation/world.ts";

const share = Number(process.env["RONDO_BENCH_SHARE"] ?? 1);
const { findBrowser } = (await import(new URL("../tools/browser.mjs", import.meta.url).href)) as { findBrowser(): Promise<string | null> };
const { buildWeb } = (await import(new URL("../tools/web-build.mjs", import.meta.url).href)) as { buildWeb(): void };

const browserPath = await findBrowser();
if (browserPath === null) {
  console.log("Skipped: there is no Chromium or Chrome here; RONDO_BROWSER names one.");
  process.exit(0);
}
buildWeb();
const directory = mkdtempSync(join(tmpdir(), "rondo-bench-"));
chmodSync(directory, 0o711);
const world = await openWorld(directory);
const browser = await chromium.launch({
  executablePath: browserPath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

try {
  const context = await browserOf(world.colleagues[0] as string);
  const myDay = `${world.server.url}/w/lindgren-library/my-day`;
  const rows = [
    [
      "JavaScript before the first route's own code, gzip",
      `${(firstScreen() / 1_000).toFixed(0)} kB`,
      "",
      "< 200 kB",
      firstScreen() < 200_000 ? "met" : "missed",
    ],
  ];
  const starts: number[] = [];
  for (let turn = 0; turn < 11; turn += 1) {
    const page = await context.newPage();
    await page.goto(myDay, { waitUntil: "commit" });
    await page.getByRole("textbox", { name: "Add a task" }).waitFor();
    // Since the navigation began: what can be typed into is there.
    if (turn > 0) starts.push(await page.evaluate(() => performance.now()));
    await page.close();
  }
  rows.push([
    "warm start of the web app: My day can be typed into",
    `${median(starts).toFixed(0)} ms`,
    `${Math.max(...starts).toFixed(0)} ms`,
    "< 500 ms",
    median(starts) < 500 ? "met" : "missed",
  ]);
  const colds = await coldStarts(myDay);
  rows.push([
    "cold start on a slow 4G (1.6 Mbit/s, 150 ms): My day can be typed into",
    `${median(colds).toFixed(0)} ms`,
    `${Math.max(...colds).toFixed(0)} ms`,
    "< 2,500 ms",
    median(colds) < 2_500 ? "met" : "missed",
  ]);
  const delays = await seenDelays(context, myDay);
  rows.push([
    `change acknowledged → on another's page (${delays.length})`,
    `${median(delays).toFixed(0)} ms`,
    `${Math.max(...delays).toFixed(0)} ms`,
    "median < 150 ms, worst < 1,000 ms",
    median(delays) < 150 && Math.max(...delays) < 1_000 ? "met" : "missed",
  ]);
  console.log(`99 of 100 changes are on the page within ${quantile(delays, 0.99).toFixed(0)} ms.`);
  console.log(table(["what", "median", "worst", "goal", ""], rows));
} finally {
  await browser.close();
  await world.close();
  rmSync(directory, { recursive: true, force: true });
}

async function browserOf(cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext();
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: world.server.url, httpOnly: true, sameSite: "Lax" }]);
  return context;
}

/** Browsers that were never here, behind what Chromium's tools call a slow 4G. */
async function coldStarts(address: string): Promise<number[]> {
  const starts: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const context = await browserOf(world.colleagues[1] as string);
    const page = await context.newPage();
    const tools = await context.newCDPSession(page);
    await tools.send("Network.enable");
    await tools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: 1_600_000 / 8,
      uploadThroughput: 750_000 / 8,
    });
    await page.goto(address, { waitUntil: "commit" });
    await page.getByRole("textbox", { name: "Add a task" }).waitFor();
    starts.push(await page.evaluate(() => performance.now()));
    await context.close();
  }
  return starts;
}

/** The owner gives a colleague tasks, one after the other; the colleague's page notes when it shows each. */
async function seenDelays(context: BrowserContext, address: string): Promise<number[]> {
  const { server, owner } = world;
  const api = `${server.url}/api/workspaces/${owner.w}`;
  const headers = { ...owner.at(server), "content-type": "application/json" };
  const me = (await (await context.request.get(`${server.url}/api/me`)).json()) as { person: { id: string } };
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole("textbox", { name: "Add a task" }).waitFor();
  // What is new on the page is looked at as it comes, and only that: reading the whole page each time would be the larger part.
  await page.evaluate(() => {
    const seen: Record<string, number> = {};
    Object.assign(window, { seen });
    new MutationObserver((records) => {
      for (const { addedNodes, target, type } of records)
        for (const node of type === "characterData" ? [target] : addedNodes)
          for (const title of node.textContent?.match(/Heard \d+/g) ?? []) seen[title] ??= performance.timeOrigin + performance.now();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const delays: number[] = [];
  for (let turn = 1; turn <= 200 * share; turn += 1) {
    const title = `Heard ${turn}`;
    const answer = await fetch(`${api}/tasks`, { method: "POST", headers, body: JSON.stringify({ title, ownerId: me.person.id }) });
    const acknowledged = performance.timeOrigin + performance.now();
    const { id } = (await answer.json()) as { id: string };
    const at = (await (
      await page.waitForFunction((name) => (window as unknown as { seen: Record<string, number> }).seen[name], title, { polling: 20 })
    ).jsonValue()) as number;
    delays.push(Math.max(0, at - acknowledged));
    // The next change is one by itself again: this one is done and gone from the page.
    await fetch(`${api}/tasks/${id}/completion`, { method: "PUT", headers, body: "{}" });
    await page.getByRole("link", { name: title, exact: true }).waitFor({ state: "detached" });
  }
  return delays;
}

function firstScreen(): number {
  const dist = new URL("../packages/web/dist/", import.meta.url);
  const manifest = new URL(".vite/manifest.json", dist);
  if (!existsSync(manifest)) return Number.NaN;
  const chunks = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, { file: string; imports?: string[] }>;
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = chunks[name];
    if (chunk === undefined || files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  ["index.html", "src/shell/workspace-screen.tsx"].forEach(visit);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).byteLength, 0);
}
