import type { Page } from "playwright-core";
import type { Actor } from "./stage.ts";

export type Scene = {
  readonly name: string;
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
  /** Without an account. */ readonly stranger?: true;
};

type Listed = {
  items: {
    id: string;
    name: string;
    openRuns?: number;
    openTasks?: number;
    intakeForm?: { url: string } | null;
    home?: { kind: string; id: string };
    to?: { kind: string };
  }[];
};

/** The routes, with things of the sample world that have something to show. */
export async function scenesOf({ page, context }: Actor, url: string): Promise<Scene[]> {
  const slug = /\/w\/([^/]+)/.exec(page.url())?.[1] ?? "";
  const me = (await (await context.request.get(`${url}/api/me`)).json()) as { workspaces: { id: string }[] };
  const read = async <Answer = Listed>(path: string): Promise<Answer> =>
    (await context.request.get(`${url}/api/workspaces/${me.workspaces[0]?.id}${path}`)).json() as Promise<Answer>;
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
  const toTeam = handovers.items.find((one) => one.to?.kind === "team");
  const planTask = tasks.items.find((one) => one.home?.kind === "project");
  const tried = project && (await read<{ items: { id: string }[] }>(`/projects/${project.id}/alternatives`)).items[0];
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
    run !== undefined && {
      name: "run-outside",
      path: `${w}/runs/${run.id}`,
      act: async (on: Page) => {
        await press("More for this run")(on);
        await on.getByRole("menuitem", { name: "Show to people outside…" }).click();
        await on.getByRole("dialog").waitFor();
      },
    },
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
          { name: "project-what-if", path: `${w}/projects/${project.id}/plan?alternative=${tried?.id}` },
          { name: "project-plan-table", path: `${w}/projects/${project.id}/plan?as=table` },
          { name: "project-handovers", path: `${w}/projects/${project.id}/handovers` },
          { name: "project-handovers-new", path: `${w}/projects/${project.id}/handovers?new=true` },
          { name: "project-change", path: `${w}/projects/${project.id}`, act: press("Change project") },
          { name: "project-close", path: `${w}/projects/${project.id}`, act: press("Close project") },
        ]
      : []),
    handovers.items[0] !== undefined && { name: "handover", path: `${w}/handovers/${handovers.items[0].id}` },
    toTeam !== undefined && { name: "handover-team", path: `${w}/handovers/${toTeam.id}` },
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
