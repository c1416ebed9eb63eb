import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { leavePicture, type Member, theLibrary, keptByBrowser, whileOffline } from "./library.ts";

/** A working day of two people, from the planning in the morning to the train home, in the order in which it is lived. */
const library = theLibrary();

const complete = (page: Page, title: string) => page.getByRole("checkbox", { name: `Complete “${title}”` });
const step = (id: string, title: string, more: object) => ({ id, title, instructions: "", role: null, due: null, ...more });
const readers = ["Adler", "Brand", "Conrad", "Dietz", "Ebert", "Falk", "Gerber", "Hahn", "Iversen", "Jung"];

let phone: Member;

async function lending(): Promise<string> {
  const { ines, tomas } = library;
  const process = await ines.call<{ id: string; version: number }>("POST", "/processes", { name: "Lend a volume" });
  await ines.call(
    "PUT",
    `/processes/${process.id}/draft`,
    {
      definition: {
        purpose: "",
        roles: [{ key: "head", name: "Head of the reading room" }],
        fields: [{ key: "shelfmark", label: "Shelf mark", kind: "text" }],
        intake: [],
        steps: [
          step("fetch", "Fetch the volume", { kind: "task", checklist: [], fields: [{ key: "shelfmark", mode: "required" }] }),
          step("agree", "Agree to the loan", { kind: "approval", role: "head", fields: [], returnTo: "fetch" }),
        ],
      },
    },
    1,
  );
  const { version } = await ines.call<{ version: number }>("GET", `/processes/${process.id}`);
  await ines.call(
    "PATCH",
    `/processes/${process.id}`,
    { everyone: "contributor", fillings: [{ role: "head", personId: tomas.id, teamId: null }] },
    version,
  );
  await ines.call("POST", `/processes/${process.id}/publications`, {});
  return process.id;
}

test("in the morning the day is planned: what is for today stands in My day, with the reason", async () => {
  const { ines } = library;
  const { page } = ines;
  for (const title of ["Write to the bindery", "Check the loan desk"]) await ines.call("POST", "/tasks", { title, effortMinutes: 30 });
  await ines.at("my-day/week");
  await page.getByRole("button", { name: "Fit into the week" }).waitFor();
  const row = page.getByRole("listitem").filter({ hasText: "Write to the bindery" });
  await row.hover();
  await page.getByRole("button", { name: "Move “Write to the bindery”" }).click();
  await page.getByRole("menuitemradio").first().click();
  await page.getByRole("link", { name: "My day", exact: true }).first().click();
  await page.getByRole("link", { name: "Write to the bindery" }).waitFor();
  await page
    .getByText(/^(Put on your list for|Put off until)/)
    .first()
    .waitFor();
});

test("ten steps are worked one after the other without leaving My day", async () => {
  const { ines } = library;
  const { page } = ines;
  const process = await lending();
  for (const reader of readers) await ines.call("POST", `/processes/${process}/runs`, { title: `Loan for ${reader}` });
  await ines.at("my-day");
  const steps = page.getByRole("link", { name: "Fetch the volume", exact: true });
  await expect.poll(() => steps.count()).toBe(readers.length);
  const began = performance.now();
  for (let left = readers.length; left > 0; left -= 1) {
    await complete(page, "Fetch the volume").first().click();
    await page.getByRole("textbox", { name: "Shelf mark" }).fill(`Kart. ${left}`);
    await page.getByRole("button", { name: "Complete step" }).click();
    await expect.poll(() => steps.count()).toBe(left - 1);
  }
  console.log(`ten steps with an answer each took ${Math.round((performance.now() - began) / 100) / 10} s of clicking without a pause`);
});

test("in the meeting both look at one board: a card is carried, and the other's screen shows it", async () => {
  const { ines, tomas } = library;
  const project = await ines.call<{ id: string }>("POST", "/projects", {
    name: "Open the map room",
    start: "2026-03-02T09:00",
    everyone: "editor",
    columns: ["To do", "Doing", "Done"],
  });
  for (const title of ["Hang the signs", "Set up the light table"])
    await ines.call("POST", `/projects/${project.id}/tasks`, { title, column: "To do" });
  const board = `tasks?as=board&group=column&where=${encodeURIComponent(`in is ${project.id}`)}`;
  await Promise.all([ines.at(board), tomas.at(board)]);
  const card = (page: Page) => page.getByRole("group", { name: "Hang the signs", exact: true });
  await card(ines.page).dragTo(ines.page.getByRole("group", { name: /^Doing/ }));
  for (const { page } of [ines, tomas])
    await page
      .getByRole("group", { name: /^Doing, 1 card/ })
      .getByRole("group", { name: "Hang the signs", exact: true })
      .waitFor();
  await tomas.page.getByRole("group", { name: "Hang the signs", exact: true }).focus();
  await tomas.page.keyboard.press("Enter");
  await tomas.page.getByRole("textbox", { name: "Comment" }).fill("The screws are in the cellar");
  await tomas.page.getByRole("button", { name: "Send comment" }).click();
  await card(ines.page).focus();
  await ines.page.keyboard.press("Enter");
  await ines.page.getByText("The screws are in the cellar").waitFor();
});

