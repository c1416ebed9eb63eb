import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { schedulePlan } from "@rondo/core/plan";
import { readAny } from "../any/index.ts";
import { writeCsv } from "../csv/index.ts";
import type { ProjectDraft } from "../draft/index.ts";
import { writeIcal } from "../ical/index.ts";
import { readPlanText } from "../plan/index.ts";
import { writeRondo } from "../rondo/index.ts";
import { writeMspdi } from "./index.ts";

const shared = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"));
const here = existsSync(`${shared}/mspdi`);
if (!here) console.warn(`Skipped: no Microsoft Project files at ${shared}/mspdi; set RONDO_SHARED_DATA to where they are.`);
const files = here
  ? [
      ...readdirSync(`${shared}/mspdi`)
        .filter((name) => name.endsWith(".xml"))
        .map((name) => `mspdi/${name}`),
      ...readdirSync(`${shared}/primavera`)
        .filter((name) => !name.endsWith(".csv"))
        .map((name) => `primavera/${name}`),
    ]
  : [];

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const project = (content: Uint8Array, name: string): ProjectDraft => {
  const [draft] = readAny(content, name).drafts;
  if (draft?.kind !== "project") throw new Error("no project");
  return draft;
};
/** Without what names only: a calendar's key may change, what it says may not. */
const computed = (draft: ProjectDraft) => {
  const { entries, start, finish } = schedulePlan(draft.plan!);
  const rows = entries.map(({ id: _, drivenBy: __, ...entry }, row) => ({ title: draft.plan!.tasks[row]!.title, ...entry }));
  return { start, finish, rows };
};

test.skipIf(!here).each(files.filter((name) => name.startsWith("mspdi")))(
  "%s written as Microsoft Project XML and read again is the same project",
  (name) => {
    const before = project(readFileSync(`${shared}/${name}`), name);
    const written = writeMspdi(before);
    const after = project(bytes(written.text), "again.xml");
    expect(after.plan).toEqual(before.plan);
    expect(after.tasks.map(({ start: _, ...task }) => task)).toEqual(before.tasks.map(({ start: _, ...task }) => task));
    expect(after.members.map(({ name }) => name)).toEqual(before.members.map(({ name }) => name));
    expect(computed(after)).toEqual(computed(before));
    expect(written.counts).toMatchObject({ tasks: before.tasks.length, links: before.plan!.links.length });
  },
);

test.skipIf(!here).each(files)("%s keeps its plan through Rondo's own JSON", (name) => {
  const before = project(readFileSync(`${shared}/${name}`), name);
  expect(project(bytes(writeRondo([before])), "again.json").plan).toEqual(JSON.parse(JSON.stringify(before.plan)));
});

test.skipIf(!here).each(files.filter((name) => name.startsWith("primavera")))(
  "%s goes to Microsoft Project with the same dates",
  (name) => {
    const before = project(readFileSync(`${shared}/${name}`), name);
    const after = project(bytes(writeMspdi(before).text), "again.xml");
    const sorted = (rows: ReturnType<typeof computed>["rows"]) => rows.map((row) => JSON.stringify(row)).toSorted();
    expect(sorted(computed(after).rows)).toEqual(sorted(computed(before).rows));
  },
);

const library = `start 2026-03-02T08:00
calendar 2026-03-06 off "Holiday"
calendar "Mornings" mon-fri 08:00-12:00
summary move "Move, the rare books"
task pack "=Pack, “quietly”" 2d in move
task carry "Carry" 3d in move
carry pauses 1d after 1d
task dry "Dry" 2ed
task index "Index" 1d
index uses "Mornings"
milestone open "Open"
open deadline 2026-03-20T17:00
link pack -> carry SS +4h
link carry -> dry FF -25%
link dry -> open
link pack -> index SF +1ed
index must finish on 2026-03-12T12:00
`;

function plain(): ProjectDraft {
  const { plan } = readPlanText(bytes(library));
  const draft = project(
    bytes(
      '{"rondo":1,"projects":[{"sourceId":"p","name":"Move","description":"","url":null,"archived":false,"lists":[],"labels":[],"members":[],"fields":[],"tasks":[],"history":[]}]}',
    ),
    "p.json",
  );
  const tasks = plan.tasks.map((task, position) => ({
    sourceId: task.id,
    title: task.title,
    notes: task.id === "pack" ? "Line one\nline & two" : "",
    url: null,
    list: null,
    parent: task.parent,
    position,
    labels: [],
    members: [],
    start: null,
    due: null,
    createdAt: null,
    completed: false,
    completedAt: null,
    archived: false,
    fields: [],
    checklists: [],
    comments: task.id === "pack" ? [{ sourceId: "c", author: null, at: null, text: "Mind the stairs" }] : [],
    attachments: [],
    history: [],
  }));
  return { ...draft, tasks, plan };
}

