import { expect, test } from "vitest";
import type { ProjectDraft } from "../draft/index.ts";
import { readAny } from "../any/index.ts";
import { readCsv } from "./read.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
function read(text: string): ProjectDraft {
  const [draft] = readCsv(bytes(text), "table.csv").drafts;
  if (draft?.kind !== "project") throw new Error("no project");
  return draft;
}
const tasksOf = (draft: ProjectDraft) =>
  draft.tasks.map(({ title, list, parent, completed, members, due }) => ({
    title,
    list,
    parent: draft.tasks.find(({ sourceId }) => sourceId === parent)?.title ?? null,
    completed,
    members,
    due,
  }));

test("ClickUp: people in brackets are people, and what stands for nothing is nothing", () => {
  const draft = read(
    'Task ID,Task Name,Status,Due Date,Parent ID,Assignees,Tags,List Name,Comments\n86a1,Scan atlas,in progress,1707380000000,null,"[Mei Tanaka,Tomas B]","[maps]",Digitisation,"[]"\n86a2,Check colours,complete,,86a1,"[]","[]",Digitisation,"[]"\n',
  );
  expect(draft.tasks.map(({ members, labels, comments, parent }) => [members, labels, comments.length, parent])).toEqual([
    [["Mei Tanaka", "Tomas B"], ["maps"], 0, null],
    [[], [], 0, "86a1"],
  ]);
  expect(draft.members.map(({ name }) => name)).toEqual(["Mei Tanaka", "Tomas B"]);
});

test("monday.com: groups are lists, the first one too, and items inside an item are inside it", () => {
  const head = "Name,Subitems,Person,Status,Date,Item ID (auto generated)";
  const draft = read(
    `Digitisation board\n\nIncoming\n${head}\nScan atlas,Check colours,Mei,Working on it,2024-02-08,1\nSubitems,Name,Owner,Status,Date,Item ID (auto generated)\n,Check colours,Tomas,Done,2024-02-05,2\nScan map,,,Stuck,,3\n\nFinished\n${head}\nReturn atlas,,Tomas,Done,2024-01-05,4\n`,
  );
  expect(tasksOf(draft)).toEqual([
    { title: "Scan atlas", list: "Incoming", parent: null, completed: false, members: ["Mei"], due: "2024-02-08" },
    { title: "Check colours", list: "Incoming", parent: "Scan atlas", completed: true, members: ["Tomas"], due: "2024-02-05" },
    { title: "Scan map", list: "Incoming", parent: null, completed: false, members: [], due: null },
    { title: "Return atlas", list: "Finished", parent: null, completed: true, members: ["Tomas"], due: "2024-01-05" },
  ]);
});

test("Jira: one comment in each of several columns, with who and when, and sub-tasks by the other id", () => {
  const draft = read(
    'Summary,Issue key,Issue id,Status,Labels,Labels,Comment,Comment,Parent id\nScan atlas,LIB-1,10001,In Progress,maps,rare,"2024-01-03 09:16;mei;Looks; good","2024-01-04 10:00;tomas;Thanks",\nCheck colours,LIB-2,10002,Done,,,,,10001\n',
  );
  expect(draft.tasks[0]?.comments.map(({ author, text }) => [author, text])).toEqual([
    ["mei", "Looks; good"],
    ["tomas", "Thanks"],
  ]);
  expect(draft.tasks[0]?.labels).toEqual(["maps", "rare"]);
  expect(tasksOf(draft)[1]?.parent).toBe("Scan atlas");
});

test("Todoist: sections are lists, notes comments, and depth is what a task is inside", () => {
  const draft = read(
    "TYPE,CONTENT,PRIORITY,INDENT,RESPONSIBLE,DATE\nsection,Incoming,,,,\ntask,Scan atlas,1,1,Mei,2024-02-08\ntask,Check colours,4,2,,\nnote,A note,,,,\ntask,Scan map,1,1,,\n",
  );
  expect(tasksOf(draft).map(({ title, list, parent }) => [title, list, parent])).toEqual([
    ["Scan atlas", "Incoming", null],
    ["Check colours", "Incoming", "Scan atlas"],
    ["Scan map", "Incoming", null],
  ]);
  expect(draft.tasks[1]?.comments.map(({ text }) => text)).toEqual(["A note"]);
});

test("a column of yes and no says what is done, and is no list", () => {
  expect(
    tasksOf(read("Task,Assigned To,Due Date,Complete\nScan atlas,Mei,2/13/2024,No\nCheck colors,Tomas,12/25/2024,Yes\n")).map(
      ({ list, completed, due }) => [list, completed, due],
    ),
  ).toEqual([
    [null, false, "2024-02-13"],
    [null, true, "2024-12-25"],
  ]);
});

