import { createHmac } from "node:crypto";
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

/** What a browser says by itself while the server is away. */
const whileAway = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE|ERR_NETWORK|Failed to fetch/;

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
  await ines.page.getByRole("button", { name: "Invite somebody" }).first().click();
  const dialog = ines.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make invitation" }).click();
  const link = (await dialog.locator("code").textContent()) ?? "";
  expect(link).toContain(`${stage.url}/invite/`);
  await dialog.getByRole("button", { name: "Done" }).click();

  const tomas = await enter(browser);
  await tomas.page.goto(link);
  await tomas.page.getByLabel("Your name").fill("Tomas Brandt");
  await tomas.page.getByLabel("E-mail address").fill("tomas@lindgren.example");
  await tomas.page.getByLabel("Password", { exact: true }).fill("another long pass phrase");
  await tomas.page.getByRole("button", { name: "Join Lindgren Library" }).click();
  await tomas.page.waitForURL(/\/w\/lindgren-library\//);
  await ines.page.getByRole("row", { name: /Tomas Brandt/ }).waitFor();

  await ines.page.goto(`${stage.url}/w/lindgren-library/my-day`);
  await ines.page.getByRole("textbox", { name: "Add a task" }).fill("Order acid-free boxes");
  await ines.page.getByRole("textbox", { name: "Add a task" }).press("Enter");
  await ines.page.getByRole("checkbox", { name: "Complete “Order acid-free boxes”" }).waitFor();

  const second = await stage.restart();
  console.log(`started again in ${Math.round(second)} ms`);
  await ines.page.reload();
  await ines.page.getByRole("link", { name: "Order acid-free boxes" }).waitFor();
  await tomas.page.reload();
  await tomas.page.getByRole("link", { name: "People" }).first().click();
  await tomas.page.getByRole("row", { name: /Ines Okafor/ }).waitFor();
  expect([...ines.problems, ...tomas.problems].filter((problem) => !whileAway.test(problem))).toEqual([]);
  await ines.close();
  await tomas.close();
});

test("the link works once: whoever opens it afterwards is told to sign in", async () => {
  const stranger = await enter(browser);
  await stranger.page.goto(stage.printed);
  await stranger.page.getByRole("heading", { name: "Rondo is already set up" }).waitFor();
  await stranger.page.getByRole("link", { name: "Go to sign-in" }).click();
  await stranger.page.getByLabel("E-mail address").fill("tomas@lindgren.example");
  await stranger.page.getByLabel("Password", { exact: true }).fill("not the right one");
  await stranger.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await stranger.page.getByRole("alert").waitFor();
  await stranger.page.getByLabel("Password", { exact: true }).fill("another long pass phrase");
  await stranger.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await stranger.page.waitForURL(/\/w\/lindgren-library\//);
  expect(stranger.problems).toEqual([]);
  await stranger.close();
});

/** The six digits of RFC 6238, as an authenticator app shows them. */
function codeNow(uri: string, now = Date.now()): string {
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  const bits = Array.from(secret.toUpperCase(), (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
