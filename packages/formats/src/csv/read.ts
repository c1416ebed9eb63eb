import { type Finding, words } from "@rondo/core/kernel";
import { blankProject, blankTask } from "../draft/blank.ts";
import { namesDone } from "../draft/done.ts";
import type { ListDraft, MemberDraft, Reading, TaskDraft } from "../draft/index.ts";
import { unreadable } from "../draft/refuse.ts";
import { boardNotes, readLine, unverified, withFindings } from "../draft/told.ts";
import { columnsOf, guessColumns, type Meaning, signatureOf, type TableOptions, toolOf } from "./columns.ts";
import { planFromRows } from "./plan.ts";
import { checklistsOf, fileOf, listed, namesById, saidBy } from "./cells.ts";
import { likelyTitle } from "./title.ts";
import { dayOrderOf, readWhen } from "./dates.ts";
import { readTable, type Row } from "./table.ts";
import { untangle } from "./untangle.ts";

/** Any table with a heading row and one task in each row. Columns are guessed by their names; what no guess takes stays as a field. */
export function readCsv(bytes: Uint8Array, fileName = "table.csv", options: TableOptions = {}): Reading {
  const { rows, findings } = readTable(bytes);
  return withFindings(readWork(rows, fileName, options), findings);
}

/** The rows of a sheet or file, with whatever stands above the column names. */
export function readWork(rows: readonly Row[], fileName: string, options: TableOptions = {}): Reading {
  const head = workHeader(rows, options);
  const names = rows[head] ?? { cells: [], line: 1 };
  const body = rows.slice(head + 1);
  // Where each group has a table of its own, the first group's name stands above the first column names.
  const above = rows[head - 1];
  const grouped =
    above !== undefined && loneCell(above) !== null && body.some(({ cells }) => cells.join("\u001f") === names.cells.join("\u001f"));
  const title = grouped && head >= 2 ? loneCell(rows[0]) : null;
  return readWorkTable(names, grouped ? [above, names, ...body] : body, { fileName, title, options });
}

function loneCell(row: Row | undefined): string | null {
  const [only, ...more] = row?.cells.filter((cell) => cell !== "") ?? [];
  return only === undefined || more.length > 0 ? null : only;
}

/** The row of column names: the first, unless a later one of the first ten names clearly more (some exports have a title above it). */
function workHeader(rows: readonly Row[], { chosen = {} }: TableOptions = {}): number {
  const told = rows.slice(0, 10).findIndex((row) => Object.hasOwn(chosen, signatureOf(row.cells)));
  if (told !== -1) return told;
  const known = rows.slice(0, 10).map((row) => guessColumns(row.cells));
  if ((known[0]?.size ?? 0) >= 2 && known[0]?.has("title")) return 0;
  const best = known.findIndex((columns) => columns.has("title") && columns.size >= 2);
  return Math.max(0, best);
}