test("the minutes are written together, and no word of either is lost", async () => {
  const { ines, tomas } = library;
  const text = (page: Page) => page.getByRole("textbox", { name: "Text of the document" });
  await ines.at("documents");
  await ines.page.getByRole("button", { name: "New document" }).first().click();
  await ines.page.getByRole("dialog").getByRole("textbox", { name: "Title" }).fill("Minutes of the map room");
  await ines.page.getByRole("dialog").getByRole("button", { name: "Create document" }).click();
  await text(ines.page).waitFor();
  await tomas.page.goto(ines.page.url());
  await text(tomas.page).waitFor();
  await text(ines.page).click();
  await text(ines.page).pressSequentially("Opening is on Friday.");
  await text(tomas.page).getByText("Opening is on Friday.").waitFor();
  await text(tomas.page).click();
  await tomas.page.keyboard.press("Control+End");
  await tomas.page.keyboard.press("Enter");
  await Promise.all([text(tomas.page).pressSequentially("Tomas brings the lamps."), text(ines.page).pressSequentially(" At ten.")]);
  for (const { page } of [ines, tomas]) {
    await text(page).getByText("Tomas brings the lamps.").waitFor();
    await text(page).getByText("At ten.").waitFor();
  }
});

test("on a phone held in one hand the loans are approved, a photo is put on a task and a word said", async () => {
  phone = await library.again(library.tomas, { width: 360 });
  const { page } = phone;
  await library.ines.call("POST", "/tasks", { title: "Look at the leaking tap", ownerId: phone.id });
  await phone.at("my-day");
  const loans = page.getByRole("link", { name: "Agree to the loan", exact: true });
  await expect.poll(() => loans.count()).toBe(readers.length);
  for (let left = readers.length; left > readers.length - 3; left -= 1) {
    await page.getByRole("button", { name: "Approve", exact: true }).first().click();
    await expect.poll(() => loans.count()).toBe(left - 1);
  }
  await page.getByRole("link", { name: "Look at the leaking tap" }).click();
  await page.getByRole("textbox", { name: "Comment" }).fill("It drips on the atlases");
  await page.getByRole("button", { name: "Send comment" }).click();
  await page.locator("input[type=file]").first().setInputFiles({ name: "tap.png", mimeType: "image/png", buffer: onePixel });
  await page.getByText("tap.png").first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await leavePicture(phone, "working day phone");
});

test("on the train the connection is lost: what is done waits and is sent later, and what two people changed is put before the one who was away", async () => {
  const { ines, tomas } = library;
  const { page } = phone;
  const [tap, hinges] = [
    await ines.call<{ id: string }>("POST", "/tasks", { title: "Call the plumber", ownerId: tomas.id }),
    await ines.call<{ id: string; version: number }>("POST", "/tasks", { title: "Oil the hinges", ownerId: tomas.id }),
  ];
  await phone.at(`my-day?task=${hinges.id}`);
  await page.getByRole("textbox", { name: "Title" }).waitFor();
  await keptByBrowser(page);
  await page.reload();
  await page.getByRole("textbox", { name: "Title" }).waitFor();
  await phone.context.setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await page.getByRole("textbox", { name: "Title" }).fill("Oil all the hinges");
  await page.getByRole("textbox", { name: "Title" }).press("Enter");
  await page.getByRole("button", { name: "1 change waits" }).waitFor();
  await page.keyboard.press("Escape");
  await complete(page, "Call the plumber").click();
  await page.getByRole("button", { name: "2 changes wait" }).click();
  const notSent = page.getByRole("dialog", { name: "Not sent yet" });
  await notSent.getByText("Call the plumber").waitFor();
  await notSent.getByRole("button", { name: "Close" }).click();
  await ines.call("PATCH", `/tasks/${hinges.id}`, { title: "Oil the hinges twice" }, hinges.version);
  await phone.context.setOffline(false);
  await page.getByText("You wrote “Oil all the hinges”; now it is “Oil the hinges twice”.").first().waitFor();
  await leavePicture(phone, "working day conflict");
  const closed = async () =>
    (await ines.call<{ items: { id: string }[] }>("GET", "/tasks?state=closed&q=plumber")).items.map((one) => one.id);
  await expect.poll(closed, { timeout: 15_000 }).toEqual([tap.id]);
  const title = async () => (await ines.call<{ title: string }>("GET", `/tasks/${hinges.id}`)).title;
  expect(await title()).toBe("Oil the hinges twice");
  await page.getByRole("region", { name: "Messages" }).getByText("Compare").click();
  await page.getByRole("dialog", { name: "Not sent yet" }).getByRole("button", { name: "Use mine" }).click();
  await expect.poll(title).toBe("Oil all the hinges");
  phone.problems.splice(0, Infinity, ...phone.problems.filter((problem) => !whileOffline.test(problem)));
});

test("work is given to somebody by what they can do", async () => {
  const { ines, tomas } = library;
  const { page } = ines;
  await tomas.call("PUT", "/skills", { skills: ["Bookbinding", "Latin"] });
  const task = await ines.call<{ id: string }>("POST", "/tasks", { title: "Mend the spine", ownerId: ines.id });
  await ines.at(`tasks/${task.id}`);
  await page.getByRole("combobox", { name: "Owner" }).fill("bookb");
  await page.getByRole("option", { name: /Tomas Brandt/ }).click();
  await expect.poll(async () => (await ines.call<{ owner: { id: string } }>("GET", `/tasks/${task.id}`)).owner.id).toBe(tomas.id);
});

/** The smallest picture there is. */
const onePixel = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");
