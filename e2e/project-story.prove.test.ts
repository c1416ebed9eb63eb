import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { choose, leavePicture, realFile, theLibrary } from "./library.ts";

const library = theLibrary();

const ownBoard = {
  id: "b1",
  name: "Rare-books room",
  desc: "",
  labels: [],
  members: [],
  checklists: [],
  actions: [],
  lists: [
    { id: "l1", name: "To do", closed: false, pos: 1 },
    { id: "l2", name: "Done", closed: false, pos: 2 },
  ],
  cards: [
    {
      id: "c1",
      name: "Measure the shelves",
      desc: "",
      idList: "l1",
      closed: false,
      pos: 1,
      due: null,
      idLabels: [],
      idMembers: [],
      idChecklists: [],
    },
    {
      id: "c2",
      name: "Ask for offers",
      desc: "",
      idList: "l2",
      closed: false,
      pos: 1,
      due: null,
      idLabels: [],
      idMembers: [],
      idChecklists: [],
    },
  ],
};

test("a Trello board becomes a project, with a report that counts both sides", async () => {
  const { ines } = library;
  const real = realFile("trello/dekk-pacs-spark.json");
  if (real === null) console.log("no real boards here (RONDO_SHARED_DATA): an own one is read instead");
  const file = real ?? join(tmpdir(), "rondo-own-board.json");
  if (real === null) writeFileSync(file, JSON.stringify(ownBoard));
  await ines.at("import");
  await ines.page.locator("input[type=file]").setInputFiles(file);
  await ines.page.getByRole("link", { name: "Open the report" }).first().click();
  await ines.page
    .getByRole("row", { name: /^Cards/ })
    .first()
    .waitFor();
  await ines.page.getByText("A project with its tasks").waitFor();
  await leavePicture(ines, "import report 1280 light");
  await ines.page
    .getByRole("main")
    .getByRole("link")
    .filter({ hasNot: ines.page.getByText("Import") })
    .last()
    .click();
  await ines.page.getByRole("link", { name: "Board", exact: true }).click();
  await ines.page
    .getByRole("button", { name: /^Change column/ })
    .first()
    .waitFor();
});

const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 15_000 });
const cell = (page: Page, row: string, column: string) =>
  page.getByRole("row", { name: new RegExp(row) }).locator(`[data-column=${column}]`);

/** Writes into a cell of the plan, as somebody who double-clicks it. */
async function write(page: Page, row: string, column: string, text: string) {
  await cell(page, row, column).dblclick();
  const field = cell(page, row, column).getByRole("textbox");
  await field.fill(text);
  await field.press("Enter");
  await page.keyboard.press("Escape");
}

