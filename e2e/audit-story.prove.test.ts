import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tmpdir } from "node:os";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { theLibrary } from "./library.ts";

const library = theLibrary();
const folder = fileURLToPath(new URL("../scenarios/audit/", import.meta.url));
const pictures = process.env["RONDO_PICTURES"];

test("dropped files become an audit that says what repeats, takes one's own figures, and gives a draft process", async () => {
  const { ines } = library;
  const { page } = ines;
  await ines.at("audit");
  await page.getByText("No audit was made yet.").waitFor();
  await picture("audit-empty");
  const broken = join(tmpdir(), `broken-${process.pid}.json`);
  await writeFile(broken, '{"name": ');
  const files = readdirSync(folder)
    .filter((name) => /\.(?:csv|json)$/.test(name))
    .map((name) => join(folder, name));
  await page.locator("input[type=file]").setInputFiles([...files, broken]);
  // The page of the audit is there at once; it is left as soon as the server has the files, and the server stops meanwhile.
  await page.waitForURL(/\/audit\/[0-9a-f-]{36}$/);
  const audit = page.url();
  await page.getByRole("rowheader", { name: "broken" }).waitFor();
  await picture("audit-reading");
  await page.goto("about:blank");
  await library.stage.restart();
  await page.goto(audit);
  await page.getByText(/5 of them are one process, done 5 times/).waitFor({ timeout: 60_000 });
  await page.getByText("11 things were read: 8 are processes, 3 are projects, none is unclear.").waitFor();
  await page.getByText("Left out.").waitFor();
  await picture("audit-many");
  await onPaper();

  // One's own figure stands in the place of the counted one, and stays.
  const hours = page.getByRole("textbox", { name: /^Hours in one run of Sign contract/ });
  await hours.fill("400");
  await hours.press("Tab");
  await page
    .getByRole("rowheader")
    .first()
    .getByRole("link", { name: /Sign contract/ })
    .waitFor();
  await page.reload();
  await page
    .getByRole("rowheader")
    .first()
    .getByRole("link", { name: /Sign contract/ })
    .waitFor();

  // What one run of five had is offered, and a project that is brought in keeps what the audit found.
  await page.getByRole("checkbox", { name: /^Ask the parent.*in 1 of 5 runs, after step 3/ }).check();
  await page
    .getByRole("row", { name: /^plant-extension/ })
    .getByRole("button", { name: "Import as it is" })
    .click();
  await page.getByRole("link", { name: "Open plant-extension" }).filter({ visible: true }).waitFor();
  await page.getByRole("button", { name: "Adopt as draft process" }).first().click();
  await page.getByRole("link", { name: /^Open Sign contract/ }).click();
  await page.getByText("Verify identity").first().waitFor();
  await page.getByText("Ask the parent").first().waitFor();
  await page.goto(audit);
  await page.getByRole("link", { name: "Open plant-extension" }).filter({ visible: true }).click();
  await page.getByText(/^An audit found on .*: a project, 9\d% sure\.$/).waitFor();
  await page.getByText("There is no counterpart to any of its 11 tasks in the other 10").waitFor();
  expect(ines.problems).toEqual([]);

  /** What the screen says is on the paper too, each thing once, and no page is left half empty for the next. */
  async function onPaper(): Promise<void> {
    await page.emulateMedia({ media: "print" });
    await page.getByText("11 things were read: 8 are processes").waitFor();
    if (pictures !== undefined) await page.pdf({ path: join(pictures, "audit.pdf"), format: "A4" });
    const work = page.getByRole("table", { name: "What to fix first" }).getByRole("row").nth(1);
    expect(await work.getByRole("cell").allInnerTexts()).toEqual([
      expect.stringMatching(/\n[\d.,]+\s+(counted|assumed)/),
      expect.stringMatching(/\n[\d.,]+\s+(elapsed time, as working hours|assumed)/),
      expect.stringMatching(/\n[\d.,]+%\s+as found/),
      expect.stringMatching(/^[\d,]+$/),
    ]);
    const inventory = page.getByRole("table", { name: "Everything that was read" });
    expect(
      await inventory
        .getByText(/^Why: as for /)
        .filter({ visible: true })
        .count(),
    ).toBeGreaterThan(0);
    await page.emulateMedia({ media: "screen" });
  }

  async function picture(name: string): Promise<void> {
    if (pictures === undefined || !existsSync(pictures)) return;
    await mkdir(pictures, { recursive: true });
    for (const [width, scheme] of [
      [1280, "light"],
      [1280, "dark"],
      [360, "light"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.locator("#main").evaluate((main) => main.scrollTo(0, 0));
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
      await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`) });
      await page.locator("#main").evaluate((main) => main.scrollTo(0, 900));
      await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}-lower.png`) });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
  }
});

test("New looks at what was done here before, and the third time is called a process", async () => {
  const { ines } = library;
  const { page } = ines;
  for (const name of ["Close March", "Close April", "Close May"]) {
    await ines.at("new?over=yes&make=project");
    await page.getByRole("textbox", { name: "Name" }).fill(name);
    await page.getByRole("button", { name: "Make project" }).click();
    await page.getByRole("heading", { name }).first().waitFor();
  }
  await ines.at("new?over=yes");
  await page.getByText("Rather a project, so far").waitFor();
  await page.getByRole("textbox", { name: /What is it about/ }).fill("Close June");
  await page
    .getByText(/done 3 times since/)
    .first()
    .waitFor();
  await page.getByText("Rather a process, so far").waitFor();
  await page.getByText(/^“Close (March|April|May)” is \d+% alike, and was done 3 times$/).waitFor();
  if (pictures !== undefined) {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(pictures, `new-history-${width}.png`) });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  // A process that does it already is offered in the place of a new one.
  const { id } = await ines.call<{ id: string }>("POST", "/processes", {
    name: "Bind a pamphlet",
    definition: { steps: [{ kind: "task", id: "bind", title: "Bind it" }] },
  });
  await ines.call("POST", `/processes/${id}/publications`, {});
  await page.getByRole("textbox", { name: /What is it about/ }).fill("Bind pamphlets");
  await page.getByRole("region", { name: "There is a process for it already" }).getByRole("link", { name: "Start it instead" }).click();
  await page.getByRole("dialog", { name: "Start “Bind a pamphlet”" }).waitFor();
  expect(ines.problems).toEqual([]);
});
