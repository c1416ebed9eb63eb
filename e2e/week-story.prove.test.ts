import { expect, test } from "vitest";
import { theLibrary } from "./library.ts";

const library = theLibrary();
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** A Monday that is not over yet, so that the story is the same on every day of the week. */
const monday = day(8 - (new Date().getDay() || 7));
const at = (index: number): string => new Date(Date.parse(`${monday}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10);

test("a week is planned by mouse and by keys: each day says what is left, a full day by how much, and what is put on a day waits for it in My day", async () => {
  const { ines } = library;
  const { page } = ines;
  for (const [title, effortMinutes] of [
    ["Order archival boxes", 60],
    ["Describe the map cabinet", 300],
    ["Sort the donations", 240],
  ] as const)
    await ines.call("POST", "/tasks", { title, effortMinutes });
  await ines.at(`my-day/week?from=${monday}`);
  const place = (index: number) => page.locator(`section[aria-labelledby="week-${at(index)}"]`);
  const row = (title: string) => page.getByRole("listitem").filter({ hasText: title });
  await place(0).getByText("7 h left").waitFor();

  await row("Order archival boxes").dragTo(place(1));
  await place(1).getByText("6 h left").waitFor();

  await row("Describe the map cabinet").focus();
  await page.keyboard.press("2");
  await place(1).getByText("1 h left").waitFor();
  await row("Sort the donations").focus();
  await page.keyboard.press("2");
  await place(1).getByText("3 h too much").waitFor();
  await page.keyboard.press("Alt+ArrowRight");
  await place(2).getByText("3 h left").waitFor();

  await place(1)
    .getByRole("button", { name: /^How long “Order archival boxes” takes/ })
    .click();
  await page.getByRole("menuitemradio", { name: "2 h" }).click();
  await place(1).getByText("Nothing left").waitFor();

  await page.getByRole("link", { name: "My day", exact: true }).first().click();
  await page
    .getByRole("region", { name: /^Coming/ })
    .getByRole("link", { name: "Order archival boxes" })
    .waitFor();
  await page
    .getByText(/Put off until/)
    .first()
    .waitFor();
});

test("the rest is put where there is room with one press, and taken back with one", async () => {
  const { tomas } = library;
  const { page } = tomas;
  await tomas.call("POST", "/tasks", { title: "Dust the globes", effortMinutes: 120, dueAt: `${at(1)}T12:00:00Z` });
  await tomas.call("POST", "/tasks", { title: "Wind the tower clock", effortMinutes: 400 });
  await tomas.at(`my-day/week?from=${monday}`);
  const nowhere = page.getByRole("region", { name: /^On no day yet/ });
  await nowhere.getByRole("link", { name: "Wind the tower clock" }).waitFor();
  await page.getByRole("button", { name: "Fit into the week" }).click();
  await nowhere.getByText("Everything is on a day.").waitFor();
  await page
    .locator(`section[aria-labelledby="week-${at(0)}"]`)
    .getByRole("link", { name: "Dust the globes" })
    .waitFor();
  await page
    .locator(`section[aria-labelledby="week-${at(1)}"]`)
    .getByRole("link", { name: "Wind the tower clock" })
    .waitFor();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await nowhere.getByRole("link", { name: "Dust the globes" }).waitFor();
  expect(tomas.problems).toEqual([]);
});

test("who works other hours says so on the profile, and the week and the load go by them", async () => {
  const { ines, tomas } = library;
  const { page } = tomas;
  await tomas.at("settings/profile");
  await page.getByRole("radio", { name: "Hours of my own" }).click();
  await page.getByRole("button", { name: "Remove these hours of Wednesday" }).first().click();
  await page.getByRole("button", { name: "Remove these hours of Wednesday" }).click();
  await page.getByText(/28 h a week/).waitFor();
  await page.getByRole("button", { name: "Save hours" }).click();
  await page.getByText("Your working hours are saved").first().waitFor();

  await tomas.at(`my-day/week?from=${monday}`);
  const place = (index: number) => page.locator(`section[aria-labelledby="week-${at(index)}"]`);
  await place(3).getByText("7 h left").waitFor();
  expect(await place(2).count()).toBe(0);

  await ines.at(`people/load?from=${monday}`);
  await ines.page
    .getByRole("button", { name: /^Tomas Brandt, week of/ })
    .first()
    .click();
  const panel = ines.page.getByRole("dialog");
  await panel.getByText(/28 h a week/).waitFor();
  await panel.getByRole("radio", { name: "As the calendar" }).click();
  await panel.getByRole("button", { name: "Save time" }).click();
  await ines.page.getByText("Tomas Brandt’s time is changed").first().waitFor();
  await place(2).getByText("7 h left").waitFor();
});
