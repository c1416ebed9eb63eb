import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { choose, leavePicture, theLibrary } from "./library.ts";

const library = theLibrary();

/** A person at the keyboard alone. Every key but those of texts counts. */
class Keyboard {
  readonly page: Page;
  count = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async press(keys: string): Promise<void> {
    this.count += 1;
    await this.page.keyboard.press(keys);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      return at === null
        ? ""
        : (at.getAttribute("aria-label") ?? (at as HTMLInputElement).labels?.[0]?.textContent ?? at.textContent ?? "").trim().slice(0, 80);
    });
  }

  async tabTo(name: RegExp, most = 12): Promise<void> {
    for (let tabs = 0; tabs <= most; tabs += 1) {
      if (name.test(await this.focused())) return;
      await this.press("Tab");
    }
    throw new Error(`${String(name)} is not reached by Tab; the focus is at "${await this.focused()}"`);
  }
}

test("six steps with a branch and an approval are written by keyboard alone, in at most 60 keys beside the texts", async () => {
  const { ines } = library;
  const { page } = ines;
  const keyboard = new Keyboard(page);
  await ines.at("processes");
  await page.getByRole("button", { name: "New process" }).first().waitFor();
  await keyboard.press("Control+k");
  await keyboard.type("New process");
  await page
    .getByRole("option", { name: /New process/ })
    .first()
    .waitFor();
  await keyboard.press("Enter");
  await page.getByRole("dialog").getByLabel("Name").waitFor();
  await keyboard.tabTo(/^Name/);
  await keyboard.type("Bring a new colleague on board");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "Bring a new colleague on board" }).waitFor();
  if ((await page.getByRole("textbox", { name: "Title of step 1", exact: true }).count()) === 0) {
    await keyboard.tabTo(/Add step/, 30);
    await keyboard.press("Enter");
  }
  const title = (number: string) => page.getByRole("textbox", { name: `Title of step ${number}`, exact: true });
  await title("1").waitFor();
  await expect.poll(() => keyboard.focused()).toBe("Title of step 1");
  await keyboard.type("Prepare the desk and the accounts");
  await keyboard.press("Enter");
  await keyboard.type("Greet them and show the house");
  await keyboard.press("Enter");
  await keyboard.type("Do they work with rare books?");
  await keyboard.press("Alt+3");
  await keyboard.press("Alt+Enter");
  await title("3a.1").waitFor();
  await keyboard.type("Teach handling in the reading room");
  await keyboard.press("ArrowUp");
  await keyboard.press("Enter");
  await title("4").waitFor();
  await keyboard.type("Agree to the first month's plan");
  await keyboard.press("Alt+2");
  await keyboard.press("Enter");
  await title("5").waitFor();
  await keyboard.type("Look back after a month");
  await expect
    .poll(() => ines.call<{ items: { id: string; name: string }[] }>("GET", "/processes").then(({ items }) => items.length))
    .toBeGreaterThan(0);
  const { items } = await ines.call<{ items: { id: string; name: string }[] }>("GET", "/processes");
  const id = items.find((one) => one.name === "Bring a new colleague on board")?.id as string;
  const draft = () =>
    ines
      .call<{ definition: { steps: { title: string; kind: string; branches?: { steps: { title: string }[] }[] }[] } }>(
        "GET",
        `/processes/${id}/draft`,
      )
      .then(({ definition }) => definition);
  await expect
    .poll(() => draft().then(({ steps }) => steps.map((step) => `${step.kind}: ${step.title}`)), { timeout: 20_000 })
    .toEqual([
      "task: Prepare the desk and the accounts",
      "task: Greet them and show the house",
      "decision: Do they work with rare books?",
      "approval: Agree to the first month's plan",
      "task: Look back after a month",
    ]);
  expect((await draft()).steps[2]?.branches?.[0]?.steps.map((step) => step.title)).toEqual(["Teach handling in the reading room"]);
  console.info(`six steps, a branch and an approval: ${keyboard.count} keys beside the texts`);
  expect(keyboard.count).toBeLessThanOrEqual(60);
  await leavePicture(ines, "draft by keyboard");
});

