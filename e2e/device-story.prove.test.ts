import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { keptByBrowser, look, theLibrary, whileOffline } from "./library.ts";

/** One browser at the desk, used by two people after each other. */
const library = theLibrary();

async function signOut(page: Page, name: string): Promise<void> {
  await page
    .getByRole("button", { name: `Your account: ${name}` })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

/** All that a page can read of what the browser keeps. */
function keptWords(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const cached = await Promise.all(
      (await caches.keys())
        .filter((name) => name.startsWith("rondo-data"))
        .map(async (name) => {
          const cache = await caches.open(name);
          return Promise.all((await cache.keys()).map(async (one) => `${one.url} ${(await (await cache.match(one))?.text()) ?? ""}`));
        }),
    );
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, cached]);
  });
}

test("who signs out is told what was not sent, and the next person at the same browser finds nothing of it", async () => {
  const { ines, stage } = library;
  const { page } = ines;
  const task = await ines.call<{ id: string }>("POST", "/tasks", { title: "Mend the spines", ownerId: library.tomas.id });
  await ines.at(`tasks/${task.id}`);
  await keptByBrowser(page);
  await page.reload();
  await page.getByRole("textbox", { name: "Comment" }).fill("Only the octavos are loose");
  expect(await keptWords(page)).toContain("Only the octavos are loose");

  await ines.context.setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await signOut(page, ines.name);
  await page.getByRole("dialog").getByText("1 text that you began").waitFor();
  await page.getByRole("button", { name: "Sign out and lose it" }).click();
  await page.getByText("You are still signed in").first().waitFor();
  await ines.context.setOffline(false);
  ines.problems.splice(0, Infinity, ...ines.problems.filter((problem) => !whileOffline.test(problem)));
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await expect.poll(() => page.getByRole("textbox", { name: "Comment" }).inputValue()).toBe("Only the octavos are loose");

  await signOut(page, ines.name);
  await page.getByRole("dialog").getByText("1 text that you began").waitFor();
  await look(page, "sign-out");
  await page.getByRole("button", { name: "Sign out and lose it" }).click();
  await page.waitForURL(/\/sign-in/);
  expect(await keptWords(page)).not.toContain("octavos");
  expect(await keptWords(page)).not.toContain("Mend the spines");

  await page.getByLabel("E-mail address").fill("tomas@lindgren.example");
  await page.getByLabel("Password", { exact: true }).fill("a long enough pass phrase");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/w\/lindgren-library\//);
  await page.goto(`${stage.url}/w/lindgren-library/tasks/${task.id}`);
  await page.getByRole("textbox", { name: "Comment" }).waitFor();
  expect(await page.getByRole("textbox", { name: "Comment" }).inputValue()).toBe("");
});
