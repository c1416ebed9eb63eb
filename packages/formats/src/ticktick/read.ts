import { words } from "@rondo/core/kernel";
import { blankProject, blankTask } from "../draft/blank.ts";
import type { CheckItemDraft, ProjectDraft, Reading, TaskDraft } from "../draft/index.ts";
import { unreadable } from "../draft/refuse.ts";
import { readLine } from "../draft/told.ts";
import { type Row } from "../csv/index.ts";
import { asInstant } from "../json/index.ts";

const columns = [
  "folder name",
  "list name",
  "title",
  "tags",
  "content",
  "start date",
  "due date",
  "status",
  "created time",
  "completed time",
  "taskid",
  "parentid",
] as const;

/** The row of column names; a backup has three rows about itself above it. Null when it is no TickTick backup. */
export function ticktickHeader(rows: readonly Row[]): number | null {
  const at = rows.slice(0, 10).findIndex((row) => columns.every((name) => row.cells.some((cell) => cell.toLowerCase() === name)));
  return at < 0 ? null : at;
}

/** A TickTick backup: one project for each list. Times are instants; `Status` is 0 open, 1 completed, 2 archived as completed. */
export function readTicktick(rows: readonly Row[]): Reading {
  const headAt = ticktickHeader(rows);
  const head = headAt === null ? undefined : rows[headAt];
  if (headAt === null || head === undefined) throw unreadable("This is no TickTick backup: its column names are missing");
  const index = new Map(head.cells.map((name, at) => [name.toLowerCase(), at]));
  const body = rows.slice(headAt + 1);
  const cell = (row: Row, name: string): string => row.cells[index.get(name) ?? -1] ?? "";
  const lists = Map.groupBy(body, (row) => `${cell(row, "folder name")}\n${cell(row, "list name")}`);
  const drafts = [...lists].map(([key, entries]) => readList(key, entries, cell));
  const tasks = drafts.flatMap((draft) => draft.tasks);
  const repeats = body.filter((row) => cell(row, "repeat") !== "").length;
  const reminders = body.filter((row) => cell(row, "reminder") !== "").length;
  const counts = {
    read: {
      lists: lists.size,
      tasks: body.length,
      tags: new Set(body.flatMap((row) => tagsOf(cell(row, "tags")))).size,
      repeats,
      reminders,
    },
    carried: {
      lists: drafts.length,
      tasks: tasks.length,
      tags: new Set(tasks.flatMap((task) => task.labels)).size,
      repeats: 0,
      reminders: 0,
    },
  };
  const left = (
    [
      ["repeats", repeats],
      ["reminders", reminders],
    ] as const
  ).filter(([, count]) => count > 0);
  return {
    format: "ticktick",
    drafts,
    counts,
    findings: [
      readLine(counts),
      ...left.map(([noun, count]) => ({
        code: "not_carried",
        severity: "warning" as const,
        ...words`${count} ${noun} are not carried: give the work a cadence here.`,
        subject: noun,
        params: { count },
      })),
    ],
  };
}

function readList(key: string, rows: readonly Row[], cell: (row: Row, name: string) => string): ProjectDraft {
  const [folder = "", name = ""] = key.split("\n");
  const sections = new Map<string, number>();
  const labels = new Set<string>();
  const ids = new Set(rows.map((row) => cell(row, "taskid")));
  const taken = new Set<string>();
  const tasks = rows.map((row, position): TaskDraft => {
    const section = cell(row, "column name");
    if (section !== "" && !sections.has(section)) sections.set(section, sections.size);
    const tags = tagsOf(cell(row, "tags"));
    for (const tag of tags) labels.add(tag);
    const checklist = cell(row, "is check list").toUpperCase() === "Y" ? checkItems(cell(row, "content")) : [];
    const completed = cell(row, "status") === "1" || cell(row, "status") === "2";
    const parent = cell(row, "parentid");
    const id = cell(row, "taskid");
    const sourceId = id === "" || taken.has(id) ? `row${row.line}` : id;
    taken.add(sourceId);
    return blankTask({
      sourceId,
      title: cell(row, "title") || "Task without a name",
      position,
      notes: checklist.length > 0 ? "" : cell(row, "content"),
      list: section === "" ? null : section,
      parent: parent !== "" && parent !== id && ids.has(parent) ? parent : null,
      labels: tags,
      start: asInstant(cell(row, "start date")),
      due: asInstant(cell(row, "due date")),
      createdAt: asInstant(cell(row, "created time")),
      completed,
      completedAt: completed ? asInstant(cell(row, "completed time")) : null,
      checklists: checklist.length === 0 ? [] : [{ sourceId: `${sourceId}k`, title: "Checklist", items: checklist }],
    });
  });
  return blankProject({
    sourceId: key.replace("\n", "/"),
    name: name || "Inbox",
    description: folder === "" ? "" : `From the folder ${folder}.`,
    lists: [...sections].map(([section, position]) => ({ sourceId: section, name: section, position, archived: false, done: false })),
    labels: [...labels].map((label) => ({ sourceId: label, name: label, colour: null })),
    tasks,
  });
}

/** Entries of a checklist begin with ▫ (open) or ▪ (done). */
function checkItems(content: string): CheckItemDraft[] {
  if (!/[▫▪]/.test(content)) return [];
  return content
    .split(/(?=[▫▪])|\r?\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line.replace(/^[▫▪]/, "").trim() !== "")
    .map((line, index) => ({ sourceId: `i${index + 1}`, title: line.replace(/^[▫▪]/, "").trim(), done: line.startsWith("▪") }));
}

function tagsOf(cell: string): string[] {
  return [...new Set(cell.split(",").map((tag) => tag.trim()))].filter((tag) => tag !== "");
}
