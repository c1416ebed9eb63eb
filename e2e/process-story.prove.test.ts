import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { choose, leavePicture, realFile, theLibrary } from "./library.ts";
import { enter } from "./stage.ts";

const library = theLibrary();

const ownProcedure = `# Lend a reading-room laptop\n\nFor readers who bring none.\n\n1. Check the library card\n2. Hand out the laptop\n   - [ ] Charger is in the bag\n   - [ ] Serial number is noted\n3. Take it back and wipe it\n`;

test("a written procedure that is dropped on the screen becomes a draft, with a report that counts both sides", async () => {
  const { ines } = library;
  const real = realFile("procedures/rust-release-process.md");
  if (real === null) console.log("no real procedures here (RONDO_SHARED_DATA): an own one is read instead");
  const file = real ?? join(tmpdir(), "rondo-own-procedure.md");
  if (real === null) writeFileSync(file, ownProcedure);
  await ines.at("import");
  await ines.page.locator("input[type=file]").setInputFiles(file);
  await ines.page.getByRole("link", { name: "Open the report" }).first().click();
  await ines.page.getByRole("heading", { name: "What was read and what is here now" }).waitFor();
  expect(await ines.page.getByRole("row").count()).toBeGreaterThan(1);
  await ines.page.getByText("A draft: nothing runs until it is published").waitFor();
  await ines.page
    .getByRole("main")
    .getByRole("link")
    .filter({ hasNot: ines.page.getByText("Import") })
    .last()
    .click();
  await ines.page.getByRole("textbox", { name: "Title of step 1", exact: true }).waitFor();
  // A draft can't be run; the button says why.
  expect(await ines.page.getByRole("button", { name: "Start run" }).getAttribute("aria-disabled")).toBe("true");
});

