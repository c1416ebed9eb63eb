import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pictures } from "./library.ts";
import { type Actor, type Stage, enter, openBrowser, openStage } from "./stage.ts";

/**
 * Every route, and what opens on it, in the sample world: fails on sideways scrolling, a word in the console, an axe
 * violation, a raw message key or clipped text, and leaves a picture of each in `e2e/pictures`. Once narrow and dark and
 * once wide and light in `npm test`; every look under RONDO_PROVE=1. RONDO_SWEEP takes parts of scenes' names.
 */
type Look = {
  readonly name: string;
  readonly width: number;
  readonly dark: boolean;
  /** Only what axe finds by how it looks. */ readonly briefly?: boolean;
  readonly language?: "longer" | "mirrored" | "de";
};
const small: readonly Look[] = [
  { name: "360-dark", width: 360, dark: true, briefly: true },
  { name: "1280-light", width: 1280, dark: false },
];
const whole: readonly Look[] = [
  ...small.map((look) => ({ ...look, briefly: false })),
  { name: "360-light", width: 360, dark: false },
  { name: "1280-dark", width: 1280, dark: true },
  { name: "360-longer", width: 360, dark: false, language: "longer" },
  { name: "1280-longer", width: 1280, dark: false, language: "longer" },
  { name: "360-mirrored", width: 360, dark: true, language: "mirrored" },
  { name: "1280-mirrored", width: 1280, dark: false, language: "mirrored" },
  { name: "360-de", width: 360, dark: false, language: "de" },
  { name: "1280-de", width: 1280, dark: true, language: "de" },
];
const looks = process.env["RONDO_PROVE"] === "1" ? whole : small;
const only = (process.env["RONDO_SWEEP"] ?? "").split(",");

/** The rules of axe that colours and widths decide; names and roles are the same in every look. */
const ofLooks = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size", "region", "label"];

/** A menu is a place of its own, like a dialog; axe's rule of regions counts only the latter as one. */
const places = { checks: { region: { options: { regionMatcher: "dialog, [role=dialog], [role=alertdialog], [role=menu], svg" } } } };

type Scene = {
  readonly name: string;
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
  /** Without an account. */ readonly stranger?: true;
};

let stage: Stage;
let browser: Browser;
let cookies: Awaited<ReturnType<Actor["context"]["cookies"]>>;
let scenes: readonly Scene[] = [];

beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage("--demo"), openBrowser()]);
  const ines = await enter(browser);
  await ines.page.goto(stage.printed);
  await ines.page.waitForURL(/\/w\/[^/]+/);
  cookies = await ines.context.cookies();
  scenes = (await scenesOf(ines)).filter((scene) => only.some((part) => scene.name.includes(part)));
  await ines.close();
  mkdirSync(pictures, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

test.each(looks)("$name: nothing is clipped, nothing scrolls sideways, nothing breaks axe", { timeout: 1_200_000 }, async (look) => {
  const found: string[] = [];
  const [inside, outside] = [scenes.filter((scene) => !scene.stranger), scenes.filter((scene) => scene.stranger)];
  const half = Math.ceil(inside.length / 2);
  const walk = async (signedIn: boolean, part: readonly Scene[]) => {
    const actor = await visitor(look, signedIn);
    for (const scene of part)
      for (const fault of await visit(actor, scene, look)) {
        console.log(`${scene.name}-${look.name}: ${fault}`);
        found.push(`${scene.name}-${look.name}: ${fault}`);
      }
    await actor.close();
  };
  await Promise.all([walk(true, inside.slice(0, half)), walk(true, inside.slice(half)).then(() => walk(false, outside))]);
  expect(found).toEqual([]);
});

async function visitor(look: Look, signedIn: boolean): Promise<Actor> {
  const actor = await enter(browser, { width: look.width, height: look.width < 500 ? 740 : 860, dark: look.dark });
  if (signedIn) await actor.context.addCookies(cookies);
  return actor;
}

async function visit({ page, problems }: Actor, scene: Scene, look: Look): Promise<string[]> {
  problems.length = 0;
  const asked = look.language ? `${scene.path.includes("?") ? "&" : "?"}language=${look.language}` : "";
  const [path, fragment] = scene.path.split("#");
  try {
    await page.goto(`${stage.url}${path}${asked}${fragment ? `#${fragment}` : ""}`);
    await page.getByRole("heading").first().waitFor();
    await settled(page);
    // What is opened is found by its English name.
    if (scene.act && !look.language) await scene.act(page);
    await settled(page);
  } catch (error) {
    await page.screenshot({ path: `${pictures}failed-${scene.name}-${look.name}.png` }).catch(() => undefined);
    return [`could not be reached: ${String(error).split("\n")[0]}`];
  }
  await page.screenshot({ path: `${pictures}${scene.name}-${look.name}.png` });
  const seen = await page.evaluate(faultsOf);
  const axe = new AxeBuilder({ page }).options({
    resultTypes: ["violations"],
    ...places,
    ...(look.briefly ? { runOnly: { type: "rule", values: [...ofLooks] } } : {}),
  });
  const { violations } = await axe.analyze();
  return [
    ...problems,
    ...seen,
    ...violations.map(
      (one) =>
        `axe ${one.id}: ${one.nodes
          .map((node) => node.target.join(" "))
          .slice(0, 3)
          .join(" | ")}`,
    ),
  ];
}

/** Nothing is loading and nothing still moves. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("[aria-busy=true]") === null &&
      document.getAnimations().every((one) => one.playState !== "running" || one.effect?.getComputedTiming().iterations === Infinity),
  );
  // A picture drawn on a canvas comes a frame after its data.
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** Runs in the page. */
function faultsOf(): string[] {
  const faults: string[] = [];
  const root = document.documentElement;
  const endsInDots = (element: Element) =>
    getComputedStyle(element).textOverflow === "ellipsis" || getComputedStyle(element).webkitLineClamp !== "none";
  if (root.scrollWidth > root.clientWidth + 1) {
    const wide = [...document.body.querySelectorAll("*")].find(
      (one) => one.getBoundingClientRect().right > root.clientWidth + 1 && getComputedStyle(one).position !== "fixed",
    );
    faults.push(
      `scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}, as ${wide?.tagName} "${(wide?.textContent ?? "").slice(0, 40)}"`,
    );
  }
  // What is scrolled sideways on purpose, as tabs are, may end beyond the edge.
  const inStrip = (element: Element): boolean => {
    for (let around = element.parentElement; around !== null && around !== document.body; around = around.parentElement)
      if (around.scrollWidth > around.clientWidth + 1 && getComputedStyle(around).overflowX === "auto") return true;
    return false;
  };
  const text = document.body.innerText;
  const raw = /\{[a-z][\w]*(?:,|\})|\b(?:undefined|NaN|\[object Object\])\b/i.exec(text);
  if (raw) faults.push(`a raw text: ${raw[0]}`);
  for (const element of document.body.querySelectorAll<HTMLElement>(
    "button, a, label, th, h1, h2, h3, [role=tab], [role=columnheader], [role=radio]",
  )) {
    const style = getComputedStyle(element);
    // What ends in dots says that there is more; what one only hears has no size.
    const says = [element, ...element.querySelectorAll<HTMLElement>("*")].some(endsInDots);
    if (
      says ||
      element.innerText.trim() === "" ||
      element.clientWidth < 3 ||
      element.closest(".sr-only") !== null ||
      style.visibility === "hidden" ||
      style.overflowX === "auto"
    )
      continue;
    if (element.scrollWidth > element.clientWidth + 1 && style.overflowX !== "visible")
      faults.push(`clipped: "${element.innerText.slice(0, 40)}"`);
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.height > 0 && box.left < -1 && box.right > 1 && !inStrip(element))
      faults.push(`cut at the edge: "${element.innerText.slice(0, 40)}"`);
  }
  // A short word of a row's name on two lines: other columns have taken its room. A mail address has to break somewhere.
  const names = [...document.body.querySelectorAll("th[scope=row], th[scope=row] *")]
    .filter((one) => !endsInDots(one))
    .flatMap((one) => [...one.childNodes])
    .filter((node) => node instanceof Text && !node.data.includes("@"));
  for (const name of names)
    for (const word of (name.textContent ?? "").matchAll(/\p{L}{3,12}/gu)) {
      const range = document.createRange();
      range.setStart(name, word.index);
      range.setEnd(name, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) faults.push(`broken in two: "${word[0]}"`);
    }
  return faults;
}

type Listed = {
  items: {
    id: string;
    name: string;
    openRuns?: number;
    openTasks?: number;
    intakeForm?: { url: string } | null;
    home?: { kind: string; id: string };
  }[];
};

/** The routes, with things of the sample world that have something to show. */
async function scenesOf({ page, context }: Actor): Promise<Scene[]> {
  const slug = /\/w\/([^/]+)/.exec(page.url())?.[1] ?? "";
  const me = (await (await context.request.get(`${stage.url}/api/me`)).json()) as { workspaces: { id: string }[] };
  const read = async <Answer = Listed>(path: string): Promise<Answer> =>
    (await context.request.get(`${stage.url}/api/workspaces/${me.workspaces[0]?.id}${path}`)).json() as Promise<Answer>;
  const [processes, projects, handovers, imports, tasks] = [
    await read("/processes"),
    await read("/projects"),
    await read("/handovers"),
    await read("/imports"),
    await read("/tasks?limit=50"),
  ];
  const process = processes.items.toSorted((one, other) => (other.openRuns ?? 0) - (one.openRuns ?? 0))[0];
  const project = projects.items.toSorted((one, other) => (other.openTasks ?? 0) - (one.openTasks ?? 0))[0];
  const { items: runs } = await read<{ items: { id: string; state: string }[] }>(`/processes/${process?.id}/runs`);
  const run = runs.find((one) => one.state === "running");
  const ended = runs.find((one) => one.state !== "running");
  const requests = await Promise.all(runs.slice(0, 10).map((one) => read<{ requestUrl?: string | null }>(`/runs/${one.id}`)));
  const request = requests.find((one) => one.requestUrl)?.requestUrl;
  const form = processes.items.find((one) => one.intakeForm)?.intakeForm?.url;
  const stepTask = tasks.items.find((one) => one.home?.kind === "run");
  const { items: documents } = await read<{ items: { id: string; home: { kind: string; id: string | null } }[] }>("/documents");
  const minutes = documents.find((one) => one.home.kind === "project");
  const planTask = tasks.items.find((one) => one.home?.kind === "project");
  const w = `/w/${slug}`;
  const press = (name: string | RegExp) => async (on: Page) => {
    await on.getByRole("button", { name }).first().click();
    await on.getByRole("dialog").or(on.getByRole("menu")).first().waitFor();
  };
  const list: (Scene | false)[] = [
    { name: "setup", path: "/setup", stranger: true },
    { name: "sign-in", path: "/sign-in", stranger: true },
    { name: "forgot-password", path: "/forgot-password", stranger: true },
    { name: "reset-password", path: "/reset-password#token=x", stranger: true },
    { name: "new-workspace", path: "/new-workspace" },
    { name: "my-day", path: `${w}/my-day` },
    { name: "my-week", path: `${w}/my-day/week` },
    {
      name: "my-day-writing",
      path: `${w}/my-day`,
      act: (on) => on.getByRole("textbox", { name: "Add a task" }).fill("Order acid-free boxes"),
    },
    {
      name: "palette",
      path: `${w}/my-day`,
      act: async (on) => {
        await on.keyboard.press("Control+k");
        await on.getByRole("dialog").getByRole("combobox").fill("move");
        await on.getByRole("option").first().waitFor();
      },
    },
    {
      name: "keys",
      path: `${w}/my-day`,
      act: async (on) => {
        await on.keyboard.press("?");
        await on.getByRole("dialog").waitFor();
      },
    },
    { name: "menu-account", path: `${w}/my-day`, act: press(/^Your account/) },
    { name: "inbox", path: `${w}/inbox` },
    { name: "new", path: `${w}/new` },
    { name: "new-process", path: `${w}/new?again=yes&same=yes&make=process` },
    { name: "new-project", path: `${w}/new?again=no&over=yes&make=project` },
    { name: "new-repeating", path: `${w}/new?again=yes&sitting=yes&make=repeating` },
    { name: "new-task", path: `${w}/new?again=no&sitting=yes&make=task` },
    { name: "processes", path: `${w}/processes` },
    { name: "processes-new", path: `${w}/processes?new=true` },
    { name: "processes-retired", path: `${w}/processes?retired=true` },
    { name: "tasks", path: `${w}/tasks` },
    { name: "tasks-grouped", path: `${w}/tasks?group=owner&sort=-due` },
    {
      name: "tasks-filter",
      path: `${w}/tasks`,
      act: async (on) => {
        await on.getByRole("combobox", { name: "Filter" }).focus();
        await on.keyboard.press("Control+a");
        await on.keyboard.type("owner is ");
        await on.getByRole("option").first().waitFor();
      },
    },
    {
      name: "tasks-chosen",
      path: `${w}/tasks`,
      act: async (on) => {
        await on.getByRole("grid").focus();
        await on.keyboard.press("x");
        await on.getByText("1 chosen").waitFor();
      },
    },
    { name: "tasks-none", path: `${w}/tasks?where=${encodeURIComponent("title contains marzipan")}` },
    { name: "tasks-board", path: `${w}/tasks?as=board&group=owner&lanes=priority&limits=%3A2` },
    { name: "tasks-calendar", path: `${w}/tasks?as=calendar` },
    { name: "tasks-timeline", path: `${w}/tasks?as=timeline&group=in` },
    { name: "projects-timeline", path: `${w}/tasks?as=timeline&of=projects&where=&zoom=months` },
    { name: "search", path: `${w}/search?q=room` },
    { name: "search-recent", path: `${w}/search` },
    { name: "search-none", path: `${w}/search?q=marzipanschwein` },
    ...(planTask
      ? [
          {
            name: "task-outside",
            path: `${w}/tasks/${planTask.id}`,
            act: async (on: Page) => {
              await on.locator("header").getByRole("button", { name: "More", exact: true }).click();
              await on.getByRole("menuitem", { name: "Show to people outside…" }).click();
              await on.getByRole("dialog").waitFor();
            },
          },
        ]
      : []),
    { name: "runs-table", path: `${w}/tasks?of=runs` },
    {
      name: "tasks-field",
      path: `${w}/tasks`,
      act: async (on) => {
        await on.getByRole("button", { name: "Columns", exact: true }).click();
        await on.getByRole("menuitem", { name: "Add field…" }).click();
        await on.getByRole("dialog").waitFor();
      },
    },
    { name: "projects", path: `${w}/projects` },
    { name: "projects-new", path: `${w}/projects?new=true` },
    { name: "projects-closed", path: `${w}/projects?closed=true` },
    { name: "documents", path: `${w}/documents` },
    { name: "documents-new", path: `${w}/documents?new=true` },
    { name: "documents-templates", path: `${w}/documents?show=templates` },
    { name: "documents-trash", path: `${w}/documents?show=deleted` },
    ...(minutes
      ? [
          {
            name: "document",
            path: `${w}/documents/${minutes.id}`,
            act: async (on: Page) => {
              await on.getByText("Plan of", { exact: false }).first().waitFor();
            },
          },
          { name: "document-comments", path: `${w}/documents/${minutes.id}?beside=comments` },
          { name: "document-versions", path: `${w}/documents/${minutes.id}?beside=versions` },
          { name: "menu-document", path: `${w}/documents/${minutes.id}`, act: press(/^What to do with/) },
          { name: "project-documents", path: `${w}/projects/${minutes.home.id}/documents` },
        ]
      : []),
    { name: "people", path: `${w}/people` },
    { name: "people-load", path: `${w}/people/load` },
    { name: "audits", path: `${w}/audit` },
    { name: "projects-portfolio", path: `${w}/projects/portfolio` },
    { name: "interfaces", path: `${w}/handovers` },
    { name: "people-invite", path: `${w}/people`, act: press("Invite somebody") },
    { name: "import", path: `${w}/import` },
    ...[
      "",
      "/profile",
      "/security",
      "/keys",
      "/trash",
      "/workspace",
      "/members",
      "/teams",
      "/roles",
      "/calendars",
      "/notices",
      "/judgement",
      "/audit",
      "/sign-in",
      "/mail",
      "/backups",
    ].map((part): Scene => ({ name: `settings${part.replace("/", "-")}`, path: `${w}/settings${part}` })),
    ...(process
      ? [
          { name: "process", path: `${w}/processes/${process.id}` },
          {
            name: "process-step",
            path: `${w}/processes/${process.id}`,
            act: async (on: Page) => {
              await on.getByRole("textbox", { name: "Title of step 1", exact: true }).click();
            },
          },
          { name: "menu-add-step", path: `${w}/processes/${process.id}`, act: press("Add another kind of step") },
          { name: "process-start", path: `${w}/processes/${process.id}`, act: press("Start run") },
          { name: "process-flow", path: `${w}/processes/${process.id}/flow` },
          { name: "process-flow-table", path: `${w}/processes/${process.id}/flow?view=table` },
          { name: "process-runs", path: `${w}/processes/${process.id}/runs` },
          { name: "process-runs-list", path: `${w}/processes/${process.id}/runs?view=list` },
          { name: "process-runs-ended", path: `${w}/processes/${process.id}/runs?state=ended` },
          { name: "process-revisions", path: `${w}/processes/${process.id}/revisions` },
          { name: "process-measures", path: `${w}/processes/${process.id}/measures` },
          { name: "process-improve", path: `${w}/processes/${process.id}/improve` },
          { name: "process-used-in", path: `${w}/processes/${process.id}/used-in` },
          { name: "process-blocks", path: `${w}/processes?blocks=true` },
          { name: "process-settings", path: `${w}/processes/${process.id}/settings` },
        ]
      : []),
    run !== undefined && { name: "run", path: `${w}/runs/${run.id}` },
    run !== undefined && { name: "menu-run", path: `${w}/runs/${run.id}`, act: press("More for this run") },
    run !== undefined && { name: "run-history", path: `${w}/runs/${run.id}?show=history` },
    ended !== undefined && { name: "run-ended", path: `${w}/runs/${ended.id}` },
    ...(project
      ? [
          { name: "project", path: `${w}/projects/${project.id}` },
          { name: "project-list", path: `${w}/projects/${project.id}/list` },
          { name: "project-board", path: `${w}/projects/${project.id}/board` },
          { name: "project-calendar", path: `${w}/projects/${project.id}/calendar` },
          { name: "project-control", path: `${w}/projects/${project.id}/control` },
          { name: "project-outlook", path: `${w}/projects/${project.id}/outlook` },
          { name: "project-plan", path: `${w}/projects/${project.id}/plan` },
          { name: "project-plan-month", path: `${w}/projects/${project.id}/plan?zoom=month` },
          { name: "project-plan-table", path: `${w}/projects/${project.id}/plan?as=table` },
          { name: "project-handovers", path: `${w}/projects/${project.id}/handovers` },
          { name: "project-handovers-new", path: `${w}/projects/${project.id}/handovers?new=true` },
          { name: "project-change", path: `${w}/projects/${project.id}`, act: press("Change project") },
          { name: "project-close", path: `${w}/projects/${project.id}`, act: press("Close project") },
        ]
      : []),
    handovers.items[0] !== undefined && { name: "handover", path: `${w}/handovers/${handovers.items[0].id}` },
    imports.items[0] !== undefined && { name: "import-report", path: `${w}/import/${imports.items[0].id}` },
    stepTask !== undefined && { name: "task-step", path: `${w}/tasks/${stepTask.id}` },
    planTask !== undefined && { name: "task-plan", path: `${w}/tasks/${planTask.id}` },
    planTask !== undefined && { name: "menu-task", path: `${w}/tasks/${planTask.id}`, act: press("More") },
    planTask !== undefined && { name: "task-beside", path: `${w}/my-day?task=${planTask.id}` },
    form !== undefined && { name: "form", path: new URL(form).pathname, stranger: true },
    request != null && { name: "request", path: new URL(request).pathname, stranger: true },
    { name: "form-gone", path: `/form/${"x".repeat(40)}`, stranger: true },
    { name: "request-gone", path: `/request/${"x".repeat(40)}`, stranger: true },
    { name: "invitation-gone", path: `/invite/${"x".repeat(40)}`, stranger: true },
    { name: "not-found", path: `${w}/tasks/0190a000-0000-7000-8000-000000000000` },
    { name: "nowhere", path: `${w}/nowhere` },
  ];
  return list.filter((scene) => scene !== false);
}
