import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { keptByBrowser, leavePicture, type Member, theLibrary, whileOffline } from "./library.ts";

/** A day on the way, at a phone held in one hand, while the connection comes and goes. */
const library = theLibrary();

const step = (id: string, title: string, more: object) => ({ id, title, instructions: "", role: null, due: null, ...more });
let process: string;
let phone: Member;

type Run = {
  id: string;
  answers: Record<string, unknown>;
  steps: { stepId: string; taskId: string; decision: string | null; comment: string | null; state: string }[];
};
const run = (id: string) => library.ines.call<Run>("GET", `/runs/${id}`);
const entryOf = async (id: string, stepId: string) => (await run(id)).steps.findLast((one) => one.stepId === stepId);
const photo = {
  name: "binding.png",
  mimeType: "image/png",
  buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64"),
};

async function begin(title: string): Promise<{ id: string; fetch: string }> {
  const made = await library.ines.call<Run>("POST", `/processes/${process}/runs`, { title });
  return { id: made.id, fetch: (await entryOf(made.id, "fetch"))?.taskId ?? "" };
}

/** Everything that the browser keeps of a screen is kept from the second opening on. */
async function open(page: Page, at: string, seen: () => Promise<unknown>): Promise<void> {
  await phone.at(at);
  await seen();
  await keptByBrowser(page);
  await page.reload();
  await seen();
}

const waits = (page: Page, count: number) => page.getByRole("button", { name: count === 1 ? "1 change waits" : `${count} changes wait` });
const quiet = () =>
  void phone.problems.splice(
    0,
    Infinity,
    ...phone.problems.filter((problem) => !whileOffline.test(problem) && !/ERR_CONNECTION/.test(problem)),
  );

