// A hundred people at once: `npm run bench -- crowd`. All of them listen, and together they make fifty changes a second for
// five minutes (`RONDO_BENCH_SECONDS`); then another's browser shows changes while they still listen; then all of them have
// one document open in which five write. Rondo as people run it; the load comes from this process, whose CPU is in no figure but the delays.
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { documentCrowd } from "./crowd/document.ts";
import { median, quantile, table } from "./foundation/figures.ts";
import { send } from "./foundation/load.ts";
import { processesOf } from "./foundation/processes.ts";
import { openWorld } from "./foundation/world.ts";

const seconds = Number(process.env["RONDO_BENCH_SECONDS"] ?? 300);
const { RONDO_BENCH_ONLY: only, RONDO_BENCH_PROFILE: profile } = process.env;
const [people, changesPerSecond, calmly] = [100, 50, 5];
const { findBrowser } = (await import(new URL("../tools/browser.mjs", import.meta.url).href)) as { findBrowser(): Promise<string | null> };
const { buildWeb } = (await import(new URL("../tools/web-build.mjs", import.meta.url).href)) as { buildWeb(): void };

buildWeb();
const directory = mkdtempSync(join(tmpdir(), "rondo-bench-"));
chmodSync(directory, 0o711);
const world = await openWorld(directory, profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`], people);
const { server, owner, colleagues } = world;
const api = `${server.url}/api/workspaces/${owner.w}`;
const processes = processesOf(server.pid, directory);
const agent = new Agent({ keepAlive: true, maxSockets: people });
const rows: string[][] = [];
const row = (what: string, value: string, worst: string, goal: string, met: boolean | null): void => {
  rows.push([what, value, worst, goal, met === null ? "" : met ? "met" : "missed"]);
  console.log(rows.at(-1)!.join(" | "));
};
const by = (person: number): Record<string, string> => ({
  cookie: colleagues[person % people]!,
  origin: server.url,
  "sec-fetch-site": "same-origin",
});

try {
  if (only !== "document") await changes();
  if (only !== "changes") {
    const { delays, errors, cpu } = await documentCrowd({ api, by, people, agent, seconds: Math.min(60, seconds), cpu: processes.cpu });
    const late = quantile(delays, 0.95);
    row(
      `a document that ${people} have open and five write in: written → with another`,
      `${median(delays).toFixed(0)} ms`,
      `95 %: ${late.toFixed(0)} ms`,
      "95 % < 300 ms",
      late < 300,
    );
    row("… errors; CPU of Node and Postgres, of two cores", String(errors), `${cpu.toFixed(0)} %`, "none", errors === 0);
  }
  console.log(table(["what", "median", "", "goal", ""], rows));
} finally {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
}

async function changes(): Promise<void> {
  const project = await made("projects", {
    name: "Move the rare-books room",
    start: "2026-03-02T09:00",
    everyone: "editor",
    columns: ["To do", "Doing", "Done"],
  });
  const tasks = (
    await world.query(
      `insert into task (workspace_id, task_id, project_id, title, created_by, position, board_column, working_minutes)
     select $1, gen_random_uuid(), $2, 'Crate ' || n, $3, lpad(n::text, 6, '0'), 'To do', 240 from generate_series(1, 500) n returning task_id`,
      [owner.w, project, owner.personId],
    )
  ).map((one) => one["task_id"] as string);
  await world.query("analyze");
  const heard: number[] = [];
  const due = new Map<string, number>();
  const ears = await Promise.all(
    colleagues.map((cookie) =>
      listen(cookie, (subject, version) => {
        const at = due.get(`${subject} ${version}`);
        if (at !== undefined) heard.push(performance.now() - at);
      }),
    ),
  );
  const [answered, errors, memory]: [number[], string[], number[]] = [[], [], []];
  const underway = new Set<Promise<void>>();
  const cpu = processes.cpu();
  const began = performance.now();
  for (let n = 0; n < seconds * changesPerSecond; n += 1) {
    const wait = began + (n * 1_000) / changesPerSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const from = began + (n * 1_000) / changesPerSecond;
    const work = change(n, tasks, project)
      .then((version) => {
        answered.push(performance.now() - from);
        if (version !== null) due.set(version, performance.now());
      })
      .catch((error: unknown) => void errors.push(String(error)))
      .finally(() => underway.delete(work));
    underway.add(work);
    if (n % (15 * changesPerSecond) === 0) {
      const { node, postgres } = processes.memory();
      memory.push(node);
      console.log(
        `${Math.round(n / changesPerSecond)} s: ${answered.length} answered, 95 % ${quantile(answered.slice(-500), 0.95).toFixed(0)} ms, ${errors.length} errors, Node ${node.toFixed(0)} MiB, Postgres ${postgres.toFixed(0)} MiB`,
      );
      due.clear();
    }
  }
  await Promise.all(underway);
  const used = processes.cpu();
  const [node, postgres] = [used.node - cpu.node, used.postgres - cpu.postgres];
  const part = (node + postgres) / (performance.now() - began) / 2;
  // What a browser paints costs a core of its own, so it is asked afterwards, while everybody still listens and some still work.
  const shown = await shownWhile(project, (n) => change(n, tasks, project));
  for (const ear of ears) ear.destroy();
  if (errors.length > 0) console.log([...new Set(errors)].slice(0, 5).join("\n"));
  const late = quantile(answered, 0.95);
  row(
    `${people} people, ${changesPerSecond} changes a second for ${seconds} s: answered`,
    `${median(answered).toFixed(0)} ms`,
    `95 %: ${late.toFixed(0)} ms`,
    "95 % < 100 ms",
    late < 100,
  );
  row("… errors", String(errors.length), "", "none", errors.length === 0);
  row(
    `… answered → on the wire to each of ${people}`,
    `${median(heard).toFixed(0)} ms`,
    `95 %: ${quantile(heard, 0.95).toFixed(0)} ms`,
    "–",
    null,
  );
  const [settled, last] = [memory[Math.min(4, memory.length - 1)] ?? 0, memory.at(-1) ?? 0];
  row(
    "… memory of Node after a minute, at the end",
    `${settled.toFixed(0)}, ${last.toFixed(0)} MiB`,
    `most: ${Math.max(...memory).toFixed(0)} MiB`,
    "flat",
    last < settled * 1.15,
  );
  const each = (of: number): string => (of / Math.max(1, answered.length)).toFixed(1);
  row(
    "… CPU-ms a change, with what it tells (Node + Postgres)",
    `${each(node + postgres)} (${each(node)} + ${each(postgres)})`,
    `${(part * 100).toFixed(0)} % of two cores`,
    "–",
    null,
  );
  if (shown.length > 0)
    row(
      `${people} people, ${calmly} changes a second: answered → painted in another's browser`,
      `${median(shown).toFixed(0)} ms`,
      `95 %: ${quantile(shown, 0.95).toFixed(0)} ms`,
      "95 % < 300 ms",
      quantile(shown, 0.95) < 300,
    );
}

