import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { leavePicture, theLibrary } from "./library.ts";

const library = theLibrary();

/** What the current cell says: the focus is on the table, and the table says which cell it means. */
const cell = (page: Page) =>
  page.evaluate(() => document.getElementById(document.activeElement?.getAttribute("aria-activedescendant") ?? "")?.textContent ?? "");

test("by keys alone: a filter is written, cells are changed, several rows at once, and it is taken back and kept as a view", async () => {
  const { ines, tomas } = library;
  const project = await ines.call<{ id: string }>("POST", "/projects", { name: "Move the rare-books room", start: "2026-03-02T09:00" });
  for (const title of ["Pack", "Carry", "Unpack"]) await ines.call("POST", `/projects/${project.id}/tasks`, { title });
  await ines.at("tasks");
  const { page } = ines;
  const filter = page.getByRole("combobox", { name: "Filter" });
  await filter.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("in is ");
  await page.getByRole("option", { name: "Move the rare-books room" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.getByText("3 tasks", { exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get("where")).toBe(`in is ${project.id}`);

  const grid = page.getByRole("grid");
  await grid.focus();
  expect(await cell(page)).toBe("Unpack");
  await page.keyboard.press("F2");
  await page.keyboard.type("Unpack and shelve");
  await page.keyboard.press("Enter");
  await page.getByRole("rowheader", { name: "Unpack and shelve" }).waitFor();

  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await page.getByText("2 chosen").waitFor();
  await page.keyboard.press("a");
  await page.getByRole("option", { name: "Tomas Brandt" }).waitFor();
  await page.keyboard.type("Tomas");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => grid.getByText("Tomas Brandt").count()).toBe(2);
  await tomas.at("inbox");
  await tomas.page
    .getByText(/\(\+1\)/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Undo" }).first().press("Enter");
  await expect.poll(() => grid.getByText("Tomas Brandt").count()).toBe(0);

  await page.getByRole("button", { name: "Save view" }).press("Enter");
  await page.keyboard.type("The move");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "The move" }).waitFor();
  await page.getByRole("navigation").getByRole("link", { name: "The move" }).waitFor();
});

test("a card is carried to another column by keys, and the other's board shows it", async () => {
  const { ines, tomas } = library;
  const project = await ines.call<{ id: string }>("POST", "/projects", {
    name: "Bind the almanacs",
    start: "2026-03-02T09:00",
    everyone: "editor",
    columns: ["To do", "Doing"],
  });
  await ines.call("POST", `/projects/${project.id}/tasks`, { title: "Sew the quires", column: "To do" });
  const board = `tasks?as=board&group=column&where=${encodeURIComponent(`in is ${project.id}`)}`;
  await Promise.all([ines.at(board), tomas.at(board)]);
  const card = ines.page.getByRole("group", { name: "Sew the quires", exact: true });
  await card.focus();
  await ines.page.keyboard.press("m");
  await ines.page.keyboard.press("ArrowRight");
  await ines.page.getByRole("status").filter({ hasText: "to Doing" }).waitFor();
  await ines.page.keyboard.press("Enter");
  for (const { page } of [ines, tomas])
    await page
      .getByRole("group", { name: /^Doing, 1 card/ })
      .getByRole("group", { name: "Sew the quires", exact: true })
      .waitFor();
});

test("on a phone each task says under its title what it is in, so that the same step of two runs is told apart", async () => {
  const { ines } = library;
  const { id } = await ines.call<{ id: string }>("POST", "/processes", { name: "Bind a volume" });
  const step = { id: "sew", title: "Sew the boards", instructions: "", role: null, due: null, kind: "task", checklist: [], fields: [] };
  await ines.call("PUT", `/processes/${id}/draft`, { definition: { purpose: "", roles: [], fields: [], intake: [], steps: [step] } }, 1);
  await ines.call("POST", `/processes/${id}/publications`, {});
  for (const title of ["Herbal", "Atlas"]) await ines.call("POST", `/processes/${id}/runs`, { title });
  const phone = await library.again(ines, { width: 360, dark: true });
  await phone.at("tasks");
  const rows = phone.page.getByRole("rowheader", { name: /Sew the boards/ });
  await expect
    .poll(async () => (await rows.allTextContents()).toSorted())
    .toEqual([expect.stringContaining("Atlas"), expect.stringContaining("Herbal")]);
  for (const title of ["Herbal", "Atlas"]) await phone.page.getByRole("row").filter({ hasText: title }).getByRole("checkbox").check();
  await phone.page.getByText("2 chosen").waitFor();
  await leavePicture(phone, "views story phone");
});