test.each([
  [
    "German",
    '\ufeffVorgang;Wer;Status;Fällig am\r\nAtlas scannen;Mei;In Arbeit;08.02.2024\r\n"Farben\r\nprüfen";Tomas;Erledigt;25.02.2024\r\n',
  ],
  ["French", 'Tâche;Responsable;Statut;Échéance\nAtlas scannen;Mei;In Arbeit;08/02/2024\n"Farben\nprüfen";Tomas;Terminé;25/02/2024\n'],
  ["bars between cells", 'Title|Owner|Status|Due\nAtlas scannen|Mei|In Arbeit|2024-02-08\n"Farben\nprüfen"|Tomas|Done|2024-02-25\n'],
])("the words, marks and dates of other places are read: %s", (_, text) => {
  expect(tasksOf(read(text)).map(({ members, completed, due }) => [members, completed, due])).toEqual([
    [["Mei"], false, "2024-02-08"],
    [["Tomas"], true, "2024-02-25"],
  ]);
});

test.each([
  [
    "German",
    "Vorgangsschlüssel;Zusammenfassung;Vorgangstyp;Status;Zugewiesene Person;Kommentar;Kommentar;Stichwörter;Stichwörter;Erstellt;Fällig",
  ],
  ["French", "Clé de ticket;Résumé;Type de ticket;État;Personne assignée;Commentaire;Commentaire;Étiquettes;Étiquettes;Création;Échéance"],
  [
    "Spanish",
    "Clave de incidencia;Resumen;Tipo de incidencia;Estado;Persona asignada;Comentario;Comentario;Etiquetas;Etiquetas;Creada;Vencimiento",
  ],
])("Jira in %s, with semicolons and a byte order mark: repeated columns are all used, and none is told to be left", (_, head) => {
  const { drafts, findings } = readCsv(
    bytes(
      `\uFEFF${head}\nAB-1;"Drucker; neu";x;Offen;Mei;"2026-03-01 09:00;mei;Hallo";"2026-03-02 09:00;ines;Ja";hw;eilig;2026-03-01;2026-03-05\n`,
    ),
    "jira.csv",
  );
  const [draft] = drafts as ProjectDraft[];
  expect(draft?.tasks).toMatchObject([
    {
      sourceId: "AB-1",
      title: "Drucker; neu",
      members: ["Mei"],
      labels: ["hw", "eilig"],
      due: "2026-03-05",
      comments: [{ author: "mei" }, { author: "ines" }],
    },
  ]);
  expect(findings.map(({ code }) => code)).not.toContain("columns_twice");
});

test("Todoist: when it is due is DATE, also beside a deadline", () => {
  expect(
    tasksOf(
      read("TYPE,CONTENT,PRIORITY,INDENT,DATE,DATE_LANG,DEADLINE,DEADLINE_LANG\ntask,Scan atlas,1,1,2024-02-08,en,2024-03-01,en\n"),
    )[0]?.due,
  ).toBe("2024-02-08");
});

test.each(["05/Mar/26 9:00 AM", "05/Mär/26 9:00 AM", "5. März 2026", "5 mars 2026", "05/mar/26", "5-Mrz-2026"])(
  "%s is the fifth of March",
  (cell) => {
    expect(tasksOf(read(`Task;Due\nScan atlas;${cell}\n`))[0]?.due).toBe("2026-03-05");
  },
);

test("Asana: what is inside a task is in its project, and a task of several projects in the one that the file is of", () => {
  const { drafts } = readCsv(
    bytes(
      'Task ID,Name,Section/Column,Assignee,Projects,Parent task\n1,Draft brief,To do,Mei,Campaign,\n2,Review brief,Doing,,"Website,Campaign",\n3,Check numbers,,Tomas,,Review brief\n4,Compare,,,,Check numbers\n',
    ),
    "asana.csv",
  );
  expect((drafts as ProjectDraft[]).map((draft) => [draft.name, tasksOf(draft).map(({ title, parent }) => [title, parent])])).toEqual([
    [
      "Campaign",
      [
        ["Draft brief", null],
        ["Review brief", null],
        ["Check numbers", "Review brief"],
        ["Compare", "Check numbers"],
      ],
    ],
  ]);
});

test("ClickUp: each of its lists is a project by status, with checklists, and comments by whom and when", () => {
  const draft = read(
    'Task ID,Task Name,Status,List Name,Folder Name/Path,Space Name,Checklists,Comments\n86a1,Scan atlas,in progress,Digitisation,[Maps],Library,"{""Before"":[""Fold"",""Dust""]}","[{""text"":""Looks good"",""by"":""mei@lindgren.example"",""date"":""2024-01-04T09:16:00Z""}]"\n86a2,Check colours,complete,Digitisation,[Maps],Library,{},[]\n',
  );
  expect([draft.name, draft.lists.map(({ name }) => name)]).toEqual(["Digitisation", ["in progress", "complete"]]);
  expect(draft.tasks[0]?.checklists.map(({ title, items }) => [title, items.map((item) => item.title)])).toEqual([
    ["Before", ["Fold", "Dust"]],
  ]);
  expect(draft.tasks[0]?.comments).toMatchObject([{ author: "mei@lindgren.example", at: "2024-01-04T09:16:00.000Z", text: "Looks good" }]);
  expect(draft.tasks.map(({ checklists, comments, completed }) => [checklists.length, comments.length, completed])).toEqual([
    [1, 1, false],
    [0, 0, true],
  ]);
});

