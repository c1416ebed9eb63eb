import { existsSync, mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { theLibrary } from "./library.ts";

const library = theLibrary();
const pictures = process.env["RONDO_PICTURES"];

test("the columns of a table are chosen by hand, and the next table with the same names is read at once", async () => {
  const { ines } = library;
  const { page } = ines;
  const [first, second] = ["first", "second"].map((name) => join(tmpdir(), `${name}-${process.pid}.csv`)) as [string, string];
  await writeFile(first, "Was zu tun ist,Wer macht es,Bis\nKarten scannen,Mei,2026-04-03\n");
  await writeFile(second, "Was zu tun ist,Wer macht es,Bis\nRegale räumen,Mei,2026-05-03\n");
  await ines.at("import");
  await page.locator("input[type=file]").setInputFiles(first);
  await page.getByRole("button", { name: "Choose its columns" }).click();
  await page.getByRole("combobox", { name: "Meaning of Was zu tun ist" }).click();
  await page.getByRole("option", { name: "Title" }).click();
  await picture("columns", true);
  await page.getByRole("button", { name: "Remember and read" }).click();
  await page.getByRole("link", { name: /Open the report/ }).waitFor();
  await page.locator("input[type=file]").setInputFiles(second);
  await expect.poll(() => page.getByRole("link", { name: /Open the report/ }).count()).toBe(2);
});

test("a project becomes a run of a process, task by step, with what was said on it, and is turned back", async () => {
  const { ines } = library;
  const { page } = ines;
  const step = (id: string, title: string) => ({
    id,
    title,
    instructions: "",
    kind: "task",
    role: null,
    due: null,
    fields: [],
    checklist: [],
  });
  const process = await ines.call<{ id: string }>("POST", "/processes", {
    name: "Lend a map",
    definition: {
      purpose: "",
      roles: [],
      fields: [],
      intake: [],
      deliverable: null,
      steps: [step("a", "Fetch the map"), step("b", "Hand it out")],
    },
  });
  await ines.call("POST", `/processes/${process.id}/publications`, {});
  const project = await ines.call<{ id: string }>("POST", "/projects", { name: "Lend the harbour map" });
  const task = await ines.call<{ id: string }>("POST", `/projects/${project.id}/tasks`, { title: "Fetch map of the harbour" });
  await ines.call("POST", `/tasks/${task.id}/comments`, { text: "It is in the north wing" });
  await ines.at(`projects/${project.id}`);
  await page.getByRole("button", { name: "Change project" }).click();
  await page.getByRole("menuitem", { name: "Change kind…" }).click();
  await page.getByRole("combobox", { name: "Process" }).click();
  await page.getByRole("option", { name: "Lend a map" }).click();
  await expect.poll(() => page.getByRole("combobox", { name: "Fetch the map" }).inputValue()).toBe("Fetch map of the harbour");
  await picture("change-kind", true);
  await page.getByRole("button", { name: "Make run" }).click();
  await page.getByText("It was the project").waitFor();
  await page.getByText("It is in the north wing").waitFor();
  await page.getByRole("button", { name: "Turn back" }).click();
  await ines.at(`projects/${project.id}/list`);
  await page.getByText("Fetch map of the harbour").first().waitFor();
});

test("the third project of a kind is noticed, says so, and becomes a draft process", async () => {
  const { ines } = library;
  const { page } = ines;
  let last = "";
  for (const month of ["March", "April", "May"]) {
    const { id } = await ines.call<{ id: string }>("POST", "/projects", { name: `Close ${month}` });
    for (const title of ["Reconcile bank", "Post accruals", "Prepare report"]) await ines.call("POST", `/projects/${id}/tasks`, { title });
    last = id;
  }
  await ines.call("PUT", `/projects/${last}/advice`, { about: "Close May", answers: { again: "no", over: "yes" } });
  await ines.at("inbox");
  await page.getByText("This was done before, at least twice: perhaps it is a process").first().waitFor({ timeout: 120_000 });
  await picture("notice");
  await ines.at(`projects/${last}`);
  await page.getByText("The same work was done 3 times since", { exact: false }).waitFor();
  await picture("likeness");
  await page.getByRole("button", { name: "Make a draft process of them" }).click();
  await page.getByText("Reconcile bank").first().waitFor();
  await ines.at(`projects/${last}`);
  await page.getByText("A process was made of it").waitFor();
  await page.getByRole("link", { name: "Look at it again" }).click();
  await page.getByRole("button", { name: "Save answers" }).click();
  await page.getByText("Why it is a project").waitFor();
  await ines.at("settings/judgement");
  await page.getByRole("button", { name: "Save judgement" }).waitFor();
  await picture("judgement");
});

test("a step that many skip is counted on the flow and said on the run, and becomes a proposal that the draft takes", async () => {
  const { ines } = library;
  const { page } = ines;
  const step = (id: string, title: string) => ({ kind: "task", id, title });
  const { id } = await ines.call<{ id: string }>("POST", "/processes", {
    name: "Lend a map",
    definition: { steps: [step("a", "Note the reader"), step("b", "Check the deposit"), step("c", "Hand over the map")] },
  });
  await ines.call("POST", `/processes/${id}/publications`, {});
  let run = { id: "", at: [] as { title: string; taskId: string }[], state: "running" };
  for (let at = 0; at < 6; at += 1) {
    run = await ines.call("POST", `/processes/${id}/runs`, { answers: {} });
    while (run.state === "running") {
      for (const { title, taskId } of run.at)
        await (title === "Check the deposit"
          ? ines.call("PUT", `/tasks/${taskId}/waiver`, { reason: "Known reader" })
          : ines.call("PUT", `/tasks/${taskId}/completion`, { answers: {} }));
      run = await ines.call("GET", `/runs/${run.id}`);
    }
  }
  await ines.at(`runs/${run.id}`);
  await page.getByText("Otherwise than written down").waitFor();
  await picture("run");
  await ines.at(`processes/${id}/flow`);
  await page.getByLabel("done otherwise in 6 runs").waitFor();
  await picture("flow");
  await ines.at(`processes/${id}/improve`);
  await page.getByText("Check the deposit is skipped in 100% of the runs: ask beforehand whether it is needed.").waitFor();
  await picture("proposal");
  await page.getByRole("button", { name: "Put into draft" }).click();
  await page.getByText("In the draft", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Put into draft" }).waitFor({ state: "detached" });
  await picture("proposal-taken");
  await page.getByRole("link", { name: "Procedure" }).click();
  await page.getByText("Is this needed: Check the deposit?").first().waitFor();
});

async function picture(name: string, asIs = false): Promise<void> {
  const { page } = library.ines;
  if (pictures !== undefined && existsSync(pictures)) {
    mkdirSync(pictures, { recursive: true });
    for (const [width, scheme] of [
      [1280, "light"],
      [1280, "dark"],
      [360, "light"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: join(pictures, `kind-${name}-${width}-${scheme}.png`) });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
  }
  if (asIs) return;
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
}
