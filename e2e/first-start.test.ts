import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, enter, openBrowser, openStage } from "./stage.ts";

let stage: Stage;
let browser: Browser;
beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

test("the printed link sets up the first workspace, a colleague joins by an invitation, and nothing is lost by stopping", async () => {
  const ines = await enter(browser);
  await ines.page.goto(stage.printed);
  await ines.page.getByLabel("Workspace name").fill("Lindgren Library");
  await ines.page.getByLabel("Your name").fill("Ines Okafor");
  await ines.page.getByLabel("E-mail address").fill("ines@lindgren.example");
  await ines.page.getByLabel("Password", { exact: true }).fill("a long enough pass phrase");
  await ines.page.getByRole("button", { name: "Create workspace" }).click();
  await ines.page.waitForURL(/\/w\/lindgren-library\/my-day/);

  await ines.page.getByRole("link", { name: "People" }).first().click();
  await ines.page.getByRole("button", { name: /Invite/ }).first().click();
  const dialog = ines.page.getByRole("dialog");
  await dialog.getByRole("button", { name: /Invite|Make/ }).last().click();
  const link = await dialog.getByRole("textbox", { name: /link/i }).inputValue();
  expect(link).toContain(`${stage.url}/invite/`);

  const tomas = await enter(browser);
  await tomas.page.goto(link);
  await tomas.page.getByLabel("Your name").fill("Tomas Brandt");
  await tomas.page.getByLabel("E-mail address").fill("tomas@lindgren.example");
  await tomas.page.getByLabel("Password", { exact: true }).fill("another long pass phrase");
  await tomas.page.getByRole("button", { name: /Join|Accept/ }).click();
  await tomas.page.waitForURL(/\/w\/lindgren-library\//);

  await stage.restart();
  await tomas.page.reload();
  await tomas.page.getByRole("link", { name: "People" }).first().click();
  await tomas.page.getByText("Ines Okafor").first().waitFor();
  expect([...ines.problems, ...tomas.problems].filter((problem) => !/ERR_CONNECTION_REFUSED|Failed to fetch|ERR_INCOMPLETE/.test(problem))).toEqual([]);
  await ines.close();
  await tomas.close();
});
