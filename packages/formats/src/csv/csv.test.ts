import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { readCsv } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(text: string) {
  const reading = readCsv(bytes(text), "moves.csv");
  const draft = reading.drafts[0];
  if (draft?.kind !== "project") throw new Error("no project");
  return { draft, codes: reading.findings.map((finding) => finding.code), counts: reading.counts };
}

test("columns are guessed by their names, every other one stays a field", () => {
  const { draft } = read(
    'Task ID,Name,Section/Column,Assignee,Assignee Email,Due Date,Tags,Notes,Parent task,Boxes\n1,Pack,To do,Mei Tanaka,mei@lindgren.example,2026-03-02,"a,b","two\nlines",,3\n2,Label,Done,,,,,,Pack,\n',
  );
  expect(draft.tasks[0]).toMatchObject({
    sourceId: "1",
    title: "Pack",
    list: "To do",
    members: ["Mei Tanaka"],
    due: "2026-03-02",
    labels: ["a", "b"],
    notes: "two\nlines",
    fields: [{ field: "column10", value: "3" }],
  });
  expect(draft.tasks[1]).toMatchObject({ parent: "1", completed: true });
  expect(draft.members).toEqual([{ sourceId: "Mei Tanaka", name: "Mei Tanaka", username: null, email: "mei@lindgren.example" }]);
});

test("a column of days is read one way, and not at all when it could be two", () => {
  expect(read("Title,Due\na,03/04/2026\nb,25/04/2026\n").draft.tasks.map((task) => task.due)).toEqual(["2026-04-03", "2026-04-25"]);
  expect(read("Title,Due\na,03/04/2026\nb,04/25/2026\n").draft.tasks.map((task) => task.due)).toEqual(["2026-03-04", "2026-04-25"]);
  expect(read("Titel;Termin\na;3.4.2026\n").draft.tasks.map((task) => task.due)).toEqual(["2026-04-03"]);
  const unclear = read("Title,Due\na,03/04/2026\n");
  expect([unclear.draft.tasks[0]?.due, unclear.draft.tasks[0]?.fields, unclear.codes.includes("dates_unclear")]).toEqual([
    null,
    [{ field: "column2", value: "03/04/2026" }],
    true,
  ]);
});

test("a formula stays text", () => {
  expect(read('Title,Notes\n"=HYPERLINK(""http://x"")",=1+1\n').draft.tasks[0]).toMatchObject({
    title: '=HYPERLINK("http://x")',
    notes: "=1+1",
  });
});

test.each([
  ["a quote that is never closed", 'Title\n"a\nb', "unreadable", "never closed"],
  ["a table without a title column", "A,B\n1,2\n", "unreadable", "No column says what a row is about"],
  ["a flood of columns", `Title${",x".repeat(2000)}\n`, "too_large", "1000 columns"],
  ["one endless row", `Title\n"${"x".repeat(2_000_000)}"\n`, "unreadable", "longer than"],
])("refuses %s", (_, text, code, reason) => {
  let refused: unknown;
  try {
    readCsv(bytes(text));
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(Refusal);
  expect([(refused as Refusal).code, JSON.stringify((refused as Refusal).params).includes(reason)]).toEqual([code, true]);
});
