import { expect, test } from "vitest";
import { look, theLibrary } from "./library.ts";
import { enter } from "./stage.ts";

const library = theLibrary();
const none = { instructions: "", due: null, checklist: [], fields: [] };

test("a new process begins with a procedure that is there, in the language of whoever makes it, and runs as it is", async () => {
  const { ines } = library;
  const { page } = ines;
  await ines.at("new?make=process");
  await page.getByRole("radio", { name: /^Digitisation request/ }).check();
  await look(page, "new-starters");
  await page.getByRole("button", { name: "Write the procedure" }).click();
  await page.getByRole("heading", { level: 1, name: "Digitisation request" }).waitFor();
  await page.getByText("Nothing to mend").waitFor();
  await page.getByRole("textbox", { name: "Title of step 1", exact: true }).waitFor();
  await look(page, "new-starter-begun");

  const other = await library.again(ines);
  await other.at("new?make=process&language=de");
  await other.page.getByRole("radio", { name: /^Digitalisierung auf Anfrage/ }).check();
  await look(other.page, "new-starters-german");
  await other.page.getByRole("button", { name: "Ablauf schreiben" }).click();
  await other.page.getByRole("heading", { level: 1, name: "Digitalisierung auf Anfrage" }).waitFor();
  const first = other.page.getByRole("textbox", { name: /1$/ }).first();
  expect(await first.inputValue()).toBe("Band ausheben und Zustand ansehen");
  await other.page.getByText("mit Vorsicht zu behandeln").first().waitFor();
  await look(other.page, "new-starter-german");
});

test("a step is done by its link without an account, and each link says afterwards how it ended", async () => {
  const { ines } = library;
  const definition = {
    purpose: "",
    roles: [],
    fields: [
      { key: "author", label: "Author", kind: "email" },
      { key: "agreed", label: "I agree", kind: "yesNo" },
    ],
    intake: ["author"],
    deliverable: null,
    steps: [
      {
        ...none,
        id: "consent",
        kind: "task",
        title: "Agree to the publication",
        instructions: "Please read the terms.",
        role: null,
        outsider: { to: "author" },
        fields: [{ key: "agreed", mode: "required" }],
        checklist: [{ id: "read", title: "I have read them" }],
      },
      { ...none, id: "file", kind: "task", title: "File it", role: null },
    ],
  };
  const { id: p } = await ines.call<{ id: string }>("POST", "/processes", { name: "Ask for consent", definition });
  await ines.call("POST", `/processes/${p}/publications`, { note: "" });
  const asked = async (title: string) => {
    const body = { title, answers: { author: "edda@elsewhere.example" }, fillings: [] };
    const run = await ines.call<{ id: string; at: { taskId: string }[] }>("POST", `/processes/${p}/runs`, body);
    return { run: run.id, task: run.at[0]?.taskId ?? "" };
  };
  const linkTo = async (task: string) => (await ines.call<{ url: string }>("POST", `/tasks/${task}/outsider-links`, {})).url;
  const { page, problems, close } = await enter(library.browser);
  const shows = async (url: string, text: string) => {
    await page.goto(url);
    await page.getByText(text).waitFor();
  };

  const codex = await asked("Codex 12");
  const first = await linkTo(codex.task);
  const second = await linkTo(codex.task);
  await shows(first, "There is a newer link to this step");
  await look(page, "step-replaced");
  await shows(second, "Please read the terms.");
  await look(page, "step-asked");
  await page.getByRole("radio", { name: "Yes" }).click();
  await page.getByRole("checkbox", { name: "I have read them" }).check();
  await page.getByRole("button", { name: "Complete" }).click();
  await page.getByRole("status").waitFor();
  await look(page, "step-done");
  await shows(second, "This has been done already");
  await look(page, "step-used");

  const atlas = await asked("Atlas of 1650");
  const third = await linkTo(atlas.task);
  await ines.call("PUT", `/runs/${atlas.run}/cancellation`, { reason: "The author withdrew it" });
  await shows(third, "This is not needed from you any more");
  await look(page, "step-over");
  expect(problems).toEqual([]);
  await close();

  await ines.at(`runs/${codex.run}`);
  await ines.page.getByText("Agree to the publication").first().waitFor();
  await look(ines.page, "step-run-after");
});