function readWorkTable(
  head: Row,
  body: readonly Row[],
  { fileName, title: above, options }: { fileName: string; title: string | null; options: TableOptions },
): Reading {
  const { rows, groups, parents, notes, labels: marked, used } = untangle(head, body);
  const tool = toolOf(head.cells) ?? (groups.size > 0 && rows.length < body.length - 1 ? "monday.com" : null);
  const named = columnsOf(head.cells, options);
  const likely = named.has("title") ? null : likelyTitle(head, rows, new Set(named.values()));
  const columns = likely === null ? named : new Map([...named, ["title" as Meaning, likely]]);
  const titleAt = columns.get("title") ?? (options.look === true ? 0 : undefined);
  if (titleAt === undefined)
    throw unreadable(`No column says what a row is about; name one “Title”. The columns are: ${head.cells.slice(0, 12).join(", ")}`, {
      line: head.line,
    });
  const cell = (row: Row, meaning: Meaning): string => {
    const at = columns.get(meaning);
    return at === undefined ? "" : told(row.cells[at]);
  };
  /** Every column with that column's name: some exports have one for each comment or label. */
  const cells = (row: Row, meaning: Meaning): string[] => {
    const at = columns.get(meaning);
    return at === undefined
      ? []
      : head.cells.flatMap((name, place) => (name === head.cells[at] && told(row.cells[place]) !== "" ? [told(row.cells[place])] : []));
  };
  const orders = new Map(
    (["start", "due", "created", "completedAt"] as const).map((meaning) => [meaning, dayOrderOf(rows.map((row) => cell(row, meaning)))]),
  );
  const unread = new Map<Meaning, number>();
  const when = (row: Row, meaning: "start" | "due" | "created" | "completedAt"): string | null => {
    const text = cell(row, meaning);
    const read = text === "" ? null : readWhen(text, orders.get(meaning) ?? "iso");
    if (text !== "" && read === null) unread.set(meaning, (unread.get(meaning) ?? 0) + 1);
    return read;
  };
  // A table without lists but with a status is a board by status.
  const ticks = columns.has("status") && rows.every((row) => cell(row, "status") === "" || isTick(cell(row, "status")));
  const listBy: Meaning | null = columns.has("list") ? "list" : ticks ? null : "status";
  const lists = new Map<string, ListDraft>();
  const members = new Map<string, MemberDraft>();
  const labels = new Set<string>();
  const known = new Set(
    [...columns.entries()].filter(([meaning]) => meaning !== "status" || listBy === "status" || ticks).map(([, at]) => at),
  );
  for (const at of used) known.add(at);
  for (const meaning of severalOf)
    for (const [at, name] of head.cells.entries())
      if (columns.has(meaning) && name === head.cells[columns.get(meaning) as number]) known.add(at);
  const extra = head.cells.flatMap((name, at) =>
    known.has(at) || name === "" ? [] : [{ at, field: { sourceId: `column${at + 1}`, name, kind: "text" as const, choices: [] } }],
  );
  const ids = new Set<string>();
  const byLine = new Map<number, string>();
  const nameOf = namesById(head, rows);
  // An export may know a row by two ids, and say what it is inside by the other one.
  const otherIds = head.cells.flatMap((name, at) =>
    at !== columns.get("id") && /^(?:issue id|task id|item id|id)$/i.test(name.trim()) ? [at] : [],
  );
  const otherNames = new Map<string, string>();
  let untitled = 0;

  const tasks = rows.flatMap((row, index): TaskDraft[] => {
    const title = row.cells[titleAt] ?? "";
    if (title === "") untitled += 1;
    if (title === "") return [];
    const listName = groups.get(row.line) ?? (listBy === null ? "" : cell(row, listBy));
    if (listName !== "" && !lists.has(listName))
      lists.set(listName, { sourceId: listName, name: listName, position: lists.size, archived: false, done: namesDone(listName) });
    const people = split(cell(row, "assignee"));
    const email = cell(row, "email");
    for (const name of people)
      if (!members.has(name))
        members.set(name, { sourceId: name, name, username: null, email: people.length === 1 && email.includes("@") ? email : null });
    const own = [...new Set([...cells(row, "labels").flatMap(split), ...(marked.get(row.line) ?? [])])];
    for (const label of own) labels.add(label);
    const [start, due, createdAt, completedAt] = [when(row, "start"), when(row, "due"), when(row, "created"), when(row, "completedAt")];
    const id = unused(cell(row, "id") || `row${row.line}`, ids);
    byLine.set(row.line, id);
    for (const at of otherIds) if (told(row.cells[at]) !== "") otherNames.set(told(row.cells[at]), id);
    const dates = { start, due, created: createdAt, completedAt };
    const lost = (["start", "due", "created", "completedAt"] as const)
      .filter((meaning) => cell(row, meaning) !== "" && dates[meaning] === null)
      .map((meaning) => ({ field: `column${(columns.get(meaning) ?? 0) + 1}`, value: cell(row, meaning) }));
    return [
      blankTask({
        sourceId: id,
        title: title.slice(0, 2000).toWellFormed(),
        position: index,
        notes: cell(row, "notes"),
        url: /^https?:/.test(cell(row, "url")) ? cell(row, "url") : null,
        list: listName === "" ? null : listName,
        parent: cell(row, "parent") || null,
        labels: own,
        members: people,
        start,
        due,
        createdAt,
        completed:
          completedAt !== null ||
          namesDone(cell(row, "status")) ||
          isYes(cell(row, "completedAt")) ||
          (ticks && isYes(cell(row, "status"))) ||
          (lists.get(listName)?.done ?? false),
        completedAt,
        comments: [...cells(row, "comments").flatMap(listed), ...(notes.get(row.line) ?? [])].map((text, at) => ({
          sourceId: `${id}c${at === 0 ? "" : at}`,
          ...saidBy(text, nameOf),
        })),
        checklists: cells(row, "checklists").flatMap((text) => checklistsOf(text, id)),
        attachments: cells(row, "attachments").flatMap((text, at) => fileOf(text, `${id}a${at}`)),
        fields: [
          ...extra.flatMap(({ at, field }) =>
            (row.cells[at] ?? "") === "" ? [] : [{ field: field.sourceId, value: row.cells[at] ?? "" }],
          ),
          ...lost,
        ],
      }),
    ];
  });
  const byTitle = new Map(tasks.map((task) => [task.title, task.sourceId]));
  const lineOf = new Map([...byLine].map(([line, id]) => [id, line]));
  const whole = tasks.map((task) => {
    const around = parents.get(lineOf.get(task.sourceId) ?? 0);
    if (around !== undefined) return { ...task, parent: byLine.get(around) ?? null };
    return {
      ...task,
      parent:
        task.parent === null
          ? null
          : ids.has(task.parent)
            ? task.parent
            : (otherNames.get(task.parent) ?? byTitle.get(task.parent) ?? null),
    };
  });
  const nameOfProject = oneProject(rows.map((row) => cell(row, "project")));
  const projectAt = new Map(rows.map((row) => [byLine.get(row.line) ?? "", nameOfProject(cell(row, "project"))]));
  const inside = new Map(whole.map((task) => [task.sourceId, task.parent]));
  /** What is inside a task is in its project, where it names none of its own. */
  const projectOf = (task: TaskDraft): string => {
    const seen = new Set<string>();
    for (let id: string | null = task.sourceId; id !== null && !seen.has(id); id = inside.get(id) ?? null) {
      seen.add(id);
      const own = projectAt.get(id) ?? "";
      if (own !== "") return own;
    }
    return "";
  };
  const projects = new Set(whole.map(projectOf).filter((name) => name !== ""));
  const lostDates = [...unread.keys()].map((meaning) => ({
    sourceId: `column${(columns.get(meaning) ?? 0) + 1}`,
    name: head.cells[columns.get(meaning) ?? 0] ?? meaning,
    kind: "text" as const,
    choices: [],
  }));
  const planned = columns.has("duration")
    ? planFromRows(
        rows
          .filter((row) => (row.cells[titleAt] ?? "") !== "")
          .map((row, index) => ({ task: whole[index]!, duration: cell(row, "duration"), predecessors: cell(row, "predecessors") })),
      )
    : null;
  const baseName = fileName.split(/[\\/]/).at(-1) ?? fileName;
  const names = projects.size <= 1 ? [null] : [...new Set(whole.map(projectOf))];
  const drafts = names
    .map((own) => {
      const tasksHere = own === null ? whole : whole.filter((task) => projectOf(task) === own);
      const here = new Set(tasksHere.map((task) => task.sourceId));
      const used = (values: (task: TaskDraft) => readonly string[]): ((id: string) => boolean) => {
        const all = new Set(tasksHere.flatMap(values));
        return (id) => own === null || all.has(id);
      };
      const [list, label, member] = [
        used((task) => (task.list === null ? [] : [task.list])),
        used((task) => task.labels),
        used((task) => task.members),
      ];
      return blankProject({
        sourceId: own === null ? baseName : `${baseName}#${own}`,
        name: own ?? (projects.size === 1 ? ([...projects][0] ?? baseName) : (above ?? baseName.replace(/\.[a-z]+$/i, ""))),
        lists: [...lists.values()].filter(({ sourceId }) => list(sourceId)),
        labels: [...labels].filter(label).map((name) => ({ sourceId: name, name, colour: null })),
        members: [...members.values()].filter(({ sourceId }) => member(sourceId)),
        fields: [...extra.map(({ field }) => field), ...lostDates],
        tasks: tasksHere.map((task) => (task.parent === null || here.has(task.parent) ? task : { ...task, parent: null })),
        ...(planned && own === null ? { plan: planned.plan } : {}),
      });
    })
    .map((draft) => (draft.name === "" ? { ...draft, name: baseName.replace(/\.[a-z]+$/i, "") } : draft));
  const counts = {
    read: { rows: rows.length, columns: head.cells.length },
    carried: { rows: tasks.length, columns: head.cells.filter((name, at) => name !== "" || known.has(at)).length },
  };
  const table = { header: head.cells, samples: rows.slice(0, 4).map((row) => row.cells), columns: Object.fromEntries(columns) };
  return {
    format: "csv",
    drafts,
    counts,
    tables: [table],
    findings: [
      readLine(counts),
      guessed(
        head,
        columns,
        extra.map(({ field }) => field.name),
      ),
      ...(tool === null ? [] : [unverified(tool)]),
      ...(likely === null ? [] : [taken(head, likely)]),
      ...troubles(head, columns, unread, untitled, projects),
      ...unplanned(planned?.unread ?? 0),
      ...boardNotes(drafts),
    ],
  };
}

