import { beforeAll, expect, test } from "vitest";
import { leavePicture, theLibrary } from "./library.ts";

/*
 * A planner tries a plan otherwise before anybody is bothered with it: what would come of it stands beside what is, and it is
 * adopted as one change or thrown away. And a project that must end on a day is counted back from there.
 */
const library = theLibrary();
const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 30_000 });
let project = "";

type Plan = {
  readonly project: { readonly start: string };
  readonly tasks: readonly { id: string; title: string; plan: { workingMinutes: number } }[];
  readonly entries: readonly { taskId: string; start: string; finish: string }[];
  readonly finish: string;
};
const planOf = (id = project) => library.ines.call<Plan>("GET", `/projects/${id}/plan`);
const datesOf = ({ entries }: Plan) => entries.map(({ taskId, start, finish }) => [taskId, start, finish]);
const row = (title: string) =>
  library.ines.page
    .getByRole("treegrid")
    .getByRole("row", { name: new RegExp(title) })
    .first();

async function planned(name: string, body: object): Promise<string> {
  const { ines, tomas } = library;
  const { id } = await ines.call<{ id: string }>("POST", "/projects", { name, ...body });
  let before: string | null = null;
  for (const [title, days] of [
    ["Pack the folios", 3],
    ["Carry them over", 2],
    ["Shelve them", 2],
  ] as const) {
    const task = await ines.call<{ id: string }>("POST", `/projects/${id}/tasks`, { title, workingMinutes: days * 420, ownerId: tomas.id });
    if (before !== null) await ines.call("POST", `/projects/${id}/links`, { fromId: before, toId: task.id });
    before = task.id;
  }
  return id;
}

beforeAll(async () => {
  project = await planned("Move the rare-books room", { start: "2027-03-01T09:00" });
});

test("in what is tried, a task is made longer and the project begins later; the plan as it is stands beneath, untouched", async () => {
  const { ines } = library;
  const { page } = ines;
  const before = await planOf();
  await ines.at(`projects/${project}/plan`);
  await page.getByRole("button", { name: "What if" }).click();
  await page.getByLabel("Try something else").fill("With one carrier less");
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  const strip = page.getByRole("region", { name: "What if: With one carrier less" });
  await strip.waitFor();
  expect(await strip.getByRole("button", { name: "Adopt" }).getAttribute("aria-disabled")).toBe("true");
  await page.keyboard.press("Escape");
  const grid = page.getByRole("treegrid");
  await row("Carry them over").locator("[data-column=finish]").click();
  await grid.press("Alt+Shift+ArrowRight");
  await page
    .getByText(/“Carry them over” takes 3 d/)
    .first()
    .waitFor();
  await strip.getByText("Fri").or(strip.getByText(/later/)).first().waitFor();
  await strip.getByRole("button", { name: "Start of the project, and more" }).click();
  await page.getByRole("checkbox", { name: /Pull everything forward/ }).waitFor();
  await leavePicture(ines, "what if 1 tried");
  await page.keyboard.press("Escape");
  expect(datesOf(await planOf())).toEqual(datesOf(before));
});

test("side by side with the plan as it is, it is adopted as one change and taken back as one", async () => {
  const { ines, tomas } = library;
  const { page } = ines;
  const before = await planOf();
  await ines.at(`projects/${project}/outlook`);
  const table = page.getByRole("table", { name: "What if" });
  const line = table.getByRole("row", { name: /With one carrier less/ });
  await line
    .getByText("8 Mar 2027")
    .or(line.getByText(/10 Mar/))
    .or(line.getByText(/Mar/))
    .first()
    .waitFor();
  await leavePicture(ines, "what if 2 side by side");
  await line.getByRole("button", { name: "Adopt" }).click();
  await page.getByText("“With one carrier less” is the plan now").first().waitFor();
  await eventually(async () => (await planOf()).finish > before.finish).toBe(true);
  await eventually(
    async () =>
      (await tomas.call<{ items: { subjectId: string; why: string }[] }>("GET", "/inbox")).items.filter(
        (notice) => notice.subjectId === project && notice.why === "yourPlan",
      ).length,
  ).toBe(1);
  await line.getByRole("button", { name: "Take back" }).click();
  await page.getByText("The plan is back as it was before").first().waitFor();
  await eventually(async () => datesOf(await planOf())).toEqual(datesOf(before));
  await line.getByRole("button", { name: /Throw/ }).click();
  await page.getByText("Nothing is being tried.").waitFor();
});

test("on a phone in the dark, what is tried is read and left", async () => {
  const { ines } = library;
  const { id } = await ines.call<{ id: string }>("POST", `/projects/${project}/alternatives`, { name: "Later" });
  await ines.call("PATCH", `/projects/${project}/alternatives/${id}`, { start: "2027-03-08T09:00" }, 1);
  const phone = await library.again(ines, { width: 360, dark: true });
  await phone.at(`projects/${project}/plan?alternative=${id}`);
  await phone.page.getByRole("region", { name: "What if: Later" }).waitFor({ timeout: 60_000 });
  await leavePicture(phone, "what if 3 phone");
  await phone.page.getByRole("button", { name: "Back to the plan" }).click();
  await phone.page.getByRole("region", { name: "What if: Later" }).waitFor({ state: "detached" });
  await phone.at(`projects/${project}/outlook`);
  await phone.page.getByRole("table", { name: "What if" }).scrollIntoViewIfNeeded({ timeout: 60_000 });
  await leavePicture(phone, "what if 4 phone side by side");
});

test("a project that must end on a day is made, counted back from there, and a date says what it is in time for", async () => {
  const { ines } = library;
  const { page } = ines;
  await ines.at("projects?new=true");
  const dialog = page.getByRole("dialog", { name: "New project" });
  await dialog.getByLabel("Name").fill("Exhibition");
  await dialog.getByRole("radio", { name: "To an end" }).click();
  await dialog.getByLabel("Must end").fill("2027-06-18");
  await leavePicture(ines, "what if 5 must end");
  await dialog.getByRole("button", { name: "Make project" }).click();
  await page.getByRole("heading", { name: "Exhibition" }).waitFor({ timeout: 60_000 });
  const id = /projects\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  const first = await ines.call<{ id: string }>("POST", `/projects/${id}/tasks`, { title: "Print", workingMinutes: 840 });
  const last = await ines.call<{ id: string }>("POST", `/projects/${id}/tasks`, { title: "Hang", workingMinutes: 420 });
  await ines.call("POST", `/projects/${id}/links`, { fromId: first.id, toId: last.id });
  expect((await planOf(id)).entries.map(({ finish }) => finish)).toEqual(["2027-06-17T17:00", "2027-06-18T17:00"]);
  expect((await planOf(id)).project.start.slice(0, 10)).toBe("2027-06-16");
  await ines.at(`projects/${id}/plan`);
  await page.getByRole("treegrid").waitFor();
  await leavePicture(ines, "what if 6 counted back");
});
