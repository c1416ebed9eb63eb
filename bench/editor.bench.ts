// A procedure of 2,000 steps in the editor and as a picture: `npm run bench -- editor`. A real browser without a graphics
// card, on Rondo as people run it; medians of five runs. RONDO_BENCH_RUNS sets the runs, RONDO_BENCH_STEPS the steps.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { validateDefinition } from "@rondo/core/process";
import { large } from "./engine/procedure.ts";
import { median, quantile, table } from "./foundation/figures.ts";
import { openWorld, type World } from "./foundation/world.ts";

const runs = Number(process.env["RONDO_BENCH_RUNS"] ?? 5);
const steps = Number(process.env["RONDO_BENCH_STEPS"] ?? 2_000);
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
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const [name = "", value = ""] = (world.colleagues[0] as string).split(/=(.*)/s);
  await context.addCookies([{ name, value, url: world.server.url, httpOnly: true, sameSite: "Lax" }]);
  const id = await makeProcess(world, steps);
  const small = await makeProcess(world, 8);
  const figures: Run[] = [];
  for (let turn = 0; turn <= runs; turn += 1) {
    const page = await context.newPage();
    const figure = await oneRun(page, `${world.server.url}/w/lindgren-library`, id, small);
    // The first run compiles and fills caches, as the first look of a day does.
    if (turn > 0) figures.push(figure);
    await page.close();
  }
  const row = (label: string, of: (run: Run) => number, limit: number): string[] => {
    const [middle, worst] = [median(figures.map(of)), Math.max(...figures.map(of))];
    return [
      label,
      `${middle.toFixed(0)} ms`,
      `${worst.toFixed(0)} ms`,
      `< ${limit.toLocaleString("en")} ms`,
      middle < limit ? "met" : "missed",
    ];
  };
  console.log(`A procedure of ${steps.toLocaleString("en")} steps; medians of ${runs} runs.`);
  console.log(
    table(
      ["what", "median", "worst", "goal", ""],
      [
        row("opened from the directory of processes", (run) => run.opened, 1_000),
        row("opened by its address", (run) => run.loaded, 1_000),
        [
          "a procedure of 8 steps, by its address, for comparison",
          `${median(figures.map((run) => run.short)).toFixed(0)} ms`,
          `${Math.max(...figures.map((run) => run.short)).toFixed(0)} ms`,
          "",
          "",
        ],
        row("checked (the core alone)", (run) => run.checked, 100),
        row("a key in a title, until its frame: 95 of 100", (run) => run.key, 50),
        row("the flow picture is drawn", (run) => run.picture, 5_000),
        row("the longest the page stood still for it", (run) => run.still, 500),
        [
          "elements in the page with the document, with the picture",
          String(figures[0]?.elements ?? 0),
          String(figures[0]?.pictured ?? 0),
          "",
          "",
        ],
      ],
    ),
  );
} finally {
  await browser.close();
  await world.close();
  rmSync(directory, { recursive: true, force: true });
}

type Run = {
  readonly short: number;
  readonly opened: number;
  readonly loaded: number;
  readonly checked: number;
  readonly key: number;
  readonly picture: number;
  readonly still: number;
  readonly elements: number;
  readonly pictured: number;
};

async function oneRun(page: Page, at: string, id: string, small: string): Promise<Run> {
  await page.goto(`${at}/processes/${small}`, { waitUntil: "commit" });
  const short = await drawn(page, "textarea[aria-label='Title of step 1']");
  await page.goto(`${at}/processes`);
  const link = page.getByRole("link", { name: /^Recatalogue everything/ });
  await link.waitFor();
  await page.waitForTimeout(300);
  const asked = page.evaluate(
    () =>
      new Promise<number>((resolve) => addEventListener("pointerdown", () => resolve(performance.now()), { once: true, capture: true })),
  );
  await link.click();
  const opened = (await drawn(page, "textarea[aria-label='Title of step 1']")) - (await asked);
  await page.goto(`${at}/processes/${id}`, { waitUntil: "commit" });
  const loaded = await drawn(page, "textarea[aria-label='Title of step 1']");
  await page.waitForTimeout(500);
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  const definition = structuredClone(large(steps));
  const began = performance.now();
  validateDefinition(definition);
  const checked = performance.now() - began;
  const key = await typed(page);
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    const still: number[] = [];
    Object.assign(window, { still });
    let before = performance.now();
    const next = (now: number) => {
      still.push(now - before);
      before = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const clicked = page.evaluate(
    () =>
      new Promise<number>((resolve) => addEventListener("pointerdown", () => resolve(performance.now()), { once: true, capture: true })),
  );
  await page.getByRole("link", { name: "Flow", exact: true }).click();
  const picture = (await drawn(page, ".react-flow__node[role=button]", 120_000)) - (await clicked);
  const still = await page.evaluate(() => Math.max(...(window as unknown as { still: number[] }).still));
  return {
    short,
    opened,
    loaded,
    checked,
    key,
    picture,
    still,
    elements,
    pictured: await page.evaluate(() => document.querySelectorAll("*").length),
  };
}

/** When what is named is on the screen, since the page's navigation began. */
async function drawn(page: Page, selector: string, timeout = 30_000): Promise<number> {
  const at = await page.waitForFunction(
    (what) =>
      document.querySelector(what)
        ? new Promise<number>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))))
        : null,
    selector,
    { polling: "raf", timeout },
  );
  return (await at.jsonValue()) as number;
}

/** Keys in the title of a step in the middle of the screen, each until the frame that shows it. */
async function typed(page: Page): Promise<number> {
  const title = page.getByRole("textbox", { name: "Title of step 5", exact: true });
  await title.click();
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { times });
    addEventListener(
      "keydown",
      () => {
        const at = performance.now();
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => times.push(performance.now() - at);
          channel.port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
  await page.keyboard.type(" and look at each", { delay: 60 });
  await page.waitForTimeout(300);
  const times = await page.evaluate(() => (window as unknown as { times: number[] }).times);
  // What is not written would be a fine figure.
  if (!(await title.inputValue()).includes("and look at each")) throw new Error("Nothing was typed.");
  return quantile(times, 0.95);
}

async function makeProcess({ owner, server }: World, count: number): Promise<string> {
  const headers = { ...owner.at(server), "content-type": "application/json" };
  const answer = await fetch(`${server.url}/api/workspaces/${owner.w}/processes`, {
    method: "POST",
    headers,
    body: JSON.stringify({
      name: count === steps ? "Recatalogue everything" : "Recatalogue a shelf",
      everyone: "editor",
      definition: large(count),
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { id: string }).id;
}
