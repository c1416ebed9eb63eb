// The plan screen at 10,000 and 100,000 tasks: `npm run bench -- gantt`. A real browser without a graphics card, on Rondo as
// people run it; medians of five runs. RONDO_BENCH_RUNS sets the runs, RONDO_BENCH_ONLY a size.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CDPSession, chromium, type Page } from "playwright-core";
import { spreadRanks } from "@rondo/core/kernel";
import { schedulePlan } from "@rondo/core/plan";
import { median, quantile, table } from "./foundation/figures.ts";
import { openWorld, type World } from "./foundation/world.ts";

const runs = Number(process.env["RONDO_BENCH_RUNS"] ?? 5);
const sizes = [10_000, 100_000].filter((size) => (process.env["RONDO_BENCH_ONLY"] ?? String(size)) === String(size));
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
  const rows: string[][] = [];
  for (const size of sizes) {
    const id = await makePlan(world, size);
    const figures: Run[] = [];
    for (let turn = 0; turn <= runs; turn += 1) {
      const page = await context.newPage();
      const figure = await oneRun(page, `${world.server.url}/w/lindgren-library/projects/${id}`, size);
      // The first run compiles and fills caches, as the first look of a day does.
      if (turn > 0) figures.push(figure);
      await page.close();
    }
    const openLimit = size > 10_000 ? 3_000 : 1_000;
    const middle = (of: (run: Run) => number) => median(figures.map(of));
    const open = (label: string, of: (run: Run) => number) =>
      rows.push([
        `${size.toLocaleString("en")} tasks and links: ${label}`,
        `${middle(of).toFixed(0)} ms`,
        "",
        `${Math.max(...figures.map(of)).toFixed(0)} ms`,
        `< ${openLimit} ms`,
        middle(of) < openLimit ? "met" : "missed",
      ]);
    open("opened from the project's page", (run) => run.opened);
    open("… all of it there", (run) => run.openedWhole);
    open("opened by its address", (run) => run.loaded);
    open("… all of it there", (run) => run.loadedWhole);
    for (const part of ["scroll", "sideways", "drag"] as const) {
      const [most, nearly] = [middle((run) => quantile(run[part], 0.95)), middle((run) => quantile(run[part], 0.99))];
      rows.push([
        `${size.toLocaleString("en")}: frames while it is ${{ scroll: "scrolled", sideways: "scrolled sideways", drag: "dragged in" }[part]}, 95 and 99 of 100`,
        `${most.toFixed(1)} ms`,
        `${nearly.toFixed(1)} ms`,
        `${Math.max(...figures.flatMap((run) => run[part])).toFixed(0)} ms`,
        "< 20, < 50 ms",
        most < 20 && nearly < 50 ? "met" : "missed",
      ]);
    }
    rows.push([`${size.toLocaleString("en")}: elements in the page`, String(figures[0]?.elements ?? 0), "", "", "", ""]);
  }
  console.log(table(["what", "median", "", "worst", "goal", ""], rows));
} finally {
  await browser.close();
  await world.close();
  rmSync(directory, { recursive: true, force: true });
}

/** The calendar that a new workspace has. */
function officeHours() {
  return {
    week: [1, 2, 3, 4, 5, 6, 7].map((day) =>
      day > 5
        ? []
        : [
            { from: 540, to: 720 },
            { from: 780, to: 1020 },
          ],
    ),
    exceptions: [],
  };
}

/** `opened`, `loaded`: the first lines are painted. `…Whole`: so is all. */
type Run = {
  readonly opened: number;
  readonly openedWhole: number;
  readonly loaded: number;
  readonly loadedWhole: number;
  readonly scroll: number[];
  readonly sideways: number[];
  readonly drag: number[];
  readonly elements: number;
};

