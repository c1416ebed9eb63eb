import { expect, test } from "vitest";
import { look, theLibrary } from "./library.ts";

/*
 * A plan that follows people: Tomas works in the mornings and is away for two days, and what he does is planned for when he is
 * there. Whoever looks at the plan sees it move, and reads why.
 */
const library = theLibrary();
const mornings = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [{ from: 540, to: 720 }] : []));

test("told to follow people, a plan moves as soon as somebody's hours or leave change, and a bar says whose they are", async () => {
  const { ines, tomas } = library;
  const { page } = ines;
  const { id } = await ines.call<{ id: string }>("POST", "/projects", { name: "Move the rare-books room", start: "2027-03-01T09:00" });
  const pack = await ines.call<{ id: string }>("POST", `/projects/${id}/tasks`, {
    title: "Pack the folios",
    workingMinutes: 840,
    ownerId: tomas.id,
  });
  const carry = await ines.call<{ id: string }>("POST", `/projects/${id}/tasks`, {
    title: "Carry them over",
    workingMinutes: 420,
    ownerId: ines.id,
  });
  await ines.call("POST", `/projects/${id}/links`, { fromId: pack.id, toId: carry.id });

  await ines.at(`projects/${id}/plan`);
  const grid = page.getByRole("treegrid");
  const finishOf = (title: string) =>
    grid
      .getByRole("row", { name: new RegExp(title) })
      .first()
      .locator("[data-column=finish]");
  await expect.poll(() => finishOf("Pack the folios").textContent()).toMatch(/2 Mar/);

  await page.getByRole("button", { name: "Change project" }).click();
  await page.getByRole("menuitem", { name: "Change project" }).click();
  const dialog = page.getByRole("dialog", { name: /^Change “/ });
  await dialog.getByRole("checkbox", { name: /^Dates follow the hours and leave/ }).click();
  await look(page, "hours-asked");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });

  await tomas.call("PUT", "/leave", { leave: [{ from: "2027-03-02", to: "2027-03-03", note: "At the fair" }], standInId: null });
  await expect.poll(() => finishOf("Pack the folios").textContent()).toMatch(/4 Mar/);
  await tomas.call("PUT", "/hours", { hours: mornings });
  await expect.poll(() => finishOf("Pack the folios").textContent()).toMatch(/9 Mar/);
  await expect.poll(() => finishOf("Carry them over").textContent()).toMatch(/10 Mar/);

  await finishOf("Pack the folios").click();
  await grid.press("w");
  const why = page.getByRole("dialog", { name: "Why here" });
  await why.getByText("It is worked in the hours of Tomas Brandt.").waitFor();
  await why.getByText(/Tomas Brandt is away 2\s?.\s?3 Mar/).waitFor();
  await look(page, "hours-why");
});
