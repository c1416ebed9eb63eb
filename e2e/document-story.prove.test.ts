import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { leavePicture, theLibrary, whileOffline } from "./library.ts";

const library = theLibrary();

const text = (page: Page) => page.getByRole("textbox", { name: "Text of the document" });
const saved = (page: Page) => page.getByText("Saved", { exact: true }).waitFor();
/** What it says, without the others' cursors in it. */
const words = (page: Page) =>
  text(page).evaluate((node) => {
    const copy = node.cloneNode(true) as HTMLElement;
    for (const cursor of copy.querySelectorAll(".cursor-of")) cursor.remove();
    return [...copy.children].map((part) => part.textContent?.replaceAll("\u2060", ""));
  });
const shows = (page: Page, words: string) => text(page).getByText(words).first().waitFor();

async function make(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "New document" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Title" }).fill(title);
  await dialog.getByRole("button", { name: "Create document" }).click();
  await text(page).waitFor();
}

test("two people write in one document at the same time, see each other, and each word is kept", async () => {
  const { ines, tomas } = library;
  await ines.at("documents");
  await make(ines.page, "Moving the rare books");
  await tomas.page.goto(ines.page.url());
  await text(tomas.page).waitFor();
  await text(ines.page).click();
  await text(ines.page).pressSequentially("# Who carries what");
  await text(ines.page).press("Enter");
  await text(ines.page).pressSequentially("Two people for each atlas. ");
  await shows(tomas.page, "Two people for each atlas.");
  await tomas.page.getByRole("heading", { name: "Who carries what" }).waitFor();
  const began = performance.now();
  await text(ines.page).pressSequentially("!");
  await shows(tomas.page, "Two people for each atlas. !");
  console.log(`a letter of Ines is on Tomas's screen after ${Math.round(performance.now() - began)} ms`);
  await text(tomas.page).click();
  await tomas.page.keyboard.press("Control+End");
  await tomas.page.keyboard.press("Enter");
  await Promise.all([text(tomas.page).pressSequentially("Gloves for everybody."), text(ines.page).pressSequentially("And a trolley.")]);
  await shows(ines.page, "Gloves for everybody.");
  await shows(tomas.page, "And a trolley.");
  await ines.page.getByText("Tomas Brandt", { exact: true }).first().waitFor();
  await Promise.all([saved(ines.page), saved(tomas.page)]);
  expect(await words(ines.page)).toEqual(await words(tomas.page));
  await leavePicture(ines, "document together");
  await ines.page.reload();
  await shows(ines.page, "And a trolley.");
});

test("what is written without a connection stays, also over a closed page, and is merged with what others wrote", async () => {
  const { ines, tomas } = library;
  // The first visit of a browser installs what keeps the app; from the second on it opens without a connection.
  await tomas.page.reload();
  await shows(tomas.page, "And a trolley.");
  await tomas.context.setOffline(true);
  await text(tomas.page).click();
  await tomas.page.keyboard.press("Control+End");
  await text(tomas.page).pressSequentially(" Written on the train.");
  await tomas.page.getByText("There is no connection. What you write is kept on this device and sent when there is one.").waitFor();
  await text(ines.page).getByRole("heading", { name: "Who carries what" }).click();
  // In the first 20 ms after it got the focus the editor puts the caret back where the click was: looked at after that.
  await expect
    .poll(
      async () => (
        await ines.page.keyboard.press("Home"),
        ines.page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(getSelection()?.anchorOffset), 40)))
      ),
    )
    .toBe(0);
  await ines.page.keyboard.type("Draft: ");
  await saved(ines.page);
  expect(await text(ines.page).innerText()).not.toContain("train");
  await leavePicture(tomas, "document offline");
  await tomas.page.reload();
  await shows(tomas.page, "Written on the train.");
  await tomas.context.setOffline(false);
  await shows(ines.page, "Written on the train.");
  await expect.poll(() => words(tomas.page)).toContain("Draft: Who carries what");
  await saved(tomas.page);
  expect(await words(ines.page)).toEqual(await words(tomas.page));
  // What a browser says of every request of that time.
  tomas.problems.splice(0, tomas.problems.length, ...tomas.problems.filter((problem) => !whileOffline.test(problem)));
});

test("an entry of a check list becomes a task, is finished in either place, and shows who has it", async () => {
  const { ines } = library;
  const project = await ines.call<{ id: string }>("POST", "/projects", { name: "Move the rare books" });
  await ines.at(`projects/${project.id}/documents`);
  await make(ines.page, "Minutes of Monday");
  await text(ines.page).click();
  await text(ines.page).pressSequentially("[ ] Order gloves");
  await ines.page.getByRole("button", { name: "Make a task of “Order gloves”" }).click();
  await ines.page.getByText("“Order gloves” is a task now").waitFor();
  const tasks = () =>
    ines
      .call<{ tasks: { id: string; title: string; closedAs: string | null }[] }>("GET", `/projects/${project.id}/plan`)
      .then((plan) => plan.tasks);
  expect((await tasks()).map(({ title }) => title)).toEqual(["Order gloves"]);
  await ines.page.getByRole("checkbox", { name: "Order gloves, to do" }).click();
  await expect.poll(async () => (await tasks())[0]?.closedAs).toBe("completed");
  await ines.call("DELETE", `/tasks/${(await tasks())[0]?.id}/completion`);
  await ines.page.getByRole("checkbox", { name: "Order gloves, to do" }).waitFor();
  await ines.page.keyboard.press("Control+End");
  await ines.page.getByRole("button", { name: "Insert" }).click();
  await ines.page.getByRole("menuitem", { name: "A project's plan…" }).click();
  await ines.page.getByRole("dialog").getByRole("button", { name: "Move the rare books" }).click();
  await ines.page.getByText("Plan of Move the rare books").waitFor();
  await saved(ines.page);
  await leavePicture(ines, "document with plan");
});

