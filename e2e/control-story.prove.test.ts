import { expect, test } from "vitest";
import { leavePicture, theLibrary } from "./library.ts";

/*
 * Whoever answers for a project: what may go wrong is watched, a gate stands before the milestone, the money is counted, a report
 * is written from the data, all projects stand side by side, and the next one like it begins from a template.
 */
const library = theLibrary();
const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 30_000 });
let project = "";
let milestone = "";

const go = (part: string) => library.ines.at(`projects/${project}/control${part === "value" ? "" : `?part=${part}`}`);

test("a risk is written down with how likely and how bad it is, and its exposure is on the matrix", async () => {
  const { ines, tomas } = library;
  const { page } = ines;
  const { id } = await ines.call<{ id: string }>("POST", "/projects", { name: "Move the rare-books room", start: "2027-03-01T09:00" });
  project = id;
  const carry = await ines.call<{ id: string }>("POST", `/projects/${id}/tasks`, {
    title: "Carry the folios over",
    workingMinutes: 1_260,
    ownerId: tomas.id,
  });
  const there = await ines.call<{ id: string }>("POST", `/projects/${id}/tasks`, {
    title: "Everything is there",
    milestone: true,
    workingMinutes: 0,
  });
  milestone = there.id;
  await ines.call("POST", `/projects/${id}/links`, { fromId: carry.id, toId: there.id });
  await go("risks");
  await page.getByRole("button", { name: "Add risk" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("What may happen").fill("The lift fails");
  await form.getByRole("combobox", { name: "Likelihood" }).click();
  await page.getByRole("option", { name: "4 · high" }).click();
  await form.getByRole("combobox", { name: "Impact" }).click();
  await page.getByRole("option", { name: "5 · very high" }).click();
  // What is written stays through a reload.
  await page.reload();
  await page.getByRole("button", { name: "Add risk" }).click();
  expect(await form.getByLabel("What may happen").inputValue()).toBe("The lift fails");
  await leavePicture(ines, "control story 1 risk");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("“The lift fails” was added").first().waitFor();
  await page.getByRole("table", { name: "Risks" }).getByText("20").first().waitFor();
  await leavePicture(ines, "control story 2 risks");
  await page.getByRole("button", { name: "More about “The lift fails”" }).click();
  await page.getByRole("menuitem", { name: "Take out" }).click();
  await page.getByRole("table", { name: "Risks" }).getByText("The lift fails").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).first().click();
  await page.getByRole("table", { name: "Risks" }).getByText("The lift fails").waitFor();
});

test("a milestone with an open gate can't be finished; waived with a reason it can", async () => {
  const { ines } = library;
  const { page } = ines;
  await go("scope");
  await page.getByRole("button", { name: "Add gate" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("What is asked").fill("The insurer agrees");
  await form.getByRole("combobox", { name: "At the milestone" }).fill("Everything");
  await page.getByRole("option", { name: "Everything is there" }).click();
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("“The insurer agrees” was added").first().waitFor();
  await expect(ines.call("PUT", `/tasks/${milestone}/completion`, {})).rejects.toThrow("gate_not_passed");
  await page.getByRole("button", { name: "More about “The insurer agrees”" }).click();
  await page.getByRole("menuitem", { name: "Waive" }).click();
  const why = page.getByRole("dialog", { name: /Waive/ });
  await why.getByLabel("Why it may go on without").fill("Agreed by phone, the letter follows");
  await why.getByRole("button", { name: "Waive" }).click();
  await page.getByRole("table", { name: "Gates" }).getByText("waived").waitFor();
  await leavePicture(ines, "control story 3 gate waived");
});

test("with a budget and rates the worth of the work is told in money, and managers alone see the rates", async () => {
  const { ines, tomas } = library;
  const { page } = ines;
  await go("value");
  await page.getByRole("button", { name: "Set budget" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("It may cost").fill("2000");
  await form.getByRole("button", { name: "Add everybody else" }).click();
  await form.getByLabel("An hour").first().fill("50");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("The budget is set").first().waitFor();
  await page.getByText("€1,050").first().waitFor();
  await leavePicture(ines, "control story 4 value");
  const seen = await tomas.call<{ budget: unknown; value: { unit: string } }>("GET", `/projects/${project}/control`);
  expect(seen).toMatchObject({ budget: null, value: { unit: "minutes" } });
});

test("a report is written from the data by one press, and says the finish, the risk and what was waived", async () => {
  const { ines } = library;
  const { page } = ines;
  await go("people");
  await page.getByRole("button", { name: "Write report" }).first().click();
  const dialog = page.getByRole("dialog");
  if (await dialog.isVisible()) await dialog.getByRole("button", { name: "Write report" }).click();
  await page.getByText("A report was written").first().waitFor();
  await page
    .getByText(/The lift fails \(20\)/)
    .first()
    .waitFor();
  await leavePicture(ines, "control story 5 report");
});

test("the portfolio puts it beside the others, with how it does and its worst risk", async () => {
  const { ines } = library;
  const { page } = ines;
  await ines.call("POST", "/projects", { name: "Sort the maps", start: "2027-04-05T09:00" });
  await ines.at("projects");
  await page.getByRole("link", { name: "Portfolio" }).click();
  const line = page.getByRole("row", { name: /Move the rare-books room/ });
  await line.getByText("20").first().waitFor();
  await page.getByRole("row", { name: /Sort the maps/ }).waitFor();
  await leavePicture(ines, "control story 6 portfolio");
});

test("the next one like it begins from a template: from a start, and to an end", async () => {
  const { ines } = library;
  const { page } = ines;
  await ines.at(`projects/${project}`);
  await page.getByRole("button", { name: "Change project" }).click();
  await page.getByRole("menuitem", { name: "Save as template" }).click();
  const keep = page.getByRole("dialog", { name: "Save as template" });
  await keep.getByRole("button", { name: "Save as template" }).click();
  await page.getByText("can be chosen under New project now").first().waitFor();
  type Project = { id: string; name: string; start: string; finish: string };
  const made = async (name: string, way: string, day: string): Promise<Project> => {
    await ines.at("projects?new=true");
    const dialog = page.getByRole("dialog", { name: "New project" });
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("combobox", { name: "From a template" }).click();
    await page.getByRole("option", { name: /Move the rare-books room/ }).click();
    await dialog.getByText(/It holds 2 tasks, 1 link/).waitFor();
    await dialog.getByRole("radio", { name: way }).click();
    await dialog.locator("input[type=date]").first().fill(day);
    await dialog.getByText(/^From .* to /).waitFor();
    await leavePicture(ines, `control story 7 template ${way}`);
    await dialog.getByRole("button", { name: "Make project" }).click();
    await page.getByRole("heading", { name }).waitFor();
    const { items } = await ines.call<{ items: Project[] }>("GET", "/projects");
    return items.find((one) => one.name === name)!;
  };
  const early = await made("Move the map room", "From a start", "2027-05-03");
  expect(early.start.slice(0, 10)).toBe("2027-05-03");
  await eventually(async () => (await ines.call<Project>("GET", `/projects/${early.id}`)).finish.slice(0, 10)).toBe("2027-05-05");
  const late = await made("Move the letters", "To an end", "2027-06-18");
  expect(late.finish.slice(0, 10)).toBe("2027-06-18");
  expect(late.start.slice(0, 10)).toBe("2027-06-16");
});
