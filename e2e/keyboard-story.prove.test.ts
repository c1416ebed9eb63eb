import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { theLibrary } from "./library.ts";

const library = theLibrary();

/** Which thing has the focus, as a screen reader would name it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    return (at?.getAttribute("aria-label") ?? (at as HTMLInputElement | null)?.labels?.[0]?.textContent ?? at?.textContent ?? "")
      .trim()
      .slice(0, 120);
  });

/** Tab after Tab, as somebody without a mouse goes there; it is said where one ends up instead. */
async function tabTo(page: Page, name: RegExp, most = 40): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs <= most; tabs += 1) {
    const here = await focused(page);
    if (name.test(here)) return;
    passed.push(here.slice(0, 30));
    await page.keyboard.press("Tab");
  }
  throw new Error(`${String(name)} is not reached by Tab: ${passed.join(" → ")}`);
}

const step = (id: string, title: string, more: object) => ({ id, title, instructions: "", role: null, due: null, ...more });

test("by keys alone: a step is found in My day, worked with its field, and the approval after it is given", async () => {
  const { ines } = library;
  const { page } = ines;
  const process = await ines.call<{ id: string }>("POST", "/processes", { name: "Lend a volume" });
  await ines.call(
    "PUT",
    `/processes/${process.id}/draft`,
    {
      definition: {
        purpose: "",
        roles: [],
        fields: [{ key: "shelfmark", label: "Shelf mark", kind: "text" }],
        intake: [],
        steps: [
          step("fetch", "Fetch the volume", { kind: "task", checklist: [], fields: [{ key: "shelfmark", mode: "required" }] }),
          step("agree", "Agree to the loan", { kind: "approval", fields: [], returnTo: "fetch" }),
        ],
      },
    },
    1,
  );
  await ines.call("POST", `/processes/${process.id}/publications`, {});
  await ines.call("POST", `/processes/${process.id}/runs`, { title: "Flora Batava" });
  await ines.at("my-day");
  await page.getByRole("link", { name: "Fetch the volume" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  const mark = page.getByRole("textbox", { name: "Shelf mark" });
  await mark.waitFor();
  await tabTo(page, /^Shelf mark/);
  await page.keyboard.type("Kart. 88");
  await tabTo(page, /^Complete step/);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Agree to the loan" }).waitFor();
  await tabTo(page, /^Approve$/, 60);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Agree to the loan" }).waitFor({ state: "detached" });
  await expect
    .poll(async () =>
      (await ines.call<{ items: { state: string }[] }>("GET", `/processes/${process.id}/runs?state=ended`)).items.map(({ state }) => state),
    )
    .toEqual(["completed"]);
});

test("by keys alone: a project is made, its tasks written one inside another, and linked", async () => {
  const { page } = library.ines;
  await library.ines.at("projects");
  await page.getByRole("button", { name: "New project" }).first().waitFor();
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await tabTo(page, /^Name/);
  await page.keyboard.type("Open the map room");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Open the map room" }).waitFor();
  const id = /projects\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  await tabTo(page, /^List$/);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Add task" }).first().waitFor();
  await tabTo(page, /^Add task$/);
  await page.keyboard.press("Enter");
  for (const title of ["Prepare", "Paint the hall", "Move the maps"]) {
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Escape");
  await page.getByRole("treegrid").focus();
  await expect
    .poll(() =>
      page
        .getByRole("rowheader")
        .allInnerTexts()
        .then((titles) => titles.map((title) => /Prepare|Paint|Move/.exec(title)?.[0])),
    )
    .toEqual(["Prepare", "Paint", "Move"]);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Control+]");
  await page.keyboard.press("l");
  const linking = page.locator("[role=dialog][aria-modal=true]");
  await linking.waitFor();
  await tabTo(page, /^Task that waits/);
  await page.keyboard.type("Move");
  await page.getByRole("option", { name: /Move the maps/ }).waitFor();
  await page.keyboard.press("Enter");
  await tabTo(page, /^Make link/);
  await page.keyboard.press("Enter");
  await linking.waitFor({ state: "detached" });
  const plan = async () => {
    const { tasks, links } = await library.ines.call<{
      tasks: { id: string; title: string; plan: { parentId: string | null } }[];
      links: { fromId: string; toId: string }[];
    }>("GET", `/projects/${id}/plan`);
    const titleOf = (wanted: string | null) => tasks.find((one) => one.id === wanted)?.title ?? null;
    return {
      inside: Object.fromEntries(tasks.map(({ title, plan }) => [title, titleOf(plan.parentId)])),
      links: links.map(({ fromId, toId }) => [titleOf(fromId), titleOf(toId)]),
    };
  };
  await expect.poll(plan).toEqual({
    inside: { Prepare: null, "Paint the hall": "Prepare", "Move the maps": null },
    links: [["Paint the hall", "Move the maps"]],
  });
});

test("what is typed between the key that opens the search and its being there stands in it, to the last letter", async () => {
  const { ines } = library;
  const { page } = ines;
  await ines.at("my-day");
  await page.getByRole("textbox", { name: "Add a task" }).waitFor();
  const typed = await page.evaluate(async () => {
    (document.activeElement as HTMLElement).blur();
    const press = (key: string, ctrlKey = false) =>
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }));
    press("k", true);
    let typed = "";
    for (; document.activeElement?.role !== "combobox"; await new Promise((resolve) => setTimeout(resolve))) {
      const letter = String.fromCharCode(97 + (typed.length % 26));
      press(letter);
      typed += letter;
    }
    return typed;
  });
  expect(typed).not.toBe("");
  await expect.poll(() => page.getByRole("dialog").getByRole("combobox").inputValue()).toBe(typed);
  await page.keyboard.press("Escape");
});

test("by keys alone: a task is found by searching, opened, and commented on", async () => {
  const { ines } = library;
  const { page } = ines;
  await ines.call("POST", "/tasks", { title: "Wrap the celestial globe", ownerId: ines.id });
  await ines.at("inbox");
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("celestal globe");
  await page.getByRole("option", { name: /Wrap the celestial globe/ }).waitFor();
  await expect
    .poll(() =>
      page.evaluate(() => document.getElementById(document.activeElement?.getAttribute("aria-activedescendant") ?? "")?.textContent ?? ""),
    )
    .toMatch(/Wrap the celestial globe/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Wrap the celestial globe" }).waitFor();
  await tabTo(page, /^(Say something|Comment)/, 60);
  await page.keyboard.type("In the long box, please.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("In the long box, please.").waitFor();
});
