import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { theLibrary } from "./library.ts";

const library = theLibrary();

const card = (page: Page, title: string) => page.getByRole("group", { name: title, exact: true });
const column = (page: Page, name: RegExp) => page.getByRole("group", { name });

/** A project with two columns, and its board as both see it. */
async function project(name: string, tasks: readonly Record<string, unknown>[]): Promise<string> {
  const { ines } = library;
  const { id } = await ines.call<{ id: string }>("POST", "/projects", {
    name,
    start: "2026-03-02T09:00",
    everyone: "editor",
    columns: ["To do", "Doing"],
  });
  for (const task of tasks) await ines.call("POST", `/projects/${id}/tasks`, task);
  return id;
}
const boardOf = (id: string, more = "") => `tasks?as=board&group=column&where=${encodeURIComponent(`in is ${id}`)}${more}`;

test("a column says how many it may hold, warns when there are more, is folded away, and all of it stands in the address and in a saved view", async () => {
  const { ines } = library;
  const { page } = ines;
  const id = await project("Repair the atlases", [
    { title: "Clean the spine", column: "Doing" },
    { title: "Sew the quires", column: "Doing" },
    { title: "Press the boards", column: "To do" },
  ]);
  await ines.at(boardOf(id));
  await page.getByRole("button", { name: "Column Doing" }).click();
  await page.getByRole("menuitem", { name: "Limit…" }).click();
  await page.getByRole("textbox", { name: "Most at once in Doing" }).fill("1");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByText("2 of 1", { exact: true }).waitFor();
  await page.getByText("1 too many", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Column To do" }).click();
  await page.getByRole("menuitem", { name: "Fold away" }).click();
  await page.getByRole("button", { name: "Unfold To do" }).waitFor();
  expect(await card(page, "Press the boards").count()).toBe(0);
  await page.reload();
  await page.getByText("2 of 1", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Save view" }).press("Enter");
  await page.keyboard.type("Repairs");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/views\/[0-9a-f-]{36}/);
  await page.getByRole("heading", { name: "Repairs" }).waitFor();
  await card(page, "Sew the quires").waitFor();
  await page.getByRole("button", { name: "Unfold To do" }).click();
  await card(page, "Press the boards").waitFor();
  await page.getByRole("button", { name: "Back to what is saved" }).click();
  await page.getByRole("button", { name: "Unfold To do" }).waitFor();
});

test("lanes by person: a card carried by keys into another lane is that person's, and cards show what one chose", async () => {
  const { ines, tomas } = library;
  const { page } = ines;
  const id = await project("Index the letters", [
    { title: "Sort by year", column: "To do", ownerId: ines.id, dueAt: "2026-12-24T16:00:00Z" },
    { title: "Number the pages", column: "To do", ownerId: tomas.id },
  ]);
  await ines.at(boardOf(id));
  await page.getByRole("button", { name: "Lanes", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Owner", exact: true }).click();
  const lane = (name: string) => page.getByRole("region", { name, exact: true });
  await lane("Ines Okafor").getByRole("group", { name: "Sort by year", exact: true }).waitFor();
  await card(page, "Sort by year").focus();
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await lane("Tomas Brandt").getByRole("group", { name: "Sort by year", exact: true }).waitFor();
  await tomas.at("my-day");
  await tomas.page.getByRole("link", { name: "Sort by year" }).or(tomas.page.getByText("Sort by year")).first().waitFor();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await lane("Ines Okafor").getByRole("group", { name: "Sort by year", exact: true }).waitFor();

  expect(await card(page, "Sort by year").getByText(/24/).count()).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Shown on cards" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Due", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect.poll(() => card(page, "Sort by year").getByText(/24/).count()).toBe(0);
});

test("a card dragged by mouse is where it was dropped on both screens", async () => {
  const { ines, tomas } = library;
  const id = await project("Frame the prints", [{ title: "Cut the mounts", column: "To do" }]);
  await Promise.all([ines.at(boardOf(id)), tomas.at(boardOf(id))]);
  await card(ines.page, "Cut the mounts").dragTo(column(ines.page, /^Doing, /));
  for (const { page } of [ines, tomas])
    await column(page, /^Doing, 1 card/)
      .getByRole("group", { name: "Cut the mounts", exact: true })
      .waitFor();
});

test("the calendar shows what will begin by itself, and a task is moved to another day by keys and by mouse", async () => {
  const { ines } = library;
  const { page } = ines;
  const { id: p } = await ines.call<{ id: string }>("POST", "/processes", {
    name: "Water the plants",
    definition: { steps: [{ kind: "task", title: "Water them" }] },
  });
  await ines.call("POST", `/processes/${p}/publications`, {});
  await ines.call("POST", `/processes/${p}/cadences`, {
    name: "On Mondays",
    start: "2027-03-01",
    rule: { every: 1, unit: "week", weekdays: [1], time: "09:00" },
  });
  await ines.call("POST", "/tasks", { title: "Order labels", dueAt: "2027-03-10T16:00:00Z" });
  await ines.at("tasks?as=calendar&month=2027-03&where=owner is me");
  await expect.poll(() => page.getByRole("link", { name: "Water the plants will start by itself" }).count(), { timeout: 15_000 }).toBe(5);
  const day = (name: RegExp) => page.getByRole("listitem", { name });
  const entry = page.getByRole("button", { name: "Order labels" });
  await day(/10.*1 due/)
    .getByRole("button", { name: "Order labels" })
    .waitFor();
  await entry.focus();
  await page.keyboard.press("Alt+ArrowRight");
  await day(/11.*1 due/)
    .getByRole("button", { name: "Order labels" })
    .waitFor();
  await entry.dragTo(day(/17 /).or(day(/17,/)).first());
  await day(/17.*1 due/)
    .getByRole("button", { name: "Order labels" })
    .waitFor();
});

test("a column of a project's board can't take the name of another, and whoever tries is told so and goes on", async () => {
  const { ines } = library;
  const { page } = ines;
  const id = await project("Clean the map room", [{ title: "Dust the shelves", column: "To do" }]);
  await ines.at(`projects/${id}/board`);
  await page.getByRole("button", { name: "Change column To do" }).click();
  await page.getByRole("menuitem", { name: "Rename column" }).click();
  const name = page.getByRole("textbox", { name: "Name of the column" });
  await name.fill("Doing");
  await name.press("Enter");
  await page.getByText("There is a column “Doing” already").waitFor();
  await name.fill("Wanted");
  await name.press("Enter");
  await page.getByRole("heading", { name: /^Wanted/ }).waitFor();
  await page.getByRole("heading", { name: /^Doing/ }).waitFor();
});