test("two people write one draft at the same time: both see all of it, and nothing is lost", async () => {
  const { ines, tomas } = library;
  const { id } = await ines.call<{ id: string }>("POST", "/processes", { name: "Lend a laptop", definition: undefined });
  await ines.call("PUT", `/processes/${id}/shares/${tomas.id}`, { role: "editor" });
  const read = await ines.call<{ version: number; definition: { steps: unknown[] } }>("GET", `/processes/${id}/draft`);
  const task = (name: string) => ({
    id: name,
    title: name,
    instructions: "",
    kind: "task",
    role: null,
    due: null,
    fields: [],
    checklist: [],
  });
  await ines.call(
    "PUT",
    `/processes/${id}/draft`,
    { definition: { ...read.definition, steps: [task("check"), task("hand-out"), task("take-back")] } },
    read.version,
  );
  await Promise.all([ines, tomas].map((member) => member.at(`processes/${id}`)));
  const title = (member: typeof ines, number: number) => member.page.getByRole("textbox", { name: `Title of step ${number}`, exact: true });
  await Promise.all([title(ines, 3).waitFor(), title(tomas, 3).waitFor()]);
  // Within the same second: one rewrites the first and adds behind it, the other adds at the end and rewrites the last.
  await Promise.all([
    (async () => {
      await title(ines, 1).fill("Check the library card");
      await title(ines, 1).press("Enter");
      await ines.page.keyboard.type("Ask what it is for");
    })(),
    (async () => {
      await title(tomas, 3).fill("Take it back");
      await title(tomas, 3).press("Enter");
      await tomas.page.keyboard.type("Wipe it");
    })(),
  ]);
  const all = ["Check the library card", "Ask what it is for", "hand-out", "Take it back", "Wipe it"];
  for (const member of [ines, tomas])
    await expect
      .poll(
        () =>
          member.page
            .getByRole("textbox", { name: /^Title of step/ })
            .evaluateAll((list) => list.map((one) => (one as HTMLTextAreaElement).value)),
        { timeout: 20_000 },
      )
      .toEqual(all);
  const saved = await tomas.call<{ definition: { steps: { title: string }[] } }>("GET", `/processes/${id}/draft`);
  expect(saved.definition.steps.map((step) => step.title)).toEqual(all);
});

test("of a long procedure only what is near the window is drawn, and all of it is found, counted, reached by keys and printed", async () => {
  const { ines } = library;
  const { page } = ines;
  const { id } = await ines.call<{ id: string }>("POST", "/processes", { name: "Recatalogue the annexe", definition: undefined });
  const read = await ines.call<{ version: number; definition: { steps: unknown[] } }>("GET", `/processes/${id}/draft`);
  const steps = Array.from({ length: 400 }, (_, n) => ({
    id: `shelf-${n}`,
    title: `Describe shelf ${n + 1}`,
    instructions: "",
    kind: "task",
    role: null,
    due: null,
    fields: [],
    checklist: [],
  }));
  await ines.call("PUT", `/processes/${id}/draft`, { definition: { ...read.definition, steps } }, read.version);
  await ines.at(`processes/${id}`);
  const title = (number: number) => page.getByRole("textbox", { name: `Title of step ${number}`, exact: true });
  await title(1).waitFor();
  const drawn = () => page.getByRole("textbox", { name: /^Title of step/ }).count();
  expect(await drawn()).toBeLessThan(100);
  expect(await page.getByRole("list", { name: "Steps" }).first().getByRole("listitem").count()).toBe(400);
  expect(await page.evaluate(() => (window as unknown as { find(text: string): boolean }).find("Describe shelf 333"))).toBe(true);
  await title(1).click();
  for (let down = 1; down < 60; down += 1) await page.keyboard.press("ArrowDown");
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Title of step 60");
  await page.keyboard.type("!");
  await ines.at(`processes/${id}?step=shelf-299`);
  await title(300).waitFor();
  await expect.poll(() => title(300).evaluate((field) => field.getBoundingClientRect().top)).toBeLessThan(700);
  expect(await drawn()).toBeLessThan(100);
  await page.evaluate(() =>
    addEventListener("beforeprint", () =>
      Object.assign(window, { printed: document.querySelectorAll("textarea[aria-label^='Title of step']").length }),
    ),
  );
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(400);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect.poll(drawn).toBeLessThan(100);
  await expect
    .poll(
      () =>
        ines
          .call<{ definition: { steps: { title: string }[] } }>("GET", `/processes/${id}/draft`)
          .then(({ definition }) => definition.steps[59]?.title),
      { timeout: 20_000 },
    )
    .toBe("Describe shelf 60!");
});

