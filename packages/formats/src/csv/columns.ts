/** What a column of a table of work is about. */
export type Meaning =
  | "title"
  | "id"
  | "parent"
  | "notes"
  | "list"
  | "project"
  | "assignee"
  | "email"
  | "labels"
  | "start"
  | "due"
  | "created"
  | "completedAt"
  | "status"
  | "url"
  | "comments"
  | "checklists"
  | "attachments"
  | "duration"
  | "predecessors";

/** Names as the exports of work tools and ordinary sheets use them, best first: the first that is there wins. */
const names: readonly (readonly [Meaning, readonly string[]])[] = [
  [
    "title",
    [
      "title",
      "task name",
      "name",
      "task",
      "summary",
      "subject",
      "card name",
      "card title",
      "item",
      "content",
      "step",
      "step name",
      "activity",
      "activity name",
      "action",
      "to do",
      "todo",
      "what",
      "work item",
      "work package",
      "deliverable",
      "issue",
      "ticket",
      "request",
      "aufgabe",
      "titel",
      "betreff",
      "schritt",
      "tätigkeit",
      "aktivität",
      "vorgang",
      "vorgangsname",
      "maßnahme",
      "was",
      "zusammenfassung",
      "résumé",
      "resumen",
      "riepilogo",
      "tâche",
      "étape",
      "titre",
      "tarea",
      "actividad",
      "paso",
      "título",
    ],
  ],
  [
    "id",
    [
      "taskid",
      "task id",
      "id",
      "issue key",
      "key",
      "card id",
      "item id",
      "issue id",
      "vorgangsschlüssel",
      "schlüssel",
      "vorgangs-id",
      "clé de ticket",
      "clé",
      "clave de incidencia",
      "clave",
    ],
  ],
  [
    "parent",
    [
      "parentid",
      "parent id",
      "parent task",
      "parent",
      "parent key",
      "übergeordnet",
      "übergeordneter vorgang",
      "übergeordnete aufgabe",
      "tâche parente",
      "tarea principal",
    ],
  ],
  [
    "notes",
    [
      "notes",
      "description",
      "content",
      "details",
      "body",
      "task content",
      "task description",
      "card description",
      "beschreibung",
      "notizen",
      "bemerkung",
      "bemerkungen",
      "anmerkungen",
      "remarques",
      "notas",
      "descripción",
    ],
  ],
  [
    "list",
    [
      "section/column",
      "column name",
      "list name",
      "list",
      "section",
      "column",
      "stage",
      "bucket",
      "group",
      "phase",
      "abschnitt",
      "spalte",
      "liste",
    ],
  ],
  ["project", ["projects", "project", "board name", "board", "project name", "space name", "folder name", "projekt"]],
  [
    "assignee",
    [
      "assignee",
      "assignees",
      "assigned to",
      "owner",
      "responsible",
      "members",
      "person",
      "people",
      "responsible person",
      "who",
      "role",
      "assigned",
      "resource names",
      "resource",
      "rolle",
      "ressourcennamen",
      "bearbeiter",
      "responsable",
      "asignado",
      "asignado a",
      "zuständig",
      "zugewiesene person",
      "zugewiesen",
      "personne assignée",
      "persona asignada",
      "verantwortlich",
      "verantwortliche person",
      "zugewiesen an",
      "wer",
      "assigné à",
      "attribué à",
      "qui",
      "quién",
      "assegnato a",
      "toegewezen aan",
    ],
  ],
  ["email", ["assignee email", "email", "e-mail"]],
  ["labels", ["tags", "labels", "label", "etiketten", "schlagwörter", "stichwörter", "étiquettes", "etiquetas"]],
  [
    "start",
    [
      "start date",
      "start",
      "started",
      "started at",
      "start time",
      "timeline - start",
      "begin",
      "from",
      "beginn",
      "begonnen",
      "begonnen am",
      "startdatum",
      "date de début",
      "fecha de inicio",
      "anfang",
      "début",
      "inicio",
    ],
  ],
  [
    "due",
    [
      "due date",
      "due",
      "deadline",
      "date",
      "finish",
      "end date",
      "fällig",
      "fällig am",
      "fällig bis",
      "fälligkeit",
      "fälligkeitsdatum",
      "termin",
      "bis",
      "frist",
      "ende",
      "échéance",
      "date d'échéance",
      "fin",
      "vencimiento",
      "fecha límite",
      "fecha de vencimiento",
      "scadenza",
      "vervaldatum",
      "deadline date",
      "end",
    ],
  ],
  [
    "created",
    [
      "created at",
      "created",
      "created time",
      "date created",
      "creation date",
      "erstellt",
      "erstellt am",
      "angelegt am",
      "création",
      "créé le",
      "creada",
      "creado",
    ],
  ],
  [
    "completedAt",
    [
      "completed at",
      "completed time",
      "resolved",
      "resolution date",
      "date done",
      "done on",
      "done at",
      "date closed",
      "closed",
      "closed at",
      "finished",
      "finished at",
      "completion date",
      "completed date",
      "completed on",
      "completed",
      "erledigt am",
      "beendet am",
      "fertig am",
      "abgeschlossen am",
      "résolu",
      "resuelta",
    ],
  ],
  [
    "status",
    [
      "status",
      "state",
      "task status",
      "done",
      "complete",
      "is complete",
      "completed?",
      "done?",
      "erledigt",
      "fertig",
      "zustand",
      "statut",
      "état",
      "terminé",
      "estado",
      "stato",
    ],
  ],
  ["url", ["url", "link", "card url", "task url"]],
  ["duration", ["duration", "dauer"]],
  ["predecessors", ["predecessors", "waits for", "depends on", "vorgänger"]],
  ["checklists", ["checklists"]],
  ["attachments", ["attachment", "attachments", "anhang", "pièce jointe", "archivo adjunto"]],
  ["comments", ["comments", "comment", "kommentare", "kommentar", "commentaire", "commentaires", "comentario", "comentarios"]],
];

