import { createHmac } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { leavePicture } from "./library.ts";
import { type Actor, type Stage, enter, openBrowser, openStage } from "./stage.ts";

let stage: Stage;
let browser: Browser;
beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

afterEach(async ({ task }) => {
  const pages = browser.contexts().flatMap((context) => context.pages());
  if (task.result?.state === "fail") await Promise.all(pages.map((page, index) => leavePicture({ page }, `failed ${index} ${task.name}`)));
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** What a browser says by itself while the server is away; ERR_FAILED where the service worker asked for the page. */
const whileAway = /ERR_FAILED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE|ERR_NETWORK|Failed to fetch/;

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
  await ines.page.getByText("Anybody with the link").waitFor({ state: "detached" });

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

test("a second factor is turned on, and from then on a password alone opens nothing", async () => {
  const tomas = await enter(browser);
  const { page } = tomas;
  await signIn(tomas, "tomas@lindgren.example", "another long pass phrase");
  await page.waitForURL(/\/w\/lindgren-library\//);
  await page.goto(`${stage.url}/w/lindgren-library/settings/security`);
  await page.getByRole("button", { name: "Turn on second factor" }).click();
  await page.getByRole("dialog").getByLabel("Current password").fill("another long pass phrase");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("img", { name: /QR code/ }).waitFor();
  const secret = ((await page.getByRole("dialog").locator("code").textContent()) ?? "").replaceAll(" ", "");
  await page.getByLabel("6-digit code").fill(codeAt(secret, Date.now() - 30_000));
  await page.getByRole("button", { name: "Confirm code" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await codes.first().waitFor();
  const recovery = (await codes.first().textContent()) ?? "";
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("On: a code from your authenticator app").waitFor();
  expect(tomas.problems).toEqual([]);
  await tomas.close();

  const again = await enter(browser);
  await signIn(again, "tomas@lindgren.example", "another long pass phrase");
  await again.page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await again.page.goto(`${stage.url}/w/lindgren-library/my-day`);
  await again.page.waitForURL(/\/sign-in/);
  await signIn(again, "tomas@lindgren.example", "another long pass phrase");
  await again.page.getByLabel("6-digit code").fill(codeAt(secret, Date.now()));
  await again.page.getByRole("button", { name: "Confirm code" }).click();
  await again.page.waitForURL(/\/w\/lindgren-library\//);
  await again.close();

  const lost = await enter(browser);
  await signIn(lost, "tomas@lindgren.example", "another long pass phrase");
  await lost.page.getByRole("button", { name: "Use a recovery code" }).click();
  await lost.page.getByLabel("Recovery code").fill(recovery);
  await lost.page.getByRole("button", { name: "Confirm code" }).click();
  await lost.page.waitForURL(/\/w\/lindgren-library\//);
  await lost.close();
});

test("a passkey is added on localhost, and signs in without a password", async () => {
  const ines = await enter(browser);
  const { page } = ines;
  const device = await ines.context.newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(ines, "ines@lindgren.example", "a long enough pass phrase");
  await page.waitForURL(/\/w\/lindgren-library\//);
  await page.goto(`${stage.url}/w/lindgren-library/settings/security`);
  await page.getByLabel("Name", { exact: false }).last().fill("Laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is added").first().waitFor();
  await page.getByRole("button", { name: "Remove Laptop" }).waitFor();
  await page
    .getByRole("button", { name: /Ines Okafor/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(/\/w\/lindgren-library\//);
  expect(ines.problems).toEqual([]);
  await ines.close();
});

async function signIn({ page }: Actor, email: string, password: string) {
  await page.goto(`${stage.url}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** The six digits of RFC 6238, as an authenticator app shows them. Each is good once, so turning it on takes the one before. */
function codeAt(secret: string, now: number): string {
  const bits = Array.from(secret.toUpperCase(), (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