const procedures = join(process.env["RONDO_SHARED_DATA"] ?? join(import.meta.dirname, "../../../shared/data"), "procedures");
const onboarding = join(procedures, "18f-onboarding.md");
if (!existsSync(onboarding)) console.warn(`Skipped: there is no ${onboarding}; RONDO_SHARED_DATA names another place.`);

test.skipIf(!existsSync(onboarding))(
  "a written onboarding procedure becomes a process with a branch on a condition and an approval, by keyboard alone",
  async () => {
    const { ines } = library;
    const { page } = ines;
    const keyboard = new Keyboard(page);
    await ines.at("processes");
    await page.getByRole("button", { name: "New process" }).first().waitFor();
    await keyboard.press("Control+k");
    await keyboard.type("New process");
    await page
      .getByRole("option", { name: /New process/ })
      .first()
      .waitFor();
    await keyboard.press("Enter");
    await page.getByRole("dialog").getByLabel("Name").waitFor();
    await keyboard.tabTo(/^Name/);
    await keyboard.type("Bring somebody on board");
    await keyboard.tabTo(/^Start from a text/);
    await keyboard.press("Enter");
    await keyboard.tabTo(/text/i);
    await page.keyboard.insertText(readFileSync(onboarding, "utf8"));
    await keyboard.tabTo(/^Create process/);
    await keyboard.press("Enter");
    const title = (number: string) => page.getByRole("textbox", { name: `Title of step ${number}`, exact: true });
    await title("1").waitFor({ timeout: 30_000 });
    const id = new URL(page.url()).pathname.split("/").at(-1) as string;
    type Draft = {
      definition: {
        fields: { key: string; kind: string }[];
        steps: { kind: string; title: string; branches?: { when: string | null; steps: { title: string }[] }[] }[];
      };
    };
    const draft = () => ines.call<Draft>("GET", `/processes/${id}/draft`).then(({ definition }) => definition);
    const written = (await draft()).steps.length;
    expect(written).toBeGreaterThan(3);
    await keyboard.tabTo(/^Title of step 1$/, 60);
    await keyboard.press("Enter");
    await expect.poll(() => keyboard.focused()).toBe("Title of step 2");
    await keyboard.type("Do they get a laptop from us?");
    await keyboard.press("Alt+3");
    await keyboard.press("Alt+Enter");
    await title("2a.1").waitFor();
    await keyboard.type("Order the laptop");
    await keyboard.press("ArrowUp");
    await keyboard.press("Enter");
    await expect.poll(() => keyboard.focused()).toBe("Title of step 3");
    await keyboard.type("Agree to the first month's plan");
    await keyboard.press("Alt+2");
    await keyboard.press("ArrowUp");
    await expect.poll(() => keyboard.focused()).toBe("Title of step 2a.1");
    await keyboard.press("ArrowUp");
    await expect.poll(() => keyboard.focused()).toBe("Title of step 2");
    await keyboard.tabTo(/^Field$/, 30);
    await keyboard.type("Laptop from us");
    await page
      .getByRole("option", { name: /Laptop from us/ })
      .first()
      .waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect
      .poll(
        async () =>
          (await draft()).steps[1]?.branches?.map(({ when, steps }) => [
            when === null,
            when === "" || when === null ? "" : when.includes("true"),
            steps.map((step) => step.title),
          ]),
        { timeout: 20_000 },
      )
      .toEqual([
        [false, true, ["Order the laptop"]],
        [true, "", []],
      ]);
    const { steps, fields } = await draft();
    expect(steps.length).toBe(written + 2);
    expect([steps[1]?.kind, steps[2]?.kind]).toEqual(["decision", "approval"]);
    expect(fields.some(({ kind }) => kind === "yesNo")).toBe(true);
    console.info(
      `a written procedure of ${written} steps, a branch on a condition and an approval: ${keyboard.count} keys beside the texts`,
    );
    await leavePicture(ines, "onboarding by keyboard");
  },
);