test("words, links of every kind, splits and calendars of a plan that never was in Microsoft Project survive going there and back", () => {
  const before = plain();
  const written = writeMspdi(before);
  const after = project(bytes(written.text), "again.xml");
  expect(computed(after)).toEqual(computed(before));
  expect(after.plan!.tasks.map((task) => task.pauses)).toEqual(before.plan!.tasks.map((task) => task.pauses));
  expect(after.tasks[1]).toMatchObject({ title: "=Pack, “quietly”", notes: "Line one\nline & two" });
  expect(written.findings.map((finding) => finding.message)).toEqual([
    "1 comments are not in the file written: Microsoft Project XML has no place for them here.",
  ]);
});

test("frozen dates survive going there and back; the twelfth, and names, do not, and that is said", () => {
  const entries = [{ task: "pack", start: "2026-03-02T09:00", finish: "2026-03-04T17:00", minutes: 1_260 }];
  const names = Array.from({ length: 12 }, (_, number) => `As of ${12 - number} May`);
  const before = { ...plain(), baselines: names.map((name) => ({ name, entries })) };
  const written = writeMspdi(before);
  const after = project(bytes(written.text), "again.xml");
  const pack = after.tasks.find((task) => task.title === "=Pack, “quietly”")!.sourceId;
  expect(after.baselines).toEqual(
    names.slice(0, 11).map((_, number) => ({
      name: number === 0 ? "Baseline" : `Baseline ${number}`,
      entries: [{ ...entries[0], task: pack }],
    })),
  );
  expect(written.findings.map((finding) => finding.message).join(" ")).toContain("10 “As of 2 May”, – “As of 1 May”");
});

test("a table carries titles, tree, durations and links there and back, and no formula", () => {
  const before = plain();
  const { text, findings } = writeCsv(before);
  expect(text).toContain('"\'=Pack, “quietly”"');
  const after = project(bytes(text), "move.csv");
  const byRow = (links: readonly { to: string }[]) => links.toSorted((a, b) => (a.to < b.to ? -1 : 1));
  expect(byRow(after.plan!.links)).toEqual(byRow(before.plan!.links));
  expect(after.plan!.tasks.map(({ id, parent, workingMinutes, elapsed }) => [id, parent, workingMinutes, elapsed])).toEqual(
    before.plan!.tasks.map(({ id, parent, workingMinutes, elapsed, heading }) => [id, parent, heading ? 480 : workingMinutes, elapsed]),
  );
  expect(findings.map((finding) => finding.subject)).toEqual(["comments", "calendars", "constraints", "splits"]);
});

test("a table of another tool becomes a plan: rows by number, durations in words", () => {
  const draft = project(
    bytes("ID,Name,Duration,Start,Predecessors\n10,Pack,3 days,2026-03-02,\n11,Carry,4 hrs,,10FS+1 day\n12,Shelve,1.5d?,,2SS\n"),
    "plan.csv",
  );
  expect(draft.plan!.links).toEqual([
    { from: "10", to: "11", type: "FS", lag: { minutes: 480, kind: "working" } },
    { from: "11", to: "12", type: "SS", lag: { minutes: 0, kind: "working" } },
  ]);
  expect(draft.plan!.tasks.map((task) => task.workingMinutes)).toEqual([1440, 240, 720]);
});

test("every task of a plan is an event of its calendar, in lines of at most 75 octets", () => {
  const { text, counts } = writeIcal(
    { ...plain(), name: "Möbel für den Lesesaal, zweiter Stock, mit allem was dazugehört und noch etwas mehr" },
    "20260301T080000Z",
  );
  expect(counts).toEqual({ tasks: 5 });
  expect(text.match(/BEGIN:VEVENT/g)?.length).toBe(5);
  expect(text).toContain("DTSTART:20260302T080000\r\nDTEND:20260303T170000");
  for (const line of text.split("\r\n")) expect(bytes(line).length).toBeLessThanOrEqual(75);
});
