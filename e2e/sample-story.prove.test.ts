import { test } from "vitest";
import { look, theLibrary } from "./library.ts";

const library = theLibrary();

test("an example is looked at from an empty day, something is tried in it, and it is removed as if it had never been", async () => {
  const { page } = library.ines;
  await library.ines.at("my-day");
  const offer = page.getByRole("button", { name: "Or look at an example first" });
  await offer.waitFor();
  await look(page, "sample-offer");
  await offer.click();
  await page.waitForURL((url) => url.pathname.startsWith("/w/") && !url.pathname.startsWith("/w/lindgren-library/"), { timeout: 180_000 });
  await page.getByRole("button", { name: "Switch workspace" }).waitFor();
  const slug = new URL(page.url()).pathname.split("/")[2] as string;
  await page.goto(`${library.stage.url}/w/${slug}/my-day`);
  await page.getByRole("textbox", { name: "Add a task" }).fill("Try the trash");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Try the trash" }).waitFor();
  await look(page, "sample-day");
  await page.goto(`${library.stage.url}/w/${slug}/settings/workspace`);
  await page.getByRole("button", { name: "Remove the sample world…" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove the sample world?" });
  await dialog.getByText("Try the trash").waitFor();
  await look(page, "sample-removal");
  await dialog.getByRole("button", { name: "Remove it" }).click();
  await page.waitForURL(/\/w\/lindgren-library\//);
  await page.getByText("The sample world is gone").waitFor();
  await page.getByRole("button", { name: "Switch workspace" }).waitFor({ state: "detached" });
  await page.goto(`${library.stage.url}/w/${slug}/my-day`);
  await page.getByText("There is nothing at this address").waitFor();
});
