import { expect, test } from "vitest";
import { choose, look, theLibrary } from "./library.ts";
import { enter } from "./stage.ts";

const library = theLibrary();

const step = (id: string, title: string) => ({
  id,
  title,
  kind: "task",
  role: "desk",
  instructions: "",
  due: null,
  checklist: [],
  fields: [],
});
const definition = {
  purpose: "",
  roles: [{ key: "desk", name: "Desk" }],
  fields: [{ key: "volume", label: "Which volume?", kind: "text" }],
  intake: ["volume"],
  deliverable: null,
  steps: [step("fetch", "Fetch the volume"), step("scan", "Scan the pages"), step("send", "Send the scans")],
};

test("one run is shown to a guest and to somebody invited by mail, looked at first as they will see it, and taken away", async () => {
  const { ines } = library;
  const { page } = ines;
  const freya = await library.join("Freya Nilsen", "guest");
  const { id: p } = await ines.call<{ id: string }>("POST", "/processes", { name: "Scanning on request", definition, everyone: null });
  await ines.call("POST", `/processes/${p}/publications`, { note: "" });
  const start = async (title: string) =>
    (await ines.call<{ id: string }>("POST", `/processes/${p}/runs`, { title, answers: { volume: "H 12" }, fillings: [] })).id;
  const [shown, beside] = [await start("Herbarium of 1782"), await start("Atlas of 1650")];

  await ines.at(`runs/${shown}`);
  await page.getByRole("button", { name: "More for this run" }).click();
  await page.getByRole("menuitem", { name: "Show to people outside…" }).click();
  const dialog = page.getByRole("dialog", { name: "People outside" });
  await dialog.getByText("It is shown to no guest.").waitFor();
  await dialog.getByRole("button", { name: "See as a guest" }).click();
  await page.getByText("You see what a guest sees who was shown only “Herbarium of 1782”").waitFor();
  await page.getByRole("heading", { level: 1, name: "Herbarium of 1782" }).waitFor();
  expect(await page.getByText("Scanning on request").count()).toBe(0);
  expect(await page.getByRole("button", { name: "Complete step" }).count()).toBe(0);
  await look(page, "run-as-guest");
  await page.getByRole("button", { name: "Leave the guest’s view" }).click();

  await page.getByRole("button", { name: "More for this run" }).click();
  await page.getByRole("menuitem", { name: "Show to people outside…" }).click();
  await choose(dialog, "Show it to a guest", "Freya Nilsen");
  await dialog.getByRole("button", { name: "Show it to Freya Nilsen no more" }).waitFor();
  await dialog.getByLabel("Invite a guest by mail").fill("edda@lindgren.example");
  await dialog.getByRole("button", { name: "Invite and show" }).click();
  const url = (await dialog.getByText(/\/invite\//).textContent()) ?? "";
  await dialog.getByText("Invited; sees it once the invitation is accepted").waitFor();
  await dialog.getByRole("button", { name: "Look at it first" }).click();
  await dialog.getByRole("heading", { name: "Where it is" }).waitFor();
  await look(page, "run-outside");

  await freya.at(`runs/${shown}`);
  await freya.page.getByRole("heading", { level: 1, name: "Herbarium of 1782" }).waitFor();
  await look(freya.page, "run-of-guest");
  const edda = await enter(library.browser);
  await edda.page.goto(url);
  await edda.page.getByLabel("Your name").fill("Edda Holm");
  await edda.page.getByLabel("Password", { exact: true }).fill("a quiet reading room");
  await edda.page.getByRole("button", { name: "Join Lindgren Library" }).click();
  await edda.page.waitForURL(/\/w\//);
  await edda.page.goto(`${library.stage.url}/w/lindgren-library/runs/${shown}`);
  await edda.page.getByRole("heading", { level: 1, name: "Herbarium of 1782" }).waitFor();
  await edda.page.goto(`${library.stage.url}/w/lindgren-library/runs/${beside}`);
  await edda.page.getByText("There is no such run that you may see").waitFor();

  await dialog.getByRole("button", { name: "Show it to Freya Nilsen no more" }).click();
  await freya.page.getByText("There is no such run that you may see").waitFor();
  await look(freya.page, "run-taken-away");
});
