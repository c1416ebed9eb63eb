import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { theLibrary } from "./library.ts";
import { enter } from "./stage.ts";

const library = theLibrary();
const pictures = process.env["RONDO_PICTURES"];

type Process = { id: string; version: number };
type Run = { id: string; at: { stepId: string; taskId: string }[] };
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
const definition = {
  purpose: "",
  roles: [],
  fields: [],
  intake: [],
  steps: [step("look", "Look it up"), step("answer", "Answer the reader")],
  deliverable: null,
};

test("who asked says how satisfied they are, once; measures are told by revision, team and month, in hours of the clock or of work", async () => {
  const { ines, tomas } = library;
  await ines.call("POST", "/teams", { name: "Front desk", memberIds: [tomas.id] });
  const process = await ines.call<Process>("POST", "/processes", { name: "Answer a reader", definition });
  const p = `/processes/${process.id}`;
  await ines.call("POST", `${p}/publications`, {});
  const form = (await ines.call<{ intakeForm: { url: string } }>("PUT", `${p}/intake-form`, { title: "Ask us", note: "" })).intakeForm.url;

  // Opted in on the process's settings.
  await ines.at(`processes/${process.id}/settings`);
  const opt = ines.page.getByRole("checkbox", { name: /Ask those who asked/ });
  await opt.click();
  await expect.poll(() => opt.isChecked()).toBe(true);
  await expect.poll(async () => (await ines.call<{ asksRating: boolean }>("GET", p)).asksRating).toBe(true);

  for (let at = 0; at < 4; at += 1) await finish(tomas, await ines.call<Run>("POST", `${p}/runs`, { answers: {} }));

  const reader = await enter(library.browser);
  await reader.page.goto(form);
  await reader.page.getByLabel("Your name").fill("A reader");
  await reader.page.getByRole("button", { name: "Send request" }).click();
  await reader.page.waitForURL(/\/request\//);
  const { items } = await ines.call<{ items: Run[] }>("GET", `${p}/runs?state=running`);
  await finish(tomas, items[0] as Run);
  // As the mail's link has it: chosen already, and nothing said before it is pressed.
  await reader.page.goto(`${reader.page.url()}?score=4`);
  await expect.poll(() => reader.page.getByRole("radio", { name: /^4/ }).getAttribute("aria-checked")).toBe("true");
  await reader.page.getByLabel("In a few words").fill("Quick, and kind");
  await look(reader.page, "rating");
  await reader.page.getByRole("button", { name: "Send rating" }).click();
  await reader.page.getByText("Thank you for saying so.").waitFor();
  await reader.page.reload();
  await reader.page.getByRole("heading", { name: "Where it is" }).waitFor();
  expect(await reader.page.getByRole("button", { name: "Send rating" }).count()).toBe(0);

  // The colleague who asked says it on the run's own screen.
  const mine = (await ines.call<{ items: Run[] }>("GET", `${p}/runs?state=ended`)).items[2] as Run;
  await ines.at(`runs/${mine.id}`);
  await ines.page.getByRole("radio", { name: /2/ }).click();
  await ines.page.getByRole("button", { name: "Send rating" }).click();
  await ines.page.getByText(/Not satisfied \(2 of 5\)/).waitFor();

  await ines.at(`processes/${process.id}/measures`);
  await ines.page.getByText("2 people who asked said so, after 40% of the runs that ended: 3 of 5 on average.").waitFor();
  await ines.page.getByText("Quick, and kind").waitFor();
  await ines.page
    .getByRole("region", { name: "Were the promises kept?" })
    .or(ines.page.getByText("No promise has come due yet."))
    .waitFor();
  await look(ines.page, "measures");
  await ines.page.getByRole("radio", { name: "Working" }).click();
  await ines.page.getByText(/in working time; 5 completed runs/).waitFor();
  await ines.page.getByRole("radio", { name: "Team" }).click();
  await ines.page.getByRole("button", { name: "Front desk" }).click();
  await ines.page.getByRole("button", { name: "All runs" }).waitFor();
  await ines.page.reload();
  await ines.page.getByText(/in working time; 5 completed runs/).waitFor();
  expect([...ines.problems, ...reader.problems]).toEqual([]);
  await reader.context.close();
});

async function finish(who: typeof library.tomas, run: Run): Promise<void> {
  let now = run;
  while (now.at.length > 0) {
    await who.call("PUT", `/tasks/${now.at[0]?.taskId}/completion`, { answers: {} });
    now = await who.call<Run>("GET", `/runs/${run.id}`);
  }
}

async function look(page: Page, name: string): Promise<void> {
  if (pictures === undefined || !existsSync(pictures)) return;
  await mkdir(pictures, { recursive: true });
  for (const [width, scheme] of [
    [1280, "light"],
    [1280, "dark"],
    [360, "light"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`) });
    const main = page.locator("#main");
    if ((await main.count()) === 0) continue;
    await main.evaluate((one) => one.scrollTo(0, 850));
    await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}-lower.png`) });
    await main.evaluate((one) => one.scrollTo(0, 0));
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
}