test("monday.com: a workbook or table whose first line names the board is called so, and its first group is a list", () => {
  const head = "Name,Person,Status,Item ID (auto generated)";
  const rows = `Digitisation board\n\nIncoming\n${head}\nScan atlas,Mei,Working on it,1\n\nFinished\n${head}\nReturn atlas,Tomas,Done,2\n`;
  const [draft] = readAny(bytes(rows), "export.csv").drafts as ProjectDraft[];
  expect([draft?.name, draft?.tasks.map(({ title, list }) => [title, list])]).toEqual([
    "Digitisation board",
    [
      ["Scan atlas", "Incoming"],
      ["Return atlas", "Finished"],
    ],
  ]);
});

test("Todoist: labels stand in the words, people carry a number, notes say who and when, and a length has its unit", () => {
  const draft = read(
    "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT\ntask,Scan atlas @maps @rare_books,,1,1,Mei (12),Tomas (34),2024-02-08,en,UTC,30,minute\nnote,Which page?,,,,Mei (12),,2024-01-02T10:00:00Z,,,,\n",
  );
  const [task] = draft.tasks;
  expect([task?.title, task?.labels, task?.members, draft.plan?.tasks[0]?.workingMinutes]).toEqual([
    "Scan atlas",
    ["maps", "rare_books"],
    ["Tomas"],
    30,
  ]);
  expect(task?.comments).toMatchObject([{ author: "Mei", at: "2024-01-02T10:00:00.000Z", text: "Which page?" }]);
  expect(draft.fields.map(({ name }) => name)).not.toContain("INDENT");
});

test("Jira: who wrote a comment has a name where the table knows one by the id, and addresses of files stand with their issue", () => {
  const draft = read(
    'Summary,Issue key,Issue id,Status,Assignee,Assignee Id,Attachment,Attachment,Comment\nScan atlas,LIB-1,10001,To Do,Mei Tanaka,acc1,"03/Jan/24 9:16 AM;acc1;atlas; p1.pdf;https://lindgren.example/1/atlas.pdf",,"03/Jan/24 9:16 AM;acc1;Looks; good"\n',
  );
  expect(draft.tasks[0]?.comments).toMatchObject([{ author: "Mei Tanaka", text: "Looks; good" }]);
  expect(draft.tasks[0]?.attachments).toMatchObject([{ name: "atlas; p1.pdf", url: "https://lindgren.example/1/atlas.pdf" }]);
});

test.each([
  ["Invoice,Amount,State of it\nINV-1032 Contoso,120,Paid\nINV-1033 Kestrel,88,Sent\n", "Invoice", "INV-1032 Contoso"],
  ["Nr;Bewerberin;Stufe\n1;Anna Schmidt;Gespräch\n2;Ida Falk;Angebot\n", "Bewerberin", "Anna Schmidt"],
])("where no column is named as what a row is about, the likeliest is taken and that is told", (text, column, first) => {
  const { drafts, findings } = readCsv(bytes(text), "table.csv");
  expect((drafts as ProjectDraft[])[0]?.tasks[0]?.title).toBe(first);
  expect(findings.find(({ code }) => code === "title_guessed")?.message).toContain(`“${column}”`);
});

test("a table without names of columns, or of numbers alone, is refused", () => {
  for (const text of ["Pack boxes,2024-01-01\nCarry,2024-01-02\n", "A,B\n1,2\n3,4\n"])
    expect(() => readCsv(bytes(text))).toThrowError(expect.objectContaining({ code: "unreadable" }));
});

test.each([
  ["Asana", "Task ID,Name,Section/Column\n1,Pack,To do\n"],
  ["ClickUp", "Task ID,Task Name,List Name\n1,Pack,Moves\n"],
  ["Jira", "Summary,Issue key,Issue Type\nPack,A-1,Task\n"],
  ["Todoist", "TYPE,CONTENT,INDENT\ntask,Pack,1\n"],
  ["monday.com", "Name,Status,Item ID (auto generated)\nPack,Done,1\n"],
])("a table of %s says that it was not tried on a real one", (tool, text) => {
  expect(readCsv(bytes(text)).findings.find(({ code }) => code === "reader_unverified")?.message).toContain(tool);
});