/** Whose export a table is, by column names that only that tool writes. */
export function toolOf(header: readonly string[]): string | null {
  const cells = new Set(header.map((cell) => cell.toLowerCase().trim()));
  return tools.find(([, ...own]) => own.every((name) => cells.has(name)))?.[0] ?? null;
}

const tools: readonly (readonly [string, ...string[]])[] = [
  ["Asana", "section/column"],
  ["ClickUp", "task id", "task name", "list name"],
  ["Jira", "issue key", "issue type"],
  ["Jira", "issue key", "issue id"],
  ["Todoist", "type", "content", "indent"],
  ["monday.com", "item id (auto generated)"],
  ["GitHub", "linked pull requests"],
];

/** What somebody chose for tables with these column names: a column's place by its meaning, by the names' signature. */
export type ChosenColumns = Readonly<Record<string, Partial<Readonly<Record<Meaning, number>>>>>;

/** How a table is to be read. `look`: only to see its columns, so that a table without a title is no hindrance. */
export type TableOptions = { readonly chosen?: ChosenColumns; readonly look?: boolean };

/** Equal for tables with the same column names in the same order. */
export function signatureOf(header: readonly string[]): string {
  return header
    .map((cell) =>
      cell
        .toLowerCase()
        .replace(/[_\s]+/g, " ")
        .trim(),
    )
    .join("\u001f");
}

/** As somebody chose for such a table, else guessed. */
export function columnsOf(header: readonly string[], { chosen = {} }: TableOptions): Map<Meaning, number> {
  const signature = signatureOf(header);
  const own = Object.hasOwn(chosen, signature) ? chosen[signature] : undefined;
  return own === undefined
    ? guessColumns(header)
    : new Map((Object.entries(own) as [Meaning, number][]).filter(([, at]) => at < header.length));
}

/** Which column means what; every other one becomes a field of the project. */
export function guessColumns(header: readonly string[]): Map<Meaning, number> {
  const cells = header.map((cell) =>
    cell
      .toLowerCase()
      .replace(/[_\s]+/g, " ")
      .trim(),
  );
  const found = new Map<Meaning, number>();
  const taken = new Set<number>();
  // ClickUp's lists are what others call projects: its spaces and folders only hold them.
  const [list, status] = [cells.indexOf("list name"), cells.indexOf("status")];
  if (list >= 0 && status >= 0 && (cells.includes("space name") || cells.some((cell) => cell.startsWith("folder name")))) {
    found.set("project", list);
    found.set("status", status);
    taken.add(list).add(status);
  }
  // Todoist's DATE is when something is due, also where a DEADLINE stands beside it.
  if (cells.includes("date lang") && cells.includes("date")) {
    found.set("due", cells.indexOf("date"));
    taken.add(cells.indexOf("date"));
  }
  for (const [meaning, candidates] of names) {
    const at = candidates.map((name) => cells.findIndex((cell, index) => cell === name && !taken.has(index))).find((index) => index >= 0);
    if (at === undefined || found.has(meaning)) continue;
    found.set(meaning, at);
    taken.add(at);
  }
  return found;
}