async function oneRun(page: Page, address: string, size: number): Promise<Run> {
  await page.goto(address);
  await page.getByRole("link", { name: "Plan", exact: true }).waitFor();
  await page.waitForTimeout(300);
  const asked = page.evaluate(
    () =>
      new Promise<number>((resolve) => addEventListener("pointerdown", () => resolve(performance.now()), { once: true, capture: true })),
  );
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  const opened = (await drawn(page)) - (await asked);
  const openedWhole = (await drawn(page, size)) - (await asked);
  await page.goto(`${address}/plan?zoom=week`, { waitUntil: "commit" });
  const loaded = await drawn(page);
  const loadedWhole = await drawn(page, size);
  await page.waitForTimeout(500);
  const start = await page.locator("[role=treegrid]").evaluate((box) => box.scrollLeft);
  const hand = await page.context().newCDPSession(page);
  const scroll = await frames(page, () => wheel(hand, 0, 90));
  const sideways = await frames(page, () => wheel(hand, 60, 0));
  await page.locator("[role=treegrid]").evaluate((box, left) => box.scrollTo({ top: 0, left }), start);
  await page.waitForTimeout(300);
  const drag = await frames(page, () => dragFirstBar(page));
  return {
    opened,
    openedWhole,
    loaded,
    loadedWhole,
    scroll,
    sideways,
    drag,
    elements: await page.evaluate(() => document.querySelectorAll("*").length),
  };
}

/** When the rows and the bars are on the screen, and there are so many at least, since the page's navigation began. */
async function drawn(page: Page, rows = 1): Promise<number> {
  const at = await page.waitForFunction(
    (least) => {
      const box = document.querySelector("[role=treegrid]");
      const canvases = [...(box?.querySelectorAll("canvas") ?? [])];
      if (Number(box?.getAttribute("aria-rowcount")) <= least) return null;
      if (!box?.querySelector("[role=row][aria-rowindex='3']") || canvases.length < 2 || canvases.some((canvas) => canvas.height < 20))
        return null;
      return new Promise<number>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))));
    },
    rows,
    { polling: "raf" },
  );
  return (await at.jsonValue()) as number;
}

/** How long each frame took while something went on. */
async function frames(page: Page, during: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { times });
    const next = (at: number) => {
      times.push(at);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await during();
  const times = await page.evaluate(() => (window as unknown as { times: number[] }).times.slice());
  return times.slice(1).map((at, index) => at - times[index]!);
}