test("what an automatic step sets, what a mail fills in and what is repeated until when are chosen by the names of fields", async () => {
  const { ines } = library;
  const { page } = ines;
  const text = (id: string, title: string) => ({ id, title, instructions: "" });
  const process = await ines.call<{ id: string }>("POST", "/processes", {
    name: "Mend until it holds",
    definition: {
      purpose: "",
      roles: [],
      fields: [
        { key: "volumes", label: "Volumes", kind: "list" },
        { key: "volume", label: "Volume", kind: "text" },
        { key: "sound", label: "Is sound", kind: "yesNo" },
      ],
      intake: ["volumes"],
      steps: [
        { ...text("mend", "Mend"), kind: "repeat", until: "", test: "after", atMost: 3, branches: [{ id: "b", label: "", steps: [] }] },
        {
          ...text("each", "Look at each"),
          kind: "each",
          over: "",
          item: null,
          own: [],
          collect: null,
          order: "sequence",
          join: { go: "all" },
          growing: false,
          branches: [{ id: "c", label: "", steps: [] }],
        },
        { ...text("note", "Note it"), kind: "action", act: { do: "set", values: [] }, undo: null },
        {
          ...text("tell", "Tell them"),
          kind: "action",
          act: { do: "mail", to: "desk@lindgren.example", subject: "", text: "Back is " },
          undo: null,
        },
      ],
      deliverable: null,
    },
  });
  await ines.at(`processes/${process.id}`);
  const open = async (number: string) => {
    const title = page.getByRole("textbox", { name: `Title of step ${number}`, exact: true });
    await title.click();
    return page.getByRole("listitem").filter({ has: title }).last();
  };
  const mend = await open("1");
  await choose(mend.getByRole("group", { name: "Repeated until" }), "Field", "Is sound");
  const each = await open("2");
  await each.getByRole("combobox", { name: "For each of" }).click();
  await page.getByRole("option", { name: "Volumes" }).click();
  const own = each.getByRole("group", { name: "Each has its own" });
  await own.getByRole("button", { name: "Add field" }).click();
  await choose(own, "Add field", "Is sound");
  const note = await open("3");
  await note.getByRole("button", { name: "Add a field" }).click();
  await choose(note, "Field", "Is sound");
  await note.getByRole("textbox", { name: "gets (FEEL)" }).fill("true");
  const tell = await open("4");
  await tell.getByRole("textbox", { name: "Text" }).click();
  await tell.getByRole("button", { name: "Put an answer into “Text”" }).click();
  await page.getByRole("menuitem", { name: "Volume", exact: true }).click();
  await page.keyboard.press("Escape");
  for (const words of ["until Is sound is yes", "for each of Volumes, one after another", "sets Is sound"])
    await page.getByText(words).waitFor();
  await page.getByText("Saved", { exact: true }).waitFor();
  const { definition } = await ines.call<{ definition: { steps: object[] } }>("GET", `/processes/${process.id}/draft`);
  expect(definition.steps).toMatchObject([
    { until: "sound = true" },
    { over: "volumes", own: ["sound"] },
    { act: { values: [{ key: "sound", value: "true" }] } },
    { act: { text: "Back is {{volume}}" } },
  ]);
  await leavePicture(ines, "kinds by names 1280 light");
});