test("a step with a photo, an approval, a comment, a file and a new task are done without a connection, outlive the tab, and are sent in their order", async () => {
  const { ines, tomas } = library;
  const made = await ines.call<{ id: string }>("POST", "/processes", { name: "Lend a volume" });
  process = made.id;
  await ines.call(
    "PUT",
    `/processes/${process}/draft`,
    {
      definition: {
        purpose: "",
        roles: [
          { key: "desk", name: "Desk" },
          { key: "head", name: "Head of the reading room" },
        ],
        fields: [
          { key: "shelfmark", label: "Shelf mark", kind: "text" },
          { key: "binding", label: "Photo of the binding", kind: "file" },
        ],
        intake: [],
        steps: [
          step("fetch", "Fetch the volume", {
            kind: "task",
            role: "desk",
            checklist: [{ id: "dust", title: "Dust it" }],
            fields: [
              { key: "shelfmark", mode: "required" },
              { key: "binding", mode: "editable" },
            ],
          }),
          step("agree", "Agree to the loan", { kind: "approval", role: "head", fields: [], returnTo: "fetch" }),
        ],
      },
    },
    1,
  );
  const { version } = await ines.call<{ version: number }>("GET", `/processes/${process}`);
  await ines.call(
    "PATCH",
    `/processes/${process}`,
    { everyone: "contributor", fillings: ["desk", "head"].map((role) => ({ role, personId: tomas.id, teamId: null })) },
    version,
  );
  await ines.call("POST", `/processes/${process}/publications`, {});
  phone = await library.again(tomas, { width: 360 });
  const { page } = phone;

  const [mine, theirs] = [await begin("Flora Batava"), await begin("Atlas of 1648")];
  await tomas.call("PUT", `/tasks/${theirs.fetch}/completion`, { answers: { shelfmark: "Atl. 3" } });
  const tap = await ines.call<{ id: string }>("POST", "/tasks", { title: "Look at the leaking tap", ownerId: tomas.id });
  await open(page, `tasks/${tap.id}`, () => page.getByRole("textbox", { name: "Comment" }).waitFor());
  await open(page, `tasks/${mine.fetch}`, () => page.getByRole("textbox", { name: "Shelf mark" }).waitFor());
  await open(page, "my-day", () => page.getByRole("link", { name: "Agree to the loan" }).waitFor());

  await phone.context.setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await page.getByRole("textbox", { name: "Add a task" }).fill("Buy lamp oil");
  await page.getByRole("textbox", { name: "Add a task" }).press("Enter");
  await waits(page, 1).waitFor();
  await page.getByRole("textbox", { name: "Add a task" }).fill("Water the plants every Friday");
  await page.getByRole("textbox", { name: "Add a task" }).press("Enter");
  await page.getByRole("button", { name: "Approve", exact: true }).first().click();
  await waits(page, 3).waitFor();
  await expect.poll(() => page.getByRole("link", { name: "Agree to the loan" }).count()).toBe(0);
  await page.getByRole("list", { name: "Added here, not sent yet" }).getByText("Buy lamp oil").waitFor();
  await page.getByRole("list", { name: "Added here, not sent yet" }).getByText("Water the plants").waitFor();

  await phone.at(`tasks/${tap.id}`);
  await page.getByRole("textbox", { name: "Comment" }).fill("It drips on the atlases");
  await page.getByRole("button", { name: "Send comment" }).click();
  await page
    .getByRole("region", { name: "Files" })
    .locator("input[type=file]")
    .setInputFiles([photo, { ...photo, name: "tap.png" }]);
  await waits(page, 6).waitFor();

  await phone.at(`tasks/${mine.fetch}`);
  await page.getByRole("textbox", { name: "Shelf mark" }).fill("Bot. 12");
  await page.getByRole("checkbox", { name: "Dust it" }).click();
  await page.getByRole("group", { name: "Photo of the binding" }).locator("input[type=file]").setInputFiles(photo);
  await page.getByRole("group", { name: "Photo of the binding" }).getByText("Waits to be sent").waitFor();
  await leavePicture(phone, "offline step");
  await page.getByRole("button", { name: "Complete step" }).click();
  await page.getByText("Done here, and not sent yet").waitFor();
  await waits(page, 9).waitFor();

  // The tab is closed and opened again.
  await page.close();
  const next = await phone.context.newPage();
  next.setDefaultTimeout(15_000);
  phone = { ...phone, page: next, at: async (place) => void (await next.goto(`${library.stage.url}/w/lindgren-library/${place}`)) };
  await phone.at(`tasks/${tap.id}`);
  await next.getByText("It drips on the atlases").waitFor();
  await next.getByRole("region", { name: "Files" }).getByText("tap.png").waitFor();
  await leavePicture(phone, "offline task");
  await phone.at(`tasks/${mine.fetch}`);
  await next.getByText("Done here, and not sent yet").waitFor();
  await waits(next, 9).click();
  const list = next.getByRole("dialog", { name: "Not sent yet" });
  await list.getByText("Bot. 12").waitFor();
  await expect
    .poll(() =>
      list
        .getByRole("listitem")
        .filter({ has: next.getByRole("button", { name: "Take it back" }) })
        .count(),
    )
    .toBe(9);
  await leavePicture(phone, "offline list");
  expect(await next.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await list.getByRole("listitem").filter({ hasText: "Buy lamp oil" }).getByRole("button", { name: "Take it back" }).click();
  await next.keyboard.press("Escape");
  await waits(next, 8).waitFor();

  await phone.context.setOffline(false);
  await expect.poll(async () => (await entryOf(mine.id, "fetch"))?.state, { timeout: 30_000 }).toBe("completed");
  const done = await run(mine.id);
  const { items: files } = await ines.call<{ items: { id: string; name: string }[] }>("GET", `/tasks/${mine.fetch}/attachments`);
  expect(done.answers).toEqual({ shelfmark: "Bot. 12", binding: [files[0]?.id] });
  expect((await entryOf(theirs.id, "agree"))?.decision).toBe("approved");
  const { items: said } = await ines.call<{ items: { text: string }[] }>("GET", `/tasks/${tap.id}/comments`);
  expect(said.map(({ text }) => text)).toEqual(["It drips on the atlases"]);
  const { items: put } = await ines.call<{ items: { name: string }[] }>("GET", `/tasks/${tap.id}/attachments`);
  expect(put.map(({ name }) => name)).toEqual(["binding.png", "tap.png"]);
  const { items: oil } = await ines.call<{ items: unknown[] }>("GET", "/tasks?q=lamp");
  expect(oil).toEqual([]);
  await next.getByText("Not sent yet").waitFor({ state: "detached" });
  const { items: repeating } = await ines.call<{ items: { id: string; name: string }[] }>("GET", "/processes");
  const watering = repeating.filter(({ name }) => name === "Water the plants");
  expect(watering).toHaveLength(1);
  const { items: cadences } = await ines.call<{ items: { rule: unknown }[] }>("GET", `/processes/${watering[0]?.id}/cadences`);
  expect(cadences).toMatchObject([{ rule: { unit: "week", weekdays: [5] } }]);
  quiet();
});

test("a step answered while the server is down goes out when it is there again, once", async () => {
  const { page } = phone;
  const { id, fetch } = await begin("Herbarium of 1782");
  await open(page, `tasks/${fetch}`, () => page.getByRole("textbox", { name: "Shelf mark" }).waitFor());
  await library.stage.kill();
  await page.getByRole("textbox", { name: "Shelf mark" }).fill("Herb. 7");
  await page.getByRole("button", { name: "Complete step" }).click();
  await page.getByText("Done here, and not sent yet").waitFor();
  await library.stage.begin();
  await expect.poll(async () => (await entryOf(id, "fetch"))?.state, { timeout: 30_000 }).toBe("completed");
  expect((await run(id)).answers["shelfmark"]).toBe("Herb. 7");
  expect((await run(id)).steps.filter(({ stepId }) => stepId === "agree")).toHaveLength(1);
  quiet();
});

test("what the server refuses later is put beside what stands there now, and no word of it is lost", async () => {
  const { ines, tomas } = library;
  const { page } = phone;
  const [step, loan] = [await begin("Codex of 1210"), await begin("Globe of 1620")];
  await tomas.call("PUT", `/tasks/${loan.fetch}/completion`, { answers: { shelfmark: "Glo. 1" } });
  const agree = (await entryOf(loan.id, "agree"))?.taskId ?? "";
  const shelf = await ines.call<{ id: string; version: number }>("POST", "/tasks", {
    title: "Label the shelf",
    ownerId: tomas.id,
    notes: "Left side",
  });
  const gone = await ines.call<{ id: string }>("POST", "/tasks", { title: "Count the globes", ownerId: tomas.id });
  await open(page, `tasks/${step.fetch}`, () => page.getByRole("textbox", { name: "Shelf mark" }).waitFor());
  await open(page, `tasks/${agree}`, () => page.getByRole("button", { name: "Reject…" }).waitFor());
  await open(page, `tasks/${gone.id}`, () => page.getByRole("textbox", { name: "Comment" }).waitFor());
  await open(page, `tasks/${shelf.id}`, () => page.getByRole("button", { name: "Edit notes" }).waitFor());

  await phone.context.setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await page.getByRole("button", { name: "Edit notes" }).click();
  await page.getByRole("textbox", { name: "Notes" }).fill("Left side, in ink");
  await page.getByRole("button", { name: "Save notes" }).click();
  await waits(page, 1).waitFor();
  await phone.at(`tasks/${gone.id}`);
  await page.getByRole("textbox", { name: "Comment" }).fill("There are seven of them");
  await page.getByRole("button", { name: "Send comment" }).click();
  await phone.at(`tasks/${agree}`);
  await page.getByRole("button", { name: "Reject…" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("The stand is cracked");
  await page.getByRole("button", { name: "Reject", exact: true }).click();
  await phone.at(`tasks/${step.fetch}`);
  await page.getByRole("textbox", { name: "Shelf mark" }).fill("Cod. 12");
  await page.getByRole("button", { name: "Complete step" }).click();
  await waits(page, 4).waitFor();

  // Meanwhile, at the desk.
  await tomas.call("PUT", `/tasks/${step.fetch}/completion`, { answers: { shelfmark: "Cod. 99" } });
  await tomas.call("PUT", `/tasks/${agree}/decision`, { verdict: "approve", comment: "Fine with me" });
  await ines.call("DELETE", `/tasks/${gone.id}`);
  await ines.call("PATCH", `/tasks/${shelf.id}`, { notes: "Right side" }, shelf.version);
  await phone.context.setOffline(false);

  await page.getByRole("button", { name: "4 changes were refused" }).click({ timeout: 30_000 });
  const list = page.getByRole("dialog", { name: "Not sent yet" });
  const row = (text: string) => list.getByRole("listitem").filter({ hasText: text });
  await row("Cod. 12").getByText("Cod. 99").waitFor();
  await row("Cod. 12")
    .getByText(/Tomas Brandt completed it/)
    .waitFor();
  await row("The stand is cracked")
    .getByText(/Tomas Brandt approved it .*Fine with me/)
    .waitFor();
  await row("There are seven of them").getByText("It is no longer there").waitFor();
  await row("Left side, in ink").getByText("Right side").waitFor();
  await leavePicture(phone, "offline refused");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.reload();
  await page.getByRole("button", { name: "4 changes were refused" }).click();
  await row("Left side, in ink").getByRole("button", { name: "Use mine" }).click();
  await expect.poll(async () => (await ines.call<{ notes: string }>("GET", `/tasks/${shelf.id}`)).notes).toBe("Left side, in ink");
  for (const text of ["The stand is cracked", "There are seven of them", "Cod. 12"])
    await row(text).getByRole("button", { name: "Discard" }).click();
  await list.getByText("Everything is sent.").waitFor();
  expect((await run(step.id)).answers["shelfmark"]).toBe("Cod. 99");
  expect((await entryOf(loan.id, "agree"))?.decision).toBe("approved");
  quiet();
});