function unplanned(count: number): Finding[] {
  return count === 0
    ? []
    : [
        {
          code: "plan_cells_unclear",
          severity: "warning",
          ...words`${count} durations or predecessors can't be read and are not used; write 2d, 4h, and 3FS+1d.`,
          params: { count },
        },
      ];
}

function taken(head: Row, at: number): Finding {
  return {
    code: "title_guessed",
    severity: "warning",
    ...words`No column is named as what a row is about; “${head.cells[at] ?? ""}” is taken for it.`,
    at: { line: head.line },
  };
}

function guessed(head: Row, columns: ReadonlyMap<Meaning, number>, fields: readonly string[]): Finding {
  const taken = [...columns].map(([meaning, at]) => `“${head.cells[at] ?? ""}” is the ${spoken[meaning] ?? meaning}`);
  return {
    code: "columns_guessed",
    severity: "info",
    ...words`${taken.join(", ")}${fields.length === 0 ? "" : words`; kept as fields: ${fields.join(", ")}`}.`,
    at: { line: head.line },
  };
}

function troubles(
  head: Row,
  columns: ReadonlyMap<Meaning, number>,
  unread: ReadonlyMap<Meaning, number>,
  untitled: number,
  projects: ReadonlySet<string>,
): Finding[] {
  const findings: Finding[] = [...unread].map(([meaning, count]) => ({
    code: "dates_unclear",
    severity: "warning",
    ...(count === 1
      ? words`One cell of “${head.cells[columns.get(meaning) ?? 0] ?? ""}” is no sure date (03/04/2026 may be March or April) and stays as text; write it as 2026-04-03.`
      : words`${count} cells of “${head.cells[columns.get(meaning) ?? 0] ?? ""}” are no sure date (03/04/2026 may be March or April) and stay as text; write them as 2026-04-03.`),
    params: { count },
  }));
  if (untitled > 0)
    findings.push({
      code: "rows_without_title",
      severity: "warning",
      ...(untitled === 1 ? words`One row has no title and is not carried.` : words`${untitled} rows have no title and are not carried.`),
      params: { count: untitled },
    });
  if (projects.size > 1)
    findings.push({
      code: "several_projects",
      severity: "info",
      ...words`The table names ${projects.size} projects; each becomes one of its own.`,
      params: { count: projects.size },
    });
  // Of these, every column of the name is used.
  const several = new Set(severalOf.flatMap((meaning) => head.cells[columns.get(meaning) ?? -1] ?? []));
  const twice = head.cells.filter((name, at) => name !== "" && head.cells.indexOf(name) !== at && !several.has(name));
  if (twice.length > 0)
    findings.push({
      code: "columns_twice",
      severity: "warning",
      ...words`These columns stand twice: ${[...new Set(twice)].join(", ")}. The first is used, the others are kept as fields.`,
      at: { line: head.line },
    });
  return findings;
}

