import { expect, test } from "vitest";
import { leavePicture, theLibrary } from "./library.ts";

const library = theLibrary();

const step = (id: string, title: string, more: object = {}) => ({
  id,
  title,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  fields: [],
  checklist: [],
  ...more,
});
const before = {
  purpose: "A reader asks for a volume; they get a link to the scans.",
  roles: [],
  fields: [{ key: "volume", label: "Which volume?", kind: "text" }],
  intake: ["volume"],
  deliverable: null,
  steps: [
    step("fetch", "Fetch the volume"),
    step("both", "Scan and describe", {
      kind: "parallel",
      branches: [
        { id: "a", label: "Scan", steps: [step("scan", "Scan the pages")] },
        { id: "b", label: "Describe", steps: [step("describe", "Write the record")] },
      ],
    }),
    step("send", "Send the link"),
  ].map((one) => (one.kind === "parallel" ? (({ role: _r, due: _d, fields: _f, checklist: _c, ...rest }) => rest)(one) : one)),
};
const after = {
  ...before,
  steps: [
    step("fetch", "Fetch the volume and note its state"),
    step("describe", "Write the record"),
    step("capture", "Take the pictures"),
    step("send", "Send the link"),
  ],
};

test("publishing shows every open run and what it would do to it; what is chosen is done, and can be taken back", async () => {
  const { ines } = library;
  const { page } = ines;
  const process = await ines.call<{ id: string }>("POST", "/processes", { name: "Digitise a volume on request", definition: before });
  await ines.call("POST", `/processes/${process.id}/publications`, {});
  const runs: { id: string; at: { taskId: string; stepId: string }[] }[] = [];
  for (const volume of ["Codex Gigas", "Atlas of 1743", "Map of the old port", "Herbal, vol. 2"])
    runs.push(await ines.call("POST", `/processes/${process.id}/runs`, { answers: { volume } }));
  const go = async (index: number, stepId: string) => {
    const run = await ines.call<(typeof runs)[number]>("GET", `/runs/${runs[index]?.id}`);
    await ines.call("PUT", `/tasks/${run.at.find((one) => one.stepId === stepId)?.taskId}/completion`, {});
  };
  for (const index of [1, 2, 3]) await go(index, "fetch");
  await go(2, "describe");
  for (const id of ["scan", "describe"]) await go(3, id);
  const draft = await ines.call<{ version: number }>("GET", `/processes/${process.id}/draft`);
  await ines.call("PUT", `/processes/${process.id}/draft`, { definition: after }, draft.version);

  await ines.at(`processes/${process.id}`);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("4 runs are open:", { exact: true }).waitFor();
  await dialog.getByText("2 need a decision").first().waitFor();
  await leavePicture({ page }, "publish-with-runs");
  for (const [name, width, dark] of [
    ["publish-with-runs-dark", 1280, true],
    ["publish-with-runs-360", 360, false],
  ] as const) {
    const other = await library.again(ines, { width, dark });
    await other.at(`processes/${process.id}`);
    await other.page.getByRole("button", { name: "Publish", exact: true }).click();
    await other.page.getByText("4 runs are open:", { exact: true }).waitFor();
    await leavePicture(other, name);
    await other.close();
  }
  // Where the step that is gone goes on.
  await expect.poll(() => dialog.getByRole("combobox", { name: "“Scan the pages” goes on at" }).inputValue()).toBe("Take the pictures");
  await dialog.getByRole("combobox", { name: "All of them: 2 need a decision" }).click();
  await page.getByRole("option", { name: "Move" }).click();
  await dialog.getByLabel("What changed and why").fill("The record comes first");
  await dialog.getByRole("button", { name: "Publish revision 2" }).click();
  await page.getByText("3 runs were moved to revision 2").waitFor();
  const third = await ines.call<{ revision: number; at: { stepId: string }[] }>("GET", `/runs/${runs[2]?.id}`);
  expect([third.revision, third.at.map(({ stepId }) => stepId)]).toEqual([2, ["capture"]]);

  await page.getByRole("link", { name: "Revisions" }).click();
  await page.getByText("1 open run is on an older revision").waitFor();
  await page.getByRole("button", { name: "What changed?" }).click();
  await page.getByRole("radio", { name: "Picture" }).click();
  await page.getByRole("button", { name: "Task: Scan the pages, Removed" }).waitFor();
  await page.locator(".react-flow__edge-path").first().waitFor({ state: "attached" });
  await leavePicture({ page }, "revisions-with-moves");
  await page.getByRole("button", { name: "Take revision 1 into the draft" }).click();
  await page.getByText("The draft is revision 1 now.").waitFor();
  const drafted = async () => (await ines.call<{ definition: unknown }>("GET", `/processes/${process.id}/draft`)).definition;
  const published = async (number: number) =>
    (await ines.call<{ definition: unknown }>("GET", `/processes/${process.id}/publications/${number}`)).definition;
  expect(await drafted()).toEqual(await published(1));
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect.poll(drafted).toEqual(await published(2));
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByText("3 runs are back on their revision").waitFor();
  expect(
    (await ines.call<{ revision: number; at: { stepId: string }[] }>("GET", `/runs/${runs[1]?.id}`)).at
      .map(({ stepId }) => stepId)
      .toSorted(),
  ).toEqual(["describe", "scan"]);
  await page.goto(`${library.stage.url}/w/lindgren-library/runs/${runs[1]?.id}`);
  await page.getByText("Scan the pages").first().waitFor();
  await leavePicture({ page }, "run-moved");
  expect(ines.problems).toEqual([]);
});

