import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { leavePicture, realFile, theLibrary } from "./library.ts";

/*
 * A planner's whole way: Microsoft's own plan comes in, is changed on the Gantt, set against people who also run processes,
 * levelled, compared with a baseline, and goes back out.
 */
const library = theLibrary();
const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 30_000 });
const plans = realFile("mspdi/projterm-software-development.xml");
let project = "";

type Plan = {
  readonly tasks: readonly {
    id: string;
    title: string;
    version: number;
    plan: { parentId: string | null; workingMinutes: number; milestone: boolean };
  }[];
  readonly entries: readonly { taskId: string; start: string; finish: string; summary: boolean }[];
  readonly finish: string;
  readonly links: readonly unknown[];
};
const planOf = () => library.ines.call<Plan>("GET", `/projects/${project}/plan`);
const datesOf = (plan: Plan) => plan.entries.map(({ taskId, start, finish }) => [taskId, start, finish]);
const rowOf = (page: Page, title: string) =>
  page
    .getByRole("treegrid")
    .getByRole("row", { name: new RegExp(title) })
    .first();

test("a plan of Microsoft Project becomes a project with every task and link, and opens as bars", async () => {
  if (plans === null) return console.log("no real plans here (RONDO_SHARED_DATA): this story is skipped");
  const { ines } = library;
  const { page } = ines;
  await ines.at("import");
  await page.locator("input[type=file]").setInputFiles(plans);
  await page.getByRole("link", { name: "Open the report" }).first().click();
  await page.getByText("A project with its tasks").waitFor();
  await page
    .getByRole("main")
    .getByRole("link")
    .filter({ hasNot: page.getByText("Import") })
    .last()
    .click();
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.getByRole("treegrid").waitFor();
  project = /projects\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  const plan = await planOf();
  expect(plan.tasks.length).toBeGreaterThan(80);
  expect(plan.links.length).toBeGreaterThan(50);
  await leavePicture(ines, "plan story 1 imported");
});

test("a baseline is taken, and a task that is made longer by keys moves what waits for it; both are shown side by side", async () => {
  if (plans === null) return;
  const { ines } = library;
  const { page } = ines;
  await page.getByRole("button", { name: "Baselines" }).click();
  await page.getByLabel("Name").fill("As agreed");
  await page.getByRole("button", { name: "Freeze the dates as they are" }).click();
  await page.getByText("The dates are frozen as “As agreed”").first().waitFor();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^As agreed/ })
    .click();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Baselines" }).waitFor({ state: "hidden" });
  const before = await planOf();
  // The first task that another waits for and that decides the finish.
  const grid = page.getByRole("treegrid");
  await rowOf(page, "Conduct needs analysis").locator("[data-column=finish]").click();
  await grid.press("Alt+Shift+ArrowRight");
  await grid.press("Alt+Shift+ArrowRight");
  await page
    .getByText(/takes 7 d|takes .* d, \d+ other tasks moved/)
    .first()
    .waitFor({ timeout: 15_000 });
  await eventually(async () => (await planOf()).finish > before.finish).toBe(true);
  await page.getByRole("columnheader", { name: "Slip" }).waitFor();
  await page.getByText(/Against “As agreed”: finish .* later/).waitFor();
  await leavePicture(ines, "plan story 2 against the baseline");
  // And back, exactly.
  await page
    .getByRole("dialog")
    .filter({ hasText: /takes .* d/ })
    .getByRole("button", { name: "Undo" })
    .first()
    .click();
  await eventually(async () => datesOf(await planOf())).toEqual(datesOf(before));
  // A baseline that is thrown away comes back.
  await page.getByRole("button", { name: "As agreed", exact: true }).click();
  await page.getByRole("button", { name: "Throw “As agreed” away" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").filter({ hasText: "The baseline is thrown away" }).getByRole("button", { name: "Undo" }).first().click();
  await page.getByRole("button", { name: "Baselines", exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^As agreed/ })
    .waitFor();
  await page.keyboard.press("Escape");
});