/** What may stand in several columns of one name, or in one as a list. */
const severalOf = ["comments", "labels", "attachments"] as const satisfies readonly Meaning[];

const spoken: Partial<Record<Meaning, string>> = {
  completedAt: "day it was done",
  created: "day it was made",
  due: "due day",
  url: "link",
};

/** Some exports name all projects of a row in one cell; the one that also stands alone, and most often, is its own. */
function oneProject(cells: readonly string[]): (cell: string) => string {
  const alone = new Map<string, number>();
  for (const cell of cells) if (cell !== "" && !cell.includes(",")) alone.set(cell, (alone.get(cell) ?? 0) + 1);
  return (cell) => {
    if (!cell.includes(",")) return cell;
    const [best] = split(cell)
      .filter((name) => alone.has(name))
      .toSorted((a, b) => (alone.get(b) ?? 0) - (alone.get(a) ?? 0));
    return best ?? cell;
  };
}

/** What exports write where there is nothing. */
function told(cell: string | undefined): string {
  const text = cell ?? "";
  return /^(?:null|none|\[\]|\{\}|"")$/i.test(text) ? "" : text;
}

function isYes(text: string): boolean {
  return /^(?:yes|true|x|ja|oui|sí|si|1|✓|✔|wahr|vrai)$/i.test(text);
}

function isTick(text: string): boolean {
  return isYes(text) || /^(?:no|false|nein|non|0|✗|falsch|faux)$/i.test(text);
}

function split(cell: string): string[] {
  return [
    ...new Set(
      cell
        .replace(/^\[(.*)\]$/s, "$1")
        .split(/[,;|]/)
        // Todoist writes a person's number behind the name.
        .map((part) => part.trim().replace(/ \(\d+\)$/, "")),
    ),
  ].filter((part) => part !== "");
}

function unused(id: string, taken: Set<string>): string {
  let own = id;
  for (let number = 2; taken.has(own); number += 1) own = `${id}#${number}`;
  taken.add(own);
  return own;
}
