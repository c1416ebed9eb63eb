import { expect, test } from "vitest";
import { choose, look, theLibrary } from "./library.ts";

const library = theLibrary();
const text = (id: string, title: string) => ({ id, title, instructions: "" });
const work = { kind: "task", role: null, due: null, checklist: [], fields: [] };

test("a step that changes a task is made by choosing, changes it while somebody looks on, and says so where it can't", async () => {
  const { ines, tomas } = library;
  const { page } = ines;
  const { id: p, version } = await ines.call<{ id: string; version: number }>("POST", "/processes", {
    name: "Move a reading room",
    definition: {
      purpose: "",
      roles: [{ key: "desk", name: "Desk" }],
      fields: [],
      intake: [],
      deliverable: null,
      steps: [
        { ...text("order", "Have boxes ordered"), kind: "action", act: { do: "task", title: "Order boxes", role: "desk" }, undo: null },
        { ...text("enough", "Say when there are enough"), ...work },
        { ...text("finish", "Finish the order"), kind: "action", act: { do: "set", values: [] }, undo: null },
        { ...text("pack", "Pack the books"), ...work },
      ],
    },
  });
  await ines.call("PATCH", `/processes/${p}`, { fillings: [{ role: "desk", personId: tomas.id, teamId: null }] }, version);

  await ines.at(`processes/${p}`);
  const title = page.getByRole("textbox", { name: "Title of step 3", exact: true });
  await title.click();
  const step = page.getByRole("listitem").filter({ has: title }).last();
  const pick = async (label: string, option: string) => {
    await step.getByRole("combobox", { name: label, exact: true }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await pick("What is done", "change a task or project");
  await choose(step, "Which one", "the task that “Have boxes ordered” gives");
  const values = step.getByRole("group", { name: "What is changed" });
  await values.getByRole("button", { name: "Change something more" }).click();
  await values.getByRole("button", { name: "Change something more" }).click();
  await values.getByRole("textbox", { name: "Title" }).fill("Boxes are ordered");
  await values.getByRole("combobox", { name: "What", exact: true }).last().click();
  await page.getByRole("option", { name: "State", exact: true }).click();
  await look(page, "change-step");
  await page.getByText("Saved", { exact: true }).waitFor();
  const { definition } = await ines.call<{ definition: { steps: object[] } }>("GET", `/processes/${p}/draft`);
  expect(definition.steps[2]).toMatchObject({
    act: {
      do: "change",
      what: "task",
      of: "order",
      values: [
        { key: "title", value: '"Boxes are ordered"' },
        { key: "state", value: '"done"' },
      ],
    },
  });
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("button", { name: "Publish revision 1" }).click();
  await page.getByText("Revision 1", { exact: true }).first().waitFor();

  const start = async (name: string) => {
    const { id } = await ines.call<{ id: string }>("POST", `/processes/${p}/runs`, { title: name, answers: {}, fillings: [] });
    await tomas.at("my-day");
    await tomas.page.getByRole("link", { name: "Order boxes", exact: true }).waitFor();
    await ines.at(`runs/${id}`);
    await page.getByRole("button", { name: /^Complete step/ }).waitFor();
  };
  await start("The map room");
  await page.getByRole("button", { name: /^Complete step/ }).click();
  await page.getByRole("listitem").filter({ hasText: "Finish the order" }).getByRole("img", { name: "Done" }).waitFor();
  await tomas.page.getByRole("link", { name: "Order boxes", exact: true }).waitFor({ state: "detached" });
  await tomas.at("tasks?where=");
  await tomas.page.getByText("Boxes are ordered").first().waitFor();

  // The task is in the trash by then: the run stops, says so, and goes on without the step once somebody says why.
  await start("The newspaper hall");
  const { items } = await tomas.call<{ items: { task: { id: string; title: string; version: number } }[] }>("GET", "/my-day");
  const gone = items.find(({ task }) => task.title === "Order boxes")?.task;
  await ines.call("DELETE", `/tasks/${gone?.id}`, undefined, gone?.version);
  await page.getByRole("button", { name: /^Complete step/ }).click();
  const incident = page.getByRole("alert").filter({ hasText: "Finish the order" });
  await incident.getByText("is not here any more").first().waitFor();
  await look(page, "change-stuck");
  await ines.at(`processes/${p}/runs`);
  await page.getByRole("region", { name: "Stuck" }).getByText("The newspaper hall").waitFor();
  await look(page, "change-stuck-board");
  await page.getByRole("link", { name: /The newspaper hall/ }).click();
  await incident.getByRole("button", { name: "Go on without this step…" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Reason" }).fill("The boxes were borrowed");
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await page.getByRole("region", { name: "Otherwise than written down" }).getByText("The boxes were borrowed").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Finish the order" }).getByText("Skipped: a deviation").waitFor();
});