test("grouped and colored by keys, the plan stands together by phase, in the address and after a reload; shut by keys, the headings stay", async () => {
  if (plans === null) return;
  const { ines } = library;
  const { page } = ines;
  const grid = page.getByRole("treegrid");
  await grid.focus();
  await grid.press("s");
  const field = page.getByRole("combobox", { name: "Group by" });
  await field.click();
  await page.getByRole("option", { name: "Phase" }).click();
  await page.getByRole("combobox", { name: "Color by" }).click();
  await page.getByRole("option", { name: "Status" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("list", { name: "What the colors mean" }).waitFor();
  await eventually(async () => page.url()).toContain("group=phase");
  await page.reload();
  const heads = page.getByRole("treegrid").getByRole("row", { expanded: true });
  await heads.first().waitFor();
  await leavePicture(ines, "plan story 3 grouped");
  await page.getByRole("treegrid").focus();
  await page.getByRole("treegrid").press("[");
  await eventually(async () => page.getByRole("treegrid").getByRole("row", { expanded: true }).count()).toBe(0);
  expect(await page.getByRole("treegrid").getByRole("row", { expanded: false }).count()).toBeGreaterThan(2);
  await page.getByRole("treegrid").press("]");
  await eventually(async () => page.getByRole("treegrid").getByRole("row", { expanded: true }).count()).toBeGreaterThan(0);
  await ines.at(`projects/${project}/plan`);
});

test("people are given tasks in the matrix; the load under the plan names what is too much, beside a process that one of them runs", async () => {
  if (plans === null) return;
  const { ines, tomas } = library;
  const { page } = ines;
  // Tomas has run a process for weeks: what that asks of him is measured.
  const definition = {
    purpose: "",
    roles: [{ key: "keeper", name: "Keeper" }],
    fields: [],
    intake: [],
    deliverable: null,
    steps: [{ id: "s", kind: "task", title: "Read the log", instructions: "", role: "keeper", due: null, fields: [], checklist: [] }],
  };
  const process = await ines.call<{ id: string; version: number }>("POST", "/processes", { name: "Keep the climate log", definition });
  await ines.call(
    "PATCH",
    `/processes/${process.id}`,
    { fillings: [{ role: "keeper", personId: tomas.id, teamId: null }] },
    process.version,
  );
  await ines.call("POST", `/processes/${process.id}/publications`, { note: "" });
  for (let run = 0; run < 3; run += 1) {
    const { at } = await ines.call<{ at: { taskId: string }[] }>("POST", `/processes/${process.id}/runs`, {});
    await tomas.call("PUT", `/tasks/${at[0]!.taskId}/completion`, { answers: {} });
  }
  await ines.at(`projects/${project}/plan`);
  await page.getByRole("radio", { name: "People", exact: true }).click();
  const matrix = page.getByRole("grid", { name: /Who works on what/ });
  await matrix.waitFor();
  // Who is named in the file and nobody here has places: all of one role go to somebody in one go.
  await matrix
    .getByRole("columnheader", { name: /^Analyst/ })
    .getByRole("button")
    .first()
    .click();
  await page.getByRole("combobox", { name: /Give Analyst to/ }).click();
  await page.getByRole("option", { name: "Tomas Brandt" }).click();
  const cellOf = (title: string) => matrix.getByRole("gridcell", { name: new RegExp(`^Tomas Brandt on “${title}`) }).first();
  const gets100 = async (title: string) => {
    await eventually(async () => cellOf(title).textContent()).toMatch(/100/);
    await eventually(
      async () =>
        (await ines.call<{ tasks: { title: string; owner: { name: string } | null }[] }>("GET", `/projects/${project}/plan`)).tasks.find(
          (task) => task.title === title,
        )?.owner?.name,
    ).toBe("Tomas Brandt");
  };
  await gets100("Conduct needs analysis");
  await gets100("Draft preliminary software specifications");
  // And one more by hand.
  await cellOf("Develop preliminary budget").click();
  await matrix.press("1");
  await page.keyboard.type("00");
  await page.keyboard.press("Enter");
  await gets100("Develop preliminary budget");
  await leavePicture(ines, "plan story 4 matrix");
  // Both at once: the second begins with the first.
  const plan = await planOf();
  const second = plan.tasks.find((task) => task.title === "Draft preliminary software specifications")!;
  const first = plan.entries.find((entry) => entry.taskId === plan.tasks.find((task) => task.title === "Conduct needs analysis")!.id)!;
  await ines.call(
    "PATCH",
    `/tasks/${second.id}`,
    { planning: { pinned: { start: first.start } } },
    (await planOf()).tasks.find((task) => task.id === second.id)!.version,
  );
  await page.getByRole("radio", { name: "Bars", exact: true }).click();
  await page.getByRole("treegrid").focus();
  const others = page.waitForResponse((response) => response.url().includes("/capacity?"));
  await page.getByRole("treegrid").press("Shift+L");
  await (await others).finished();
  await page.getByRole("grid", { name: "Load by person and week" }).waitFor();
  await page.getByRole("button", { name: "Next week with too much" }).click();
  const said = page.getByRole("dialog").filter({ hasText: "too much" });
  await said.getByRole("button", { name: /Conduct needs analysis/ }).waitFor();
  await said.getByRole("button", { name: /Draft preliminary software specifications/ }).waitFor();
  await leavePicture(ines, "plan story 5 load");
  await said.getByRole("button", { name: /Conduct needs analysis/ }).click();
  await eventually(async () => rowOf(page, "Conduct needs analysis").getAttribute("aria-selected")).toBe("true");
  await ines.call("PATCH", `/tasks/${second.id}`, { planning: {} }, (await planOf()).tasks.find((task) => task.id === second.id)!.version);
});

test("the network is walked by keys along the arrows, and says what waits for what", async () => {
  if (plans === null) return;
  const { ines } = library;
  const { page } = ines;
  await ines.at(`projects/${project}/plan`);
  await page.getByRole("radio", { name: "Network", exact: true }).click();
  const network = page.getByRole("tree", { name: /Network of/ });
  await network.focus();
  await network.press("p");
  const chosen = () => network.getByRole("treeitem").textContent();
  const one = await chosen();
  await network.press("ArrowRight");
  await eventually(chosen).not.toBe(one);
  await network.press("ArrowLeft");
  await network.press("w");
  await page.getByRole("dialog").getByText("Why here").waitFor();
  await leavePicture(ines, "plan story 6 network");
  await page.keyboard.press("Escape");
});

test("levelling proposes moves with reasons; one is accepted, all are, and all are taken back to where they stood", async () => {
  if (plans === null) return;
  const { ines, tomas } = library;
  const { page } = ines;
  // A team that can't do everything at once: two people for what a dozen roles do in the file.
  const plan = await planOf();
  const inside = new Set(plan.tasks.map((task) => task.plan.parentId));
  const work = plan.tasks.filter((task) => !inside.has(task.id) && !task.plan.milestone && task.plan.workingMinutes > 0);
  for (const [index, task] of work.slice(0, 40).entries()) {
    const { version } = (await planOf()).tasks.find((one) => one.id === task.id)!;
    await ines.call("PATCH", `/tasks/${task.id}`, { ownerId: index % 2 === 0 ? ines.id : tomas.id }, version);
  }
  const stood = (await planOf()).entries.map(({ taskId, start, finish }) => [taskId, start, finish]);
  await ines.at(`projects/${project}/outlook`);
  await page.getByRole("button", { name: "Look for dates" }).click();
  const accept = page.getByRole("button", { name: /^Accept the move of/ });
  await accept.first().waitFor({ timeout: 60_000 });
  await leavePicture(ines, "plan story 7 levelling");
  const offered = await accept.count();
  await accept.first().click();
  await eventually(() => accept.count()).toBe(offered - 1);
  await page.getByText("Accepted", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Accept all" }).click();
  await eventually(() => accept.count()).toBe(0);
  await eventually(async () => (await planOf()).entries.map(({ taskId, start, finish }) => [taskId, start, finish])).not.toEqual(stood);
  await page.getByRole("button", { name: "Take all back" }).click();
  await eventually(async () => (await planOf()).entries.map(({ taskId, start, finish }) => [taskId, start, finish])).toEqual(stood);
  // Honest about dates: nothing was finished yet to go by.
  await page.getByRole("button", { name: "Make forecast" }).click();
  await page.getByText("Not enough to promise a date").waitFor();
  await leavePicture(ines, "plan story 8 forecast refused");
});

test("the plan goes back to Microsoft Project with the dates it has, and comes in again as the same plan", async () => {
  if (plans === null) return;
  const { ines } = library;
  const { page } = ines;
  await ines.at(`projects/${project}/plan`);
  await page.getByRole("button", { name: "Save or print" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Microsoft Project (XML)" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text).toContain('xmlns="http://schemas.microsoft.com/project"');
  const file = join(tmpdir(), "rondo-plan-story.xml");
  writeFileSync(file, text);
  const before = await planOf();
  await ines.at("import");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("link", { name: "Open the report" }).first().click();
  await page.getByText("A project with its tasks").waitFor();
  await page
    .getByRole("main")
    .getByRole("link")
    .filter({ hasNot: page.getByText("Import") })
    .last()
    .click();
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.getByRole("treegrid").waitFor();
  const first = project;
  project = /projects\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  expect(project).not.toBe(first);
  const again = await planOf();
  const byTitle = (plan: Plan) =>
    plan.entries.map((entry, index) => `${plan.tasks[index]!.title} ${entry.start} ${entry.finish}`).toSorted();
  expect(again.links.length).toBe(before.links.length);
  expect(byTitle(again)).toEqual(byTitle(before));
});