/** One change as people make them: a card moved, a priority or date set, a remark, a task finished and brought back. */
async function change(n: number, tasks: readonly string[], project: string): Promise<string | null> {
  const id = tasks[(n * 7) % tasks.length]!;
  const headers = { ...by(n), "idempotency-key": randomUUID() };
  const post = (path: string, body: object): Promise<number> =>
    send({ url: `${api}/${path}`, method: "POST", headers, body: JSON.stringify(body) }, agent);
  switch (n % 5) {
    case 0:
      await post("rows/changes", { changes: [{ kind: "task", id, set: { column: ["To do", "Doing", "Done"][n % 3] } }] });
      return null;
    case 1:
      await post("rows/changes", { changes: [{ kind: "task", id, set: { priority: ["low", "high", "urgent"][n % 3] } }] });
      return null;
    case 2:
      await post(`tasks/${id}/comments`, { text: `Seen on shelf ${n}` });
      return null;
    case 3: {
      // A task of its own: the event that tells of it is known before it comes.
      const made = await answerOf(`${api}/projects/${project}/tasks`, headers, { title: `Label ${n}` });
      return `${made} 1`;
    }
    default:
      await post("rows/changes", {
        changes: [{ kind: "task", id, set: { dueAt: new Date(Date.UTC(2026, 2, 1 + (n % 60))).toISOString() } }],
      });
      return null;
  }
}

async function answerOf(url: string, headers: Record<string, string>, body: object): Promise<string> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

function made(path: string, body: object): Promise<string> {
  return answerOf(`${api}/${path}`, owner.at(server), body);
}

/** A browser's event stream that tells of each subject and version that it hears of. */
function listen(cookie: string, hear: (subject: string, version: string) => void): Promise<ReturnType<typeof get>> {
  return new Promise((resolve, reject) => {
    const out = get(`${api}/events`, { headers: { cookie }, agent: false }, (answer) => {
      let rest = "";
      answer.on("error", () => undefined);
      answer.on("data", (part: Buffer) => {
        const frames = (rest + part.toString()).split("\n\n");
        rest = frames.pop() ?? "";
        for (const frame of frames) {
          if (frame.includes("event: ready")) resolve(out);
          const subject = /"subjectId":"([^"]+)".*"version":(\d+)/.exec(frame);
          if (subject) hear(subject[1]!, subject[2]!);
        }
      });
    });
    out.on("error", reject);
  });
}

async function openBrowser(): Promise<Browser | null> {
  const executablePath = await findBrowser();
  return executablePath === null
    ? null
    : chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
}

/** A colleague's browser with the board open, which notes when it shows each title. */
async function watchBoard(browser: Browser, project: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const [name = "", value = ""] = colleagues[0]!.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  await page.goto(
    `${server.url}/w/lindgren-library/tasks?as=board&group=column&where=${encodeURIComponent(`in is ${project} and title contains Heard`)}`,
  );
  await page.locator("main").waitFor();
  await page.evaluate(() => {
    const seen: Record<string, number> = {};
    Object.assign(window, { seen });
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes)
          for (const title of node.textContent?.match(/Heard \d+/g) ?? []) seen[title] ??= performance.timeOrigin + performance.now();
    }).observe(document.body, { subtree: true, childList: true });
  });
  return page;
}

/** How long after their answer changes stand on a board in a browser, forty times. */
async function shownWhile(project: string, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const browser = await openBrowser();
  if (browser === null) return [];
  const page = await watchBoard(browser, project);
  const shown: number[] = [];
  let n = 0;
  const others = setInterval(() => void work(n++).catch(() => undefined), 1_000 / calmly);
  for (let turn = 0; turn < 40; turn += 1) shown.push(await shownAt(page, project, turn));
  clearInterval(others);
  await browser.close();
  return shown;
}

async function shownAt(page: Page, project: string, n: number): Promise<number> {
  const title = `Heard ${n}`;
  const id = await made(`projects/${project}/tasks`, { title });
  const acknowledged = performance.timeOrigin + performance.now();
  const at = (await (
    await page.waitForFunction((name) => (window as unknown as { seen: Record<string, number> }).seen[name], title, {
      polling: 50,
      timeout: 20_000,
    })
  ).jsonValue()) as number;
  // The board stays small: what was seen goes.
  await fetch(`${api}/tasks/${id}`, { method: "DELETE", headers: owner.at(server) });
  return Math.max(0, at - acknowledged);
}
