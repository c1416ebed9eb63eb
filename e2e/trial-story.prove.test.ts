import { expect, test } from "vitest";
import { leavePicture, theLibrary } from "./library.ts";

const library = theLibrary();

const text = { instructions: "", fields: [], due: null };
const definition = {
  purpose: "A reader asks for a volume; they get a link to the scans.",
  roles: [
    { key: "desk", name: "Reading room" },
    { key: "head", name: "Head of the collection" },
  ],
  fields: [
    { key: "volume", label: "Which volume?", kind: "text" },
    { key: "pages", label: "Pages", kind: "number" },
  ],
  intake: ["volume"],
  deliverable: null,
  steps: [
    {
      ...text,
      id: "count",
      title: "Count the pages",
      instructions: "With the **covers**.",
      kind: "task",
      role: "desk",
      due: { workingMinutes: 960, from: "activation" },
      fields: [{ key: "pages", mode: "required" }],
      checklist: [{ id: "c", title: "Spine looked at" }],
    },
    {
      ...text,
      id: "agree",
      title: "Agree to the cost",
      kind: "approval",
      role: "head",
      returnTo: "count",
      fields: [{ key: "pages", mode: "shown" }],
    },
    { id: "rest", title: "Let it rest", instructions: "", kind: "wait", until: { on: "time", after: { minutes: 1440, working: false } } },
    {
      id: "tell",
      title: "Tell the reader",
      instructions: "",
      kind: "action",
      act: { do: "mail", to: "reader@lindgren.example", subject: "{{volume}}", text: "{{pages}} pages are ready." },
      undo: null,
    },
  ],
};

test("a draft is tried before anybody has to work it: forms, a rejection, time and a mail, and nothing of it is there afterwards", async () => {
  const { ines } = library;
  const { page } = ines;
  const process = await ines.call<{ id: string }>("POST", "/processes", { name: "Digitise a volume", definition });
  await ines.at(`processes/${process.id}`);
  await page.getByRole("link", { name: "Try it" }).click();
  await page.getByRole("heading", { name: "Try the draft" }).waitFor();
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByLabel("Which volume?").fill("Codex Gigas");
  await leavePicture({ page }, "trial-begin");
  await page.getByRole("button", { name: "Begin" }).click();

  await page.getByText("Reading room", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByLabel("Pages").fill("620");
  await page.getByRole("checkbox", { name: "Spine looked at" }).click();
  await leavePicture({ page }, "trial-work");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Reject" }).click();
  await page.getByRole("button", { name: "Done" }).waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByText("Let it rest").first().waitFor();
  await page.getByRole("button", { name: /^Go on to/ }).click();
  await page.getByText("A mail to reader@lindgren.example").waitFor();
  await page.getByText("620 pages are ready.").waitFor();
  await page.getByRole("button", { name: "It fails" }).click();
  await page.getByRole("button", { name: "Try again" }).click();
  const narrow = await library.again(ines, { width: 360, dark: true });
  try {
    await narrow.at(`processes/${process.id}/trial`);
    await narrow.page.getByLabel("Which volume?").fill("Atlas of 1743");
    await narrow.page.getByRole("button", { name: "Begin" }).click();
    await narrow.page.getByRole("button", { name: "Done" }).waitFor();
    await leavePicture(narrow, "trial-narrow-dark");
    expect(await narrow.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  } finally {
    await narrow.close();
  }
  await leavePicture({ page }, "trial-mail");
  await page.getByRole("button", { name: "It works" }).click();
  await page.getByText("It came to its end.").waitFor();
  await leavePicture({ page }, "trial-end");
  expect((await ines.call<{ items: unknown[] }>("GET", `/processes/${process.id}/runs`)).items).toEqual([]);
  expect(ines.problems).toEqual([]);
});
