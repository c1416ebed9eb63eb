import { expect, test } from "vitest";
import { leavePicture, theLibrary } from "./library.ts";

const library = theLibrary();
const task = (id: string, title: string) => ({
  id,
  title,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  fields: [],
  checklist: [],
});
const definition = (...steps: object[]) => ({ purpose: "", roles: [], fields: [], intake: [], steps, deliverable: null });

test("a draft is sent for approval, comes back with a word, is mended, approved after a look at what differs, and published", async () => {
  const { ines, tomas } = library;
  const { id, version } = await ines.call<{ id: string; version: number }>("POST", "/processes", {
    name: "Lend a laptop",
    definition: definition(task("check", "Check the card"), task("hand", "Hand it out")),
  });
  await ines.call("PATCH", `/processes/${id}`, { approverId: tomas.id }, version);
  await ines.at(`processes/${id}`);
  await ines.page.getByRole("button", { name: "Send for approval" }).click();
  await ines.page.getByRole("dialog").getByLabel("What to look at").fill("For the new laptops");
  await ines.page.getByRole("dialog").getByRole("button", { name: "Send for approval" }).click();
  await ines.page.getByText(/Tomas Brandt has had the draft since/).waitFor();

  await tomas.at("inbox");
  await tomas.page.getByText("Ines Okafor asks you to approve a procedure").waitFor();
  await tomas.at(`processes/${id}`);
  await tomas.page.getByRole("button", { name: "Look at it" }).click();
  const dialog = tomas.page.getByRole("dialog");
  await dialog.getByText("For the new laptops").waitFor();
  await dialog.getByText("Hand it out").waitFor();
  expect(await dialog.getByRole("button", { name: "Return" }).getAttribute("aria-disabled")).toBe("true");
  await dialog.getByLabel("Your word on it").fill("Who takes it back?");
  await dialog.getByRole("button", { name: "Return" }).click();

  await ines.page.getByText("Tomas Brandt returned the draft: Who takes it back?").waitFor();
  const draft = await ines.call<{ version: number; definition: { steps: object[] } }>("GET", `/processes/${id}/draft`);
  await ines.call(
    "PUT",
    `/processes/${id}/draft`,
    { definition: { ...draft.definition, steps: [...draft.definition.steps, task("back", "Take it back")] } },
    draft.version,
  );
  await ines.page.getByRole("textbox", { name: "Title of step 3", exact: true }).waitFor();
  await ines.page.getByRole("button", { name: "Send for approval" }).click();
  await ines.page.getByRole("dialog").getByRole("button", { name: "Send again" }).click();
  await tomas.page.getByRole("button", { name: "Look at it" }).click();
  await dialog.getByText("Picture", { exact: true }).click();
  await dialog.getByRole("region", { name: "Flow picture" }).getByText("Take it back").waitFor();
  await leavePicture(tomas, "approve a draft");
  await dialog.getByRole("button", { name: "Approve" }).click();

  await ines.page.getByText("Tomas Brandt approved the draft. It can be published.").waitFor();
  await ines.page.getByRole("button", { name: "Publish", exact: true }).click();
  await ines.page.getByRole("dialog").getByRole("button", { name: "Publish revision 1" }).click();
  await expect
    .poll(() => ines.call<{ published: { number: number } | null }>("GET", `/processes/${id}`).then(({ published }) => published?.number))
    .toBe(1);
});

test("steps that two processes share are kept as a block; published anew, it shows where it stands and is updated there by choice", async () => {
  const { ines } = library;
  const { page } = ines;
  const { id } = await ines.call<{ id: string }>("POST", "/processes", {
    name: "Issue a card",
    definition: definition(
      {
        id: "who",
        title: "Check who it is",
        instructions: "",
        kind: "group",
        branches: [{ id: "b", label: "", steps: [task("ask", "Ask for a passport")] }],
      },
      task("print", "Print the card"),
    ),
  });
  await ines.at(`processes/${id}?step=who`);
  await page.getByRole("button", { name: "Keep as a block" }).click();
  await page.getByText("These steps are those of the block").waitFor();
  const other = await ines.call<{ id: string }>("POST", "/processes", {
    name: "Open a locker",
    definition: definition(task("choose", "Choose a locker")),
  });
  await ines.at(`processes/${other.id}`);
  await page.getByRole("button", { name: "Add another kind of step" }).last().click();
  await page.getByRole("menuitem", { name: /Reusable block/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Block" }).click();
  await page.getByRole("option", { name: /Check who it is/ }).click();
  await dialog.getByRole("button", { name: "Place block" }).click();
  const inner = page.getByRole("textbox", { name: "Title of step 2a.1", exact: true });
  await expect.poll(() => inner.inputValue()).toBe("Ask for a passport");
  // Here one only goes through them.
  expect(await inner.getAttribute("readonly")).not.toBeNull();

  const { items } = await ines.call<{ items: { id: string; name: string }[] }>("GET", "/processes?blocks=true");
  const block = items.find(({ name }) => name === "Check who it is")?.id as string;
  const draft = await ines.call<{ version: number; definition: { steps: object[] } }>("GET", `/processes/${block}/draft`);
  await ines.call(
    "PUT",
    `/processes/${block}/draft`,
    { definition: { ...draft.definition, steps: [...draft.definition.steps, task("compare", "Compare the picture")] } },
    draft.version,
  );
  await ines.at(`processes/${block}`);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish revision 2" }).click();
  await page.getByRole("row", { name: /Issue a card/ }).waitFor();
  await page.getByRole("checkbox", { name: "Update Issue a card" }).click();
  await leavePicture(ines, "where a block is used");
  await page.getByRole("button", { name: "Update one draft" }).click();
  await page.getByRole("row", { name: /Open a locker.*revision 2, the newest/ }).waitFor();
  const titles = async (process: string) =>
    JSON.stringify((await ines.call<{ definition: object }>("GET", `/processes/${process}/draft`)).definition);
  expect([await titles(id), await titles(other.id)].map((text) => text.includes("Compare the picture"))).toEqual([false, true]);
});
