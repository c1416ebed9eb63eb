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

test("a plan's table in German has its days, lengths and links", () => {
  const { draft, codes } = read(
    "Nr;Vorgangsname;Dauer;Anfang;Ende;Vorgänger;Ressourcennamen\n1;Packen;2 Tage;Mo 02.03.26;Di 03.03.26;;Mei\n2;Laden;4 Std?;Mi 04.03.26;Mi 04.03.26;1EA+1 Tag;Jo\n3;Fahren;1 Woche;Do 05.03.26;Mi 11.03.26;2AA;\n",
  );
  expect(draft.tasks.map(({ start, due, members }) => [start, due, members])).toEqual([
    ["2026-03-02", "2026-03-03", ["Mei"]],
    ["2026-03-04", "2026-03-04", ["Jo"]],
    ["2026-03-05", "2026-03-11", []],
  ]);
  expect(draft.plan?.tasks.map(({ workingMinutes }) => workingMinutes)).toEqual([960, 240, 2400]);
  expect(draft.plan?.links.map(({ type, lag }) => [type, lag.minutes])).toEqual([
    ["FS", 480],
    ["SS", 0],
  ]);
  expect(codes).not.toContain("plan_cells_unclear");
});

test("a formula stays text", () => {
  expect(read('Title,Notes\n"=HYPERLINK(""http://x"")",=1+1\n').draft.tasks[0]).toMatchObject({
    title: '=HYPERLINK("http://x")',
    notes: "=1+1",
  });
});

test("the mark between cells is the one that stands most often outside of quotes; the others are text", () => {
  for (const [mark, inside] of [
    [",", ";"],
    [";", ","],
    ["\t", ","],
    ["|", ","],
  ] as const) {
    const { draft } = read(`Title${mark}Notes${mark}Boxes\n"Pack${mark} carry"${mark}one${inside} two${mark}3\n`);
    expect([mark, draft.tasks[0]]).toMatchObject([mark, { title: `Pack${mark} carry`, notes: `one${inside} two` }]);
  }
});

test("of columns with the same name the first counts, the other is kept as a field, and that is told", () => {
  const { draft, codes } = read("Title,Notes,Title\nPack,gently,Again\n");
  expect(draft.tasks[0]).toMatchObject({ title: "Pack", notes: "gently", fields: [{ field: "column3", value: "Again" }] });
  expect(codes).toContain("columns_twice");
});

test("rows with more or fewer cells than there are columns are read as far as they go", () => {
  expect(read("Title,Notes\nPack\nCarry,gently,extra,more\n").draft.tasks.map(({ title, notes }) => [title, notes])).toEqual([
    ["Pack", ""],
    ["Carry", "gently"],
  ]);
});

test.each([
  ["text of another encoding", new Uint8Array([...bytes("Title\nM"), 0x81, ...bytes("ller\n")]), "unreadable", "save it as UTF-8"],
  ["zero bytes", bytes("Title\na\0b\n"), "unreadable", "zero bytes"],
  ["more than 64 MiB", new Uint8Array(64 * 1024 * 1024 + 1), "too_large", "64 MiB"],
  ["a million columns", bytes(`Title${",x".repeat(1_000_000)}\n`), "too_large", "1000 columns"],
])("refuses %s", (_, file, code, reason) => {
  expect(() => readCsv(file)).toThrowError(
    expect.objectContaining({ code, params: expect.toSatisfy((params) => JSON.stringify(params).includes(reason)) }),
  );
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