test("a revision is tried by a share of new runs, and promoted", async () => {
  const { ines } = library;
  const { page } = ines;
  const process = await ines.call<{ id: string }>("POST", "/processes", { name: "Lend a reading-room laptop", definition: before });
  await ines.call("POST", `/processes/${process.id}/publications`, {});
  await ines.call("PUT", `/processes/${process.id}/draft`, { definition: after }, 1);
  await ines.at(`processes/${process.id}`);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "For whom" }).click();
  await page.getByRole("option", { name: "A share of new runs first" }).click();
  await leavePicture({ page }, "publish-pilot");
  await dialog.getByRole("button", { name: "Publish revision 2" }).click();
  await page.getByText("Revision 2 is tried by 10% of new runs.").waitFor();
  await leavePicture({ page }, "pilot");
  const narrow = await library.again(ines, { width: 360, dark: true });
  await narrow.at(`processes/${process.id}`);
  await narrow.page.getByText("Revision 2 is tried by 10% of new runs.").waitFor();
  await leavePicture(narrow, "pilot-360-dark");
  await narrow.close();
  await page.getByRole("button", { name: "Promote to everybody" }).click();
  await page.getByText("Revision 2 is for everybody now").waitFor();
  expect(ines.problems).toEqual([]);
});

test("a run is put on hold with a reason, and goes on", async () => {
  const { ines } = library;
  const { page } = ines;
  const process = await ines.call<{ id: string }>("POST", "/processes", { name: "Answer a question", definition: before });
  await ines.call("POST", `/processes/${process.id}/publications`, {});
  const run = await ines.call<{ id: string }>("POST", `/processes/${process.id}/runs`, { answers: { volume: "Codex Gigas" } });
  await ines.at(`runs/${run.id}`);
  await page.getByRole("button", { name: "More for this run" }).click();
  await page.getByRole("menuitem", { name: "Put the run on hold…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("The reader is away until Monday");
  await page.getByRole("dialog").getByRole("button", { name: "Put on hold" }).click();
  await page.getByText("The run is on hold").waitFor();
  await leavePicture({ page }, "run-on-hold");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("The run is on hold").waitFor({ state: "detached" });
  expect(ines.problems).toEqual([]);
});