test("a project is planned as a tree with links, a milestone and owners, seen as list, board and Gantt, and its dates move", async () => {
  const { ines, tomas } = library;
  const { page } = ines;
  await ines.at("projects");
  await page.getByRole("button", { name: "New project" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Move the rare-books room");
  await dialog.getByLabel("Goal").fill("4,200 volumes stand in a climate-controlled room");
  await dialog.getByLabel("End condition").fill("The old room is handed back");
  await dialog.getByLabel("Start").fill("2027-03-01");
  await dialog.getByRole("button", { name: "Make project" }).click();
  await page.getByRole("heading", { level: 1, name: "Move the rare-books room" }).waitFor();
  await page.getByText("The old room is handed back").first().waitFor();

  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.getByRole("button", { name: "Add task" }).first().click();
  const line = page.getByRole("textbox", { name: "What is to be done?" });
  for (const title of ["Prepare", "Measure the shelves", "Order the boxes", "Carry the books", "Room is ready"]) {
    await line.fill(title);
    await line.press("Enter");
    await page.getByRole("row", { name: new RegExp(title) }).waitFor();
  }
  await line.press("Escape");
  const grid = page.getByRole("treegrid");
  const as = async (view: "Bars" | "Table") => {
    await page.getByRole("radio", { name: view, exact: true }).click();
    await page.getByRole("columnheader", { name: "Waits for" }).waitFor({ state: view === "Table" ? "visible" : "detached" });
  };
  await as("Table");
  for (const title of ["Measure the shelves", "Order the boxes"]) {
    await cell(page, title, "title").click();
    await grid.press("Control+]");
    await eventually(() => page.getByRole("row", { name: new RegExp(title) }).getAttribute("aria-level")).toBe("2");
  }
  await write(page, "Order the boxes", "duration", "3 d");
  await write(page, "Order the boxes", "waits", "1.1");
  await write(page, "Carry the books", "waits", "1.2FS+2d");
  await write(page, "Room is ready", "duration", "0");
  await write(page, "Room is ready", "waits", "2");
  // Monday 1 March: a day to measure, three for the boxes, two days' lag, a day to carry.
  await eventually(() => cell(page, "Carry the books", "start").textContent()).toMatch(/9 Mar/);
  await cell(page, "Carry the books", "owner").dblclick();
  // An open list takes the page behind it out of what roles are found by.
  await page.locator("[data-column=owner] [role=combobox]").fill("Tomas");
  await page.getByRole("option", { name: "Tomas Brandt" }).click();
  await cell(page, "Carry the books", "owner").getByText("Tomas Brandt").waitFor();
  await expect(page.getByText("These tasks are linked already").count()).resolves.toBe(0);

  const before = await cell(page, "Carry the books", "start").textContent();
  await write(page, "Measure the shelves", "duration", "3 d");
  await eventually(() => cell(page, "Carry the books", "start").textContent()).not.toBe(before);
  await eventually(() => cell(page, "Carry the books", "start").textContent()).toMatch(/11 Mar/);
  await as("Bars");
  await page.getByRole("row", { name: /Carry the books/ }).waitFor();
  await leavePicture(ines, "plan gantt 1280 light");

  await page.getByRole("link", { name: "List", exact: true }).click();
  await page
    .getByRole("row", { name: /Carry the books/ })
    .getByText("Tomas Brandt")
    .waitFor();
  await page.getByRole("link", { name: "Board", exact: true }).click();
  await page.getByText("Carry the books").first().waitFor();
  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByText("Room is ready").first().waitFor();

  // The same after a reload, from the server's own passes.
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await as("Table");
  await page.reload();
  await eventually(() => cell(page, "Carry the books", "start").textContent()).toMatch(/11 Mar/);

  // Tomas has it in his day, beside a step of a run.
  const process = await takesOver("Check the climate", "Read the log");
  await ines.call("POST", `/processes/${process.id}/runs`, {});
  await tomas.at("my-day");
  await tomas.page.getByRole("link", { name: "Read the log" }).waitFor();
  await tomas.page.getByRole("checkbox", { name: "Complete “Carry the books”" }).click();
  await eventually(() =>
    page
      .getByRole("row", { name: /Carry the books/ })
      .getByRole("checkbox")
      .getAttribute("aria-checked"),
  ).toBe("true");
});

/** A published process of one step that is Tomas's. */
async function takesOver(name: string, step: string): Promise<{ id: string }> {
  const { ines, tomas } = library;
  const definition = {
    purpose: "",
    roles: [{ key: "keeper", name: "Keeper" }],
    fields: [],
    intake: [],
    deliverable: null,
    steps: [{ id: "s", kind: "task", title: step, instructions: "", role: "keeper", due: null, fields: [], checklist: [] }],
  };
  const process = await ines.call<{ id: string; version: number }>("POST", "/processes", { name, definition });
  await ines.call(
    "PATCH",
    `/processes/${process.id}`,
    { fillings: [{ role: "keeper", personId: tomas.id, teamId: null }] },
    process.version,
  );
  await ines.call("POST", `/processes/${process.id}/publications`, { note: "" });
  return process;
}

test("a milestone hands over to a process: returned with a reason, offered again, accepted line by line, and a run starts", async () => {
  const { ines, tomas } = library;
  await takesOver("Keep the climate", "Read the climate log");
  const project = await ines.call<{ id: string }>("POST", "/projects", { name: "Fit out the climate room" });
  const milestone = await ines.call<{ id: string }>("POST", `/projects/${project.id}/tasks`, {
    title: "Climate room is ready",
    milestone: true,
    workingMinutes: 0,
  });
  await ines.at(`projects/${project.id}/handovers`);
  await ines.page.getByRole("button", { name: "Plan handover" }).first().click();
  const dialog = ines.page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Title" }).fill("Climate room, with its log");
  await dialog.getByRole("textbox", { name: "Line 1", exact: true }).fill("The log of two weeks is complete");
  await dialog.getByRole("textbox", { name: "Line 2", exact: true }).fill("Both keys are handed over");
  await choose(dialog, "Process or team that takes it on", "Keep the climate");
  await choose(dialog, "Receiver optional", "Tomas Brandt");
  await choose(dialog, "Offered when this milestone is reached optional", "Climate room is ready");
  await dialog.getByRole("button", { name: "Plan handover" }).click();
  await ines.page.getByRole("link", { name: "Climate room, with its log" }).waitFor();

  await tomas.at("inbox");
  await tomas.page.getByRole("heading", { name: "Inbox" }).waitFor();
  await ines.call("PUT", `/tasks/${milestone.id}/completion`, {});
  await tomas.page.getByRole("link", { name: "Climate room, with its log" }).first().click();
  await tomas.page.getByRole("button", { name: "Return with a reason" }).click();
  await tomas.page.getByRole("dialog").getByLabel("What is missing?").fill("Only one key is here");
  await tomas.page.getByRole("button", { name: "Return handover" }).click();
  await ines.page.getByText("Only one key is here").waitFor();
  await ines.page.getByRole("button", { name: "Offer again" }).click();
  await tomas.page.getByRole("checkbox", { name: "The log of two weeks is complete" }).click();
  expect(await tomas.page.getByRole("button", { name: "Accept handover" }).getAttribute("aria-disabled")).toBe("true");
  await tomas.page.getByRole("checkbox", { name: "Both keys are handed over" }).click();
  await leavePicture(tomas, "handover accepting 1280 light");
  await tomas.page.getByRole("button", { name: "Accept handover" }).click();
  await tomas.page.getByRole("link", { name: "Open the run" }).click();
  await tomas.page.getByText("Read the climate log").first().waitFor();
});

test("a project hands over to a team: whoever is in it returns it with a reason, then accepts it, and the map shows what waits and comes back", async () => {
  const { ines, tomas } = library;
  await ines.call("POST", "/teams", { name: "Climate watch", memberIds: [tomas.id] });
  const project = await ines.call<{ id: string }>("POST", "/projects", { name: "Renew the loggers" });
  await ines.at(`projects/${project.id}/handovers`);
  await ines.page.getByRole("button", { name: "Plan handover" }).first().click();
  const dialog = ines.page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Title" }).fill("Twelve loggers, set up");
  await dialog.getByRole("textbox", { name: "Line 1", exact: true }).fill("Each says its room");
  await choose(dialog, "Process or team that takes it on", "Climate watch");
  expect(await dialog.getByRole("combobox", { name: "Receiver optional" }).count()).toBe(0);
  await dialog.getByRole("textbox", { name: "Answer expected within optional" }).fill("2 d");
  await dialog.getByRole("button", { name: "Plan handover" }).click();
  await ines.page.getByText("Climate watch · team").waitFor();
  await tomas.at("inbox");
  await tomas.page.getByRole("heading", { name: "Inbox" }).waitFor();
  await ines.page.getByRole("button", { name: "Offer now" }).click();

  await tomas.page.getByText("offers your team a handover").first().waitFor();
  await tomas.page.getByRole("link", { name: "Twelve loggers, set up" }).first().click();
  await tomas.page.getByText("answer expected by").waitFor();
  await tomas.page.getByRole("button", { name: "Return with a reason" }).click();
  await tomas.page.getByRole("dialog").getByLabel("What is missing?").fill("Two say no room");
  await tomas.page.getByRole("button", { name: "Return handover" }).click();
  await ines.page.getByText("Two say no room").waitFor();
  await ines.page.getByRole("button", { name: "Offer again" }).click();
  await tomas.page.getByRole("checkbox", { name: "Each says its room" }).click();
  await tomas.page.getByRole("button", { name: "Accept handover" }).click();
  await tomas.page.getByText(/^Accepted .* by Tomas Brandt/).waitFor();
  expect(await tomas.page.getByRole("link", { name: "Open the run" }).count()).toBe(0);

  await ines.at("handovers");
  await leavePicture(ines, "interfaces with a team 1280 light");
  await ines.page.getByRole("radio", { name: "Table" }).click();
  const row = ines.page.getByRole("row").filter({ hasText: "Renew the loggers" });
  await row.getByText("Climate watch").waitFor();
  await row.getByText("50%").waitFor();
});

test("a step of a run opens a project and the run waits until it is closed", async () => {
  const { ines } = library;
  const definition = {
    purpose: "",
    roles: [],
    fields: [],
    intake: [],
    deliverable: null,
    steps: [
      {
        id: "p",
        kind: "project",
        title: "Digitise the whole estate",
        instructions: "",
        name: "Digitise the Berg estate",
        role: null,
        wait: true,
      },
      { id: "t", kind: "task", title: "Thank the donor", instructions: "", role: null, due: null, fields: [], checklist: [] },
    ],
  };
  const process = await ines.call<{ id: string }>("POST", "/processes", { name: "Answer a large request", definition });
  await ines.call("POST", `/processes/${process.id}/publications`, { note: "" });
  const run = await ines.call<{ id: string }>("POST", `/processes/${process.id}/runs`, {});
  await ines.at(`runs/${run.id}`);
  await ines.page.getByText("Waits for its project").first().waitFor();
  await ines.page.getByRole("link", { name: "Open project" }).first().click();
  await ines.page.getByRole("heading", { level: 1, name: "Digitise the Berg estate" }).waitFor();
  await ines.page.getByText("The run waits until this project is closed.").waitFor();
  const watching = await library.again(ines);
  await watching.at(`runs/${run.id}`);
  await watching.page.getByText("Waits for its project").first().waitFor();
  await ines.page.getByRole("button", { name: "Close project" }).click();
  await ines.page.getByRole("dialog").getByLabel("How was the end condition met?").fill("All boxes are scanned");
  await ines.page.getByRole("dialog").getByRole("button", { name: "Close project" }).click();
  await watching.page.getByRole("button", { name: /Complete step/ }).waitFor();
  await watching.close();
});