/** Three seconds of a wheel that is turned all the time: down, and back. */
async function wheel(hand: CDPSession, x: number, y: number): Promise<void> {
  for (let turn = 0; turn < 180; turn += 1) {
    const way = turn < 120 ? 1 : -1;
    await hand.send("Input.dispatchMouseEvent", { type: "mouseWheel", x: 900, y: 500, deltaX: x * way, deltaY: y * way });
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}

/** Holds the first bar that can be moved and goes to and fro with it, as far as two weeks: everything after it follows. */
async function dragFirstBar(page: Page): Promise<void> {
  const box = (await page.locator("[role=treegrid] canvas").nth(1).boundingBox())!;
  const spot = (await page.evaluate(() => {
    // The first bar's body, found as an eye finds it: by its color in the second row.
    const canvas = document.querySelectorAll<HTMLCanvasElement>("[role=treegrid] canvas")[1]!;
    const pen = canvas.getContext("2d")!;
    const y = 48;
    const line = pen.getImageData(0, y, canvas.width, 1).data;
    for (let x = 6; x < canvas.width - 6; x += 1) {
      const [r, g, b] = [line[4 * x]!, line[4 * x + 1]!, line[4 * x + 2]!];
      if (b - r > 12 && b > 150 && g > 60) return { x: x + 4, y };
    }
    return { x: 0, y };
  })) as { x: number; y: number };
  await page.mouse.move(box.x + spot.x, box.y + spot.y);
  await page.mouse.down();
  for (let turn = 0; turn < 180; turn += 1) {
    await page.mouse.move(box.x + spot.x + 8 + Math.abs(((turn * 3) % 400) - 200), box.y + spot.y);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  await page.mouse.move(box.x + spot.x + 60, box.y + spot.y);
  // A drag that moves nothing would be a fine figure.
  const said = await page.locator("[role=status]").filter({ hasText: "move" }).first().innerText();
  if (!/\d/.test(said)) throw new Error(`Nothing was dragged: ${said}`);
  await page.keyboard.press("Escape");
  await page.mouse.up();
}

/** Phases of twenty tasks; every task waits for one before it, and now and then for another phase: as many links as tasks. */
async function makePlan({ query, owner, server }: World, size: number): Promise<string> {
  const begin = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const answer = await fetch(`${server.url}/api/workspaces/${owner.w}/projects`, {
    method: "POST",
    headers: { ...owner.at(server), "content-type": "application/json" },
    body: JSON.stringify({ name: `Recatalogue ${size} shelves`, start: `${begin}T09:00`, everyone: "editor" }),
  });
  const { id } = (await answer.json()) as { id: string };
  const ranks = spreadRanks(size);
  // What a search finds is written with each task.
  await query("set statement_timeout = 0");
  const ids = (await query("select gen_random_uuid() as id from generate_series(1, $1::int)", [size])).map((row) => row["id"] as string);
  const parents = ids.map((_, n) => (n % 20 === 0 ? null : ids[n - (n % 20)]!));
  const titles = ids.map((_, n) =>
    n % 20 === 0 ? `Phase ${n / 20 + 1}` : n % 20 === 19 ? "Accepted" : `Shelf ${n} described and labelled`,
  );
  const minutes = ids.map((_, n) => (n % 20 === 0 || n % 20 === 19 ? 0 : 480 * (1 + ((n * 7) % 5))));
  await query(
    `insert into task (workspace_id, task_id, project_id, title, created_by, position, board_column, working_minutes, milestone, parent_id)
     select $1, id, $2, title, $3, rank, 'To do', minutes, milestone, parent from unnest($4::uuid[], $5::text[], $6::text[], $7::int[], $8::bool[], $9::uuid[]) as n(id, title, rank, minutes, milestone, parent)`,
    [owner.w, id, owner.personId, ids, titles, ranks, minutes, ids.map((_, n) => n % 20 === 19), parents],
  );
  const pairs = ids.flatMap((to, n) => {
    if (n % 20 === 0) return [];
    const near = n % 20 > 1 ? [[ids[n - 1 - (n % 3 === 0 && n % 20 > 2 ? 1 : 0)]!, to]] : [];
    // The head of every phase waits for the end of one before: all of them for the first task. And some in the middle for another's middle.
    if (n % 20 === 1 && n > 20) near.push([ids[20 * Math.floor(n / 40) + 19]!, to]);
    if (n % 20 === 10 && n > 120) near.push([ids[n - 105]!, to]);
    return near;
  });
  await query(
    "insert into link (workspace_id, link_id, project_id, from_id, to_id, type, lag_kind) select $1, gen_random_uuid(), $2, f, t, 'FS', 'working' from unnest($3::uuid[], $4::uuid[]) as l(f, t)",
    [owner.w, id, pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])],
  );
  // The dates that the last change would have left.
  const { entries } = schedulePlan({
    start: `${begin}T09:00`,
    calendar: officeHours(),
    tasks: ids.map((one, n) => ({ id: one, parent: parents[n]!, title: titles[n]!, workingMinutes: minutes[n]! })),
    links: pairs.map(([from, to]) => ({ from: from!, to: to!, type: "FS", lag: { minutes: 0, kind: "working" } })),
  });
  await query(
    "insert into schedule_entry (workspace_id, task_id, project_id, start, finish, finish_at, critical) select $1, t, $2, s, f, (f || ':00Z')::timestamptz, c from unnest($3::uuid[], $4::text[], $5::text[], $6::bool[]) as e(t, s, f, c)",
    [owner.w, id, ids, entries.map((one) => one.start), entries.map((one) => one.finish), entries.map((one) => one.critical)],
  );
  await query("update project set finish = $2 where project_id = $1", [
    id,
    entries
      .map((one) => one.finish)
      .toSorted()
      .at(-1),
  ]);
  await query("analyze");
  return id;
}
