import { expect, test } from "vitest";
import { choose, look, theLibrary } from "./library.ts";

const library = theLibrary();
const none = { instructions: "", due: null, checklist: [], fields: [] };

test("a run is had go on at another step, with a reason that stays with it", async () => {
  const { ines } = library;
  const { page } = ines;
  const definition = {
    purpose: "",
    roles: [{ key: "desk", name: "Desk" }],
    fields: [],
    intake: [],
    deliverable: null,
    steps: [
      { ...none, id: "fetch", kind: "task", title: "Fetch the volume", role: "desk" },
      { ...none, id: "scan", kind: "task", title: "Scan the pages", role: "desk" },
      { ...none, id: "send", kind: "task", title: "Send the scans", role: "desk" },
    ],
  };
  const { id: p } = await ines.call<{ id: string }>("POST", "/processes", { name: "Digitise a volume", definition });
  await ines.call("POST", `/processes/${p}/publications`, { note: "" });
  const run = await ines.call<{ id: string }>("POST", `/processes/${p}/runs`, { title: "Herbarium of 1782", answers: {}, fillings: [] });
  await ines.at(`runs/${run.id}`);
  await page.getByRole("button", { name: "More for this run" }).click();
  await page.getByRole("menuitem", { name: "Go on at another step…" }).click();
  const dialog = page.getByRole("dialog", { name: "Go on at which step?" });
  await dialog.getByText("Leaving “Fetch the volume”").waitFor();
  await dialog.getByRole("button", { name: "Go on there" }).click();
  await dialog.getByText("Choose the step").waitFor();
  await choose(dialog, "Go on at", "Send the scans");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("It was scanned for somebody else last week");
  await look(page, "jump");
  await dialog.getByRole("button", { name: "Go on there" }).click();
  const otherwise = page.getByRole("region", { name: "Otherwise than written down" });
  await otherwise.getByText("Ines Okafor had the run go on at “Send the scans”").waitFor();
  await otherwise.getByText("It was scanned for somebody else last week").waitFor();
  await look(page, "jumped");
  const now = await ines.call<{ at: { stepId: string }[] }>("GET", `/runs/${run.id}`);
  expect(now.at.map(({ stepId }) => stepId)).toEqual(["send"]);
});

test("a call that fails tells each attempt, is tried again by hand, and is passed by with a reason", async () => {
  const { ines } = library;
  const { page } = ines;
  const act = { do: "http", method: "POST", url: "http://127.0.0.1:9/order", body: null, into: [] };
  const definition = {
    purpose: "",
    roles: [{ key: "desk", name: "Desk" }],
    fields: [],
    intake: [],
    deliverable: null,
    steps: [
      { id: "order", kind: "action", title: "Order the volume at the depot", instructions: "", act, undo: null },
      { ...none, id: "fetch", kind: "task", title: "Fetch the volume", role: "desk" },
    ],
  };
  const { id: p } = await ines.call<{ id: string }>("POST", "/processes", { name: "Order a volume", definition });
  await ines.call("POST", `/processes/${p}/publications`, { note: "" });
  const run = await ines.call<{ id: string }>("POST", `/processes/${p}/runs`, { title: "Herbarium of 1783", answers: {}, fillings: [] });
  await ines.at(`runs/${run.id}`);
  const incident = page.getByRole("alert").filter({ hasText: "Order the volume at the depot" });
  await incident.getByText("Tried once.").waitFor();
  await incident.getByRole("button", { name: "Try again" }).click();
  await incident.getByText("Tried 2 times.").waitFor();
  const attempts = incident.getByRole("table", { name: "Attempts" }).getByRole("row");
  expect(await attempts.count()).toBe(3);
  await look(page, "attempts");
  await incident.getByRole("button", { name: "Go on without this step…" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Reason" }).fill("It was ordered by telephone");
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await page.getByRole("region", { name: "Otherwise than written down" }).getByText("It was ordered by telephone").waitFor();
});

const fee = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="Fees" namespace="https://lindgren.example/fees">
  <inputData id="pages" name="pages"><variable name="pages" typeRef="number"/></inputData>
  <inputData id="reader" name="reader"><variable name="reader" typeRef="string"/></inputData>
  <decision id="fee" name="Which fee">
    <variable name="Which fee" typeRef="string"/>
    <decisionTable hitPolicy="FIRST">
      <input id="i1" label="Pages"><inputExpression typeRef="number"><text>pages</text></inputExpression></input>
      <input id="i2" label="Reader"><inputExpression typeRef="string"><text>reader</text></inputExpression><inputValues><text>"member","guest"</text></inputValues></input>
      <output id="o1" name="fee" typeRef="string"/>
      <rule id="r1"><inputEntry><text>-</text></inputEntry><inputEntry><text>"member"</text></inputEntry><outputEntry><text>"Free"</text></outputEntry></rule>
      <rule id="r2"><inputEntry><text>&lt; 50</text></inputEntry><inputEntry><text>"guest"</text></inputEntry><outputEntry><text>"Small fee"</text></outputEntry></rule>
      <rule id="r3"><inputEntry><text>&gt;= 50</text></inputEntry><inputEntry><text>"guest"</text></inputEntry><outputEntry><text>"Full fee"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

test("a DMN file is dropped onto a decision, becomes its table, and is tried with examples", async () => {
  const { ines } = library;
  const { page } = ines;
  const definition = {
    purpose: "",
    roles: [],
    fields: [{ key: "pages", label: "Pages", kind: "number" }],
    intake: ["pages"],
    deliverable: null,
    steps: [
      {
        id: "fee",
        title: "Which fee?",
        instructions: "",
        kind: "decision",
        branches: [
          { id: "some", label: "Some fee", when: "pages > 10", steps: [] },
          { id: "none", label: "None", when: null, steps: [] },
        ],
      },
    ],
  };
  const { id: p } = await ines.call<{ id: string }>("POST", "/processes", { name: "Ask for the fee", definition });
  await ines.at(`processes/${p}`);
  const step = page.getByText("Which fee?").first();
  await step.waitFor();
  const file = await page.evaluateHandle((text) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([text], "fees.dmn", { type: "application/xml" }));
    return dropped;
  }, fee);
  await step.dispatchEvent("dragover", { dataTransfer: file });
  await step.dispatchEvent("drop", { dataTransfer: file });
  await page.getByText("3 rules of “Which fee” taken over").waitFor();
  await step.click();
  const table = page.getByRole("table", { name: /Which fee/ });
  await table.waitFor();
  expect(await table.getByRole("row").count()).toBe(4);
  await look(page, "dmn-table");
  const example = page.getByRole("group", { name: "Try it" });
  await example.getByLabel("Pages").fill("120");
  await example.getByRole("combobox", { name: "reader" }).click();
  await page.getByRole("option", { name: "guest" }).click();
  await expect.poll(() => example.getByRole("status").textContent()).toContain("Full fee");
  await example.getByLabel("Pages").fill("20");
  await expect.poll(() => example.getByRole("status").textContent()).toContain("Small fee");
  await look(page, "dmn-example");
});