test("a passage is commented on and settled, and who may only read writes nothing", async () => {
  const { ines, tomas } = library;
  await ines.at("documents");
  await make(ines.page, "House rules");
  await text(ines.page).click();
  await text(ines.page).pressSequentially("No pens in the reading room.");
  await saved(ines.page);
  const id = ines.page.url().split("/documents/")[1]?.split("?")[0] as string;
  const { version } = await ines.call<{ version: number }>("GET", `/documents/${id}`);
  await ines.call("PATCH", `/documents/${id}`, { everyone: "viewer" }, version);
  await tomas.at(`documents/${id}`);
  await shows(tomas.page, "No pens in the reading room.");
  expect(await text(tomas.page).getAttribute("contenteditable")).toBe("false");
  await text(tomas.page).getByText("No pens").selectText();
  await tomas.page.getByRole("button", { name: "Comments" }).click();
  await tomas.page.getByRole("textbox", { name: "Comment" }).fill("Pencils, @Ines Okafor?");
  await tomas.page.getByRole("button", { name: "Add comment" }).click();
  await ines.page.getByRole("button", { name: "One open comment" }).click();
  const side = ines.page.getByRole("complementary", { name: "Comments" });
  await side.getByText("Pencils,").waitFor();
  await text(ines.page).locator(".passage").getByText("No pens in the reading room.").waitFor();
  await leavePicture(ines, "document comments");
  await side.getByRole("button", { name: "Settled" }).click();
  await text(ines.page).locator(".passage").waitFor({ state: "detached" });
});

test("who is let go while reading sees nothing more of it within a second", async () => {
  const { ines, tomas } = library;
  const id = ines.page.url().split("/documents/")[1]?.split("?")[0] as string;
  const { version } = await ines.call<{ version: number }>("GET", `/documents/${id}`);
  const began = performance.now();
  await ines.call("PATCH", `/documents/${id}`, { everyone: null }, version);
  await tomas.page.getByText(/^You can't see this document any more|^There is no such document/).waitFor();
  console.log(`the document is gone from Tomas's screen after ${Math.round(performance.now() - began)} ms`);
  expect(await tomas.page.getByText("No pens").count()).toBe(0);
});

test("a version is kept under a name, looked at and restored; a file comes in and goes out", async () => {
  const { ines } = library;
  const file = join(mkdtempSync(join(tmpdir(), "rondo-story-")), "Handling.md");
  writeFileSync(file, "## Atlases\n\n| Size | Shelf |\n| --- | --- |\n| A0 | 7 |\n\n- [x] Gloves\n");
  await ines.at("documents");
  await ines.page.getByRole("button", { name: "New document" }).first().click();
  const dialog = ines.page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Begin with" }).click();
  await ines.page.getByRole("option", { name: "From a file" }).click();
  await dialog.locator("input[type=file]").setInputFiles(file);
  await dialog.getByText("Handling.md").waitFor();
  await dialog.getByRole("button", { name: "Create document" }).click();
  await text(ines.page).getByRole("heading", { name: "Atlases" }).waitFor();
  await ines.page.getByRole("button", { name: "What to do with Handling" }).click();
  await ines.page.getByRole("menuitem", { name: "Versions" }).click();
  await ines.page.getByRole("textbox", { name: "Name of the version" }).fill("As it came");
  await ines.page.getByRole("button", { name: "Keep", exact: true }).click();
  await ines.page.getByRole("button", { name: "As it came" }).waitFor();
  await text(ines.page).click();
  await ines.page.keyboard.press("Control+a");
  await ines.page.keyboard.press("Delete");
  await text(ines.page).pressSequentially("All gone.");
  await saved(ines.page);
  await ines.page.getByRole("button", { name: "As it came" }).click();
  await ines.page.getByRole("button", { name: "Restore this version" }).click();
  await text(ines.page).getByRole("heading", { name: "Atlases" }).waitFor();
  await text(ines.page).getByRole("cell", { name: "A0" }).waitFor();
  await ines.page.getByRole("button", { name: "What to do with Handling" }).click();
  const [download] = await Promise.all([
    ines.page.waitForEvent("download"),
    ines.page.getByRole("menuitem", { name: "Download as Markdown" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Handling.md");
  expect(readFileSync(await download.path(), "utf8")).toContain("| A0 | 7 |");
});