test("a procedure is written as a document, seen as a flow, and published as revision 1", async () => {
  const { ines } = library;
  const { page } = ines;
  await ines.at("processes");
  await page.getByRole("button", { name: "New process" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Digitise a volume on request");
  await page.getByRole("dialog").getByRole("button", { name: "Create process" }).click();
  await page.getByRole("heading", { name: "Digitise a volume on request" }).waitFor();

  await addField(page.locator("section").filter({ has: page.getByRole("heading", { name: "A run starts with" }) }), "Shelf mark");
  await add(page, "Task");
  await page.getByRole("textbox", { name: "Title of step 1" }).fill("Check the volume");
  const first = page.getByRole("listitem").filter({ has: page.getByRole("textbox", { name: "Title of step 1" }) });
  await first.getByRole("button", { name: "Write Instructions" }).click();
  await first.getByRole("textbox", { name: "Instructions" }).fill("Look at **spine and hinges** first.");
  await choose(first, "Role", "Conservator");
  await first.getByRole("textbox", { name: "Due within" }).fill("2 days");
  await addField(first, "Condition");

  await add(page, "Decision");
  await page.getByRole("textbox", { name: "Title of step 2", exact: true }).fill("Is it fragile?");
  await choose(page, "Field", "Fragile");
  await page.getByRole("button", { name: "Add the first step here" }).first().click();
  await page.getByRole("textbox", { name: "Title of step 2a.1" }).fill("Repair the spine");

  await add(page, "At the same time");
  await page.getByRole("textbox", { name: "Title of step 3", exact: true }).fill("Prepare");
  for (const [number, title] of [
    ["3a.1", "Book the scanner"],
    ["3b.1", "Write the metadata"],
  ] as const) {
    await page
      .getByRole("listitem")
      .filter({ has: page.getByRole("textbox", { name: "Title of step 3", exact: true }) })
      .getByRole("button", { name: "Add the first step here" })
      .first()
      .click();
    await page.getByRole("textbox", { name: `Title of step ${number}` }).fill(title);
  }

  await add(page, "Approval");
  await page.getByRole("textbox", { name: "Title of step 4", exact: true }).fill("Approve the scan");
  await page.getByRole("combobox", { name: "On reject" }).click();
  await page.getByRole("option", { name: "go back to “Write the metadata”" }).click();
  await addField(page.getByRole("listitem").filter({ has: page.getByRole("textbox", { name: "Title of step 4" }) }), "Condition");

  // The yes-or-no question is asked in the first step.
  await page.getByRole("textbox", { name: "Title of step 1" }).click();
  await addField(first, "Fragile");
  await page.getByRole("button", { name: "Say what the requester gets" }).click();
  await page.getByRole("textbox", { name: "What they get" }).fill("Your scan");
  await page.getByText("Saved", { exact: true }).waitFor();
  await leavePicture(ines, "procedure edited 1280 light");

  await page.getByRole("link", { name: "Flow" }).click();
  await page.getByText("Repair the spine").first().waitFor();
  await page
    .getByRole("radio", { name: "Table" })
    .or(page.getByRole("button", { name: "Table" }))
    .first()
    .click();
  await page.getByRole("row", { name: /Repair the spine/ }).waitFor();

  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("button", { name: "Publish revision 1" }).click();
  await page.getByText("Revision 1 is published").waitFor();
  await page.reload();
  await page.getByRole("link", { name: "Procedure" }).click();
  expect(await page.getByRole("textbox", { name: "Title of step 2a.1" }).inputValue()).toBe("Repair the spine");
});

async function addField(within: Locator, name: string) {
  await within
    .getByRole("button", { name: "Add field", exact: true })
    .or(within.getByRole("combobox", { name: "Add field", exact: true }))
    .first()
    .click();
  await choose(within, "Add field", name);
}

async function add(page: Page, kind: string) {
  await page.getByRole("button", { name: "Add another kind of step", exact: true }).last().click();
  await page.getByRole("menuitem", { name: new RegExp(`^${kind}`) }).click();
}

const none = { instructions: "", due: null, checklist: [] };
const loan = {
  purpose: "",
  roles: [
    { key: "scanner", name: "Scanner" },
    { key: "lead", name: "Lead" },
  ],
  fields: [
    { key: "volume", label: "Which volume?", kind: "text" },
    { key: "pages", label: "Pages", kind: "number" },
    { key: "scan", label: "Where the scan is", kind: "link" },
  ],
  intake: ["volume"],
  steps: [
    {
      ...none,
      id: "count",
      kind: "task",
      title: "Count the pages",
      role: "scanner",
      fields: [
        { key: "volume", mode: "shown" },
        { key: "pages", mode: "required" },
      ],
    },
    {
      ...none,
      id: "scan",
      kind: "task",
      title: "Scan the volume",
      role: "scanner",
      fields: [
        { key: "pages", mode: "shown" },
        { key: "scan", mode: "required" },
      ],
    },
    {
      id: "agree",
      instructions: "",
      due: null,
      kind: "approval",
      title: "Approve the scan",
      role: "lead",
      fields: [
        { key: "pages", mode: "shown" },
        { key: "scan", mode: "shown" },
      ],
      returnTo: "scan",
    },
  ],
  deliverable: { title: "Your scan of {{volume}}", message: "It has {{pages}} pages.", fields: ["scan"] },
};

async function published(name: string): Promise<{ id: string }> {
  const { ines, tomas } = library;
  const process = await ines.call<{ id: string; version: number }>("POST", "/processes", { name, definition: loan });
  await ines.call(
    "PATCH",
    `/processes/${process.id}`,
    {
      fillings: [
        { role: "scanner", personId: tomas.id, teamId: null },
        { role: "lead", personId: ines.id, teamId: null },
      ],
    },
    process.version,
  );
  await ines.call("POST", `/processes/${process.id}/publications`, { note: "" });
  return process;
}

test("a run hands work from one person to the other: asked back, rejected, worked again, approved, with everything in its history", async () => {
  const { ines, tomas } = library;
  const process = await published("Scan a volume");
  const inbox = await library.again(tomas);
  await Promise.all([ines.at(`processes/${process.id}`), tomas.at("my-day"), inbox.at("inbox")]);
  await tomas.page.getByRole("heading", { name: "My day" }).waitFor();
  await inbox.page.getByRole("heading", { name: "Inbox" }).waitFor();

  await ines.page.getByRole("button", { name: "Start run" }).click();
  await ines.page.getByRole("dialog").getByLabel("Which volume?").fill("Atlas of the Baltic, 1786");
  const began = performance.now();
  await ines.page.getByRole("dialog").getByRole("button", { name: "Start run" }).click();
  await Promise.all(
    [["My day", tomas] as const, ["Inbox", inbox] as const].map(async ([name, member]) => {
      await member.page.getByRole("link", { name: "Count the pages" }).first().waitFor();
      console.log(`the first step is in Tomas's ${name} ${Math.round(performance.now() - began)} ms after the run was started`);
    }),
  );
  await ines.page.getByRole("heading", { level: 1, name: "Atlas of the Baltic, 1786" }).waitFor();

  await tomas.page.getByRole("checkbox", { name: "Complete “Count the pages”" }).click();
  const step = tomas.page.getByRole("region", { name: "This step" });
  await step.getByText("Atlas of the Baltic, 1786").waitFor();
  await step.getByLabel("Pages").fill("214");
  await step.getByRole("button", { name: /Complete step/ }).click();
  await tomas.page.getByRole("link", { name: "Scan the volume" }).waitFor();
  await tomas.page.getByRole("checkbox", { name: "Complete “Scan the volume”" }).click();
  await step.getByText("214").waitFor();
  await step.getByRole("button", { name: /Complete step/ }).click();
  await step.getByText("Needed to go on").waitFor();
  await step.getByLabel("Where the scan is").fill("https://scans.lindgren.example/atlas");
  await step.getByRole("button", { name: /Complete step/ }).click();

  // Ines looks at the run; it is her turn now.
  await ines.page.getByRole("button", { name: "Ask back…" }).click();
  await ines.page.getByRole("combobox", { name: "Ask" }).click();
  await ines.page.getByRole("option", { name: "Tomas Brandt" }).click();
  await ines.page.getByLabel("Question").fill("Is the fold-out map in it?");
  await ines.page.getByRole("button", { name: "Send question" }).click();
  await inbox.page.getByText("Is the fold-out map in it?").waitFor();
  await inbox.page.getByLabel("Your answer").fill("No, it is missing");
  await inbox.page.getByRole("button", { name: "Send answer" }).click();
  await ines.page.getByText("No, it is missing").first().waitFor();
  await ines.page.getByRole("button", { name: "Reject…" }).click();
  await ines.page.getByRole("textbox", { name: "Reason" }).fill("Please scan the map as well");
  await ines.page.getByRole("button", { name: "Reject", exact: true }).click();

  await tomas.page.getByRole("checkbox", { name: "Complete “Scan the volume”" }).click();
  await step.getByLabel("Where the scan is").fill("https://scans.lindgren.example/atlas-with-map");
  await step.getByRole("button", { name: /Complete step/ }).click();
  await ines.page.getByRole("button", { name: "Approve", exact: true }).click();
  await ines.page.getByText("Delivered").first().waitFor();

  await ines.page
    .getByRole("radio", { name: "History" })
    .or(ines.page.getByRole("button", { name: "History" }))
    .first()
    .click();
  for (const sentence of [
    /Ines Okafor started the run.*on revision 1/,
    /Tomas Brandt completed “Count the pages”/,
    /Ines Okafor asked back about “Approve the scan”/,
    /Tomas Brandt answered the question/,
    /Ines Okafor rejected “Approve the scan”/,
    /Ines Okafor approved “Approve the scan”/,
    /The run was completed/,
  ])
    await ines.page.getByText(sentence).first().waitFor();
  await leavePicture(ines, "run history 1280 light");
  await inbox.close();
});

test("a request comes in by the public form, and its page shows the stages, a question and the deliverable", async () => {
  const { ines, tomas, browser } = library;
  const process = await published("Scan on request");
  await ines.at(`processes/${process.id}/settings`);
  await ines.page.getByLabel("Title of the form").fill("Ask for a scan");
  await ines.page.getByRole("button", { name: "Switch form on" }).click();
  const address = (await ines.page.locator("code").filter({ hasText: "/form/" }).textContent()) ?? "";

  await tomas.at("my-day");
  const reader = await enter(browser);
  await reader.page.goto(address);
  await reader.page.getByRole("heading", { name: "Ask for a scan" }).waitFor();
  await reader.page.getByRole("button", { name: "Send request" }).click();
  await reader.page.getByText("Needed").first().waitFor();
  await reader.page.getByLabel("Which volume?").fill("Herbarium of 1734");
  await reader.page.getByLabel("Your name").fill("Alva Berg");
  await reader.page.getByRole("button", { name: "Send request" }).click();
  await reader.page.waitForURL(/\/request\//);
  await reader.page.getByRole("listitem").filter({ hasText: "Count the pages" }).getByText("now").waitFor();

  const work = async (title: string, answers: object) => {
    await tomas.page.getByRole("link", { name: title, exact: true }).first().waitFor();
    const { items } = await tomas.call<{ items: { task: { id: string; title: string; home: { title: string } } }[] }>("GET", "/my-day");
    const task = items.find((item) => item.task.title === title && item.task.home.title.includes("Herbarium of 1734"))?.task;
    expect(task, JSON.stringify(items.map((item) => [item.task.title, item.task.home.title]))).toBeDefined();
    await tomas.call("PUT", `/tasks/${task?.id}/completion`, { answers });
  };
  await work("Count the pages", { pages: 96 });
  await work("Scan the volume", { scan: "https://scans.lindgren.example/herbarium" });
  await ines.at("inbox");
  const approval = ines.page
    .getByRole("listitem")
    .filter({ hasText: "Herbarium of 1734" })
    .filter({ hasText: "Your decision is asked for" });
  await approval.getByRole("button", { name: "Ask back" }).click();
  await approval.getByRole("textbox", { name: "Your question" }).fill("In colour?");
  await approval.getByRole("button", { name: "Ask back" }).click();
  await ines.page.getByText("Waits for an answer: “In colour?”").waitFor();
  await reader.page.reload();
  await reader.page.getByText("In colour?").waitFor();
  await leavePicture(reader, "request question 1280 light");
  await reader.page.getByLabel("Your answer").fill("Yes, please");
  await reader.page.getByRole("button", { name: "Send answer" }).click();
  await approval.getByRole("button", { name: "Approve", exact: true }).click();
  await ines.page.getByText("is approved").first().waitFor();
  await reader.page.reload();
  await reader.page.getByRole("heading", { name: "Your scan of Herbarium of 1734" }).waitFor();
  await reader.page.getByText("It has 96 pages.").waitFor();
  await reader.page.getByRole("link", { name: "https://scans.lindgren.example/herbarium" }).waitFor();
  await leavePicture(reader, "request delivered 1280 light");
  expect(reader.problems).toEqual([]);
  await reader.close();
});

test("a cadence starts a run by itself when its moment comes", { timeout: 100_000 }, async () => {
  const { ines, tomas } = library;
  const simple = {
    ...loan,
    intake: [],
    fields: loan.fields.slice(1),
    steps: [{ ...none, id: "air", kind: "task", title: "Air the stacks", role: "scanner", fields: [] }],
    deliverable: null,
  };
  const process = await ines.call<{ id: string; version: number }>("POST", "/processes", {
    name: "Air the stacks every day",
    definition: simple,
  });
  await ines.call(
    "PATCH",
    `/processes/${process.id}`,
    { fillings: [{ role: "scanner", personId: tomas.id, teamId: null }] },
    process.version,
  );
  await ines.call("POST", `/processes/${process.id}/publications`, { note: "" });
  // The next whole minute of the workspace's clock that is a few seconds away.
  const soon = new Date(Math.ceil((Date.now() + 3_000) / 60_000) * 60_000).toLocaleString("sv-SE", { timeZone: "Europe/Berlin" });
  await ines.call("POST", `/processes/${process.id}/cadences`, {
    name: "Every day",
    rule: { every: 1, unit: "day", time: soon.slice(11, 16), holidays: "keep" },
    start: soon.slice(0, 10),
  });
  await tomas.at("my-day");
  await tomas.page.getByRole("link", { name: "Air the stacks", exact: true }).waitFor({ timeout: 75_000 });
  await ines.at(`processes/${process.id}/runs`);
  await ines.page
    .getByText(/Air the stacks/)
    .first()
    .waitFor();
});
