import { readInstant } from "@rondo/core/mining";
import { unreadable } from "../draft/refuse.ts";
import type { LogOptions } from "../xes/reading.ts";

/** Places of the columns that matter; -1 where a log has none. */
export type Roles = {
  readonly case: number;
  readonly activity: number;
  readonly time: number;
  readonly start: number;
  readonly resource: number;
  readonly transition: number;
};
type Role = keyof Roles;

/** The names that tools give them, the surest first; compared without case, blanks, dots, dashes and underscores. */
const usual: Readonly<Record<Role, readonly string[]>> = {
  case: [
    "case:concept:name",
    "caseid",
    "case",
    "traceid",
    "trace",
    "processinstance",
    "instanceid",
    "casenumber",
    "caseno",
    "ticketid",
    "orderid",
    "requestid",
    "applicationid",
    "casekey",
    "issuekey",
    "cardid",
    "taskid",
    "ticket",
    "order",
    "id",
    "fallid",
    "fall",
    "fallnummer",
    "vorgangsid",
    "vorgangsnummer",
    "vorgangsnr",
    "vorgang",
    "aktenzeichen",
    "auftragsnummer",
    "auftrag",
    "antrag",
  ],
  activity: [
    "concept:name",
    "activity",
    "activityname",
    "activityid",
    "event",
    "eventname",
    "eventtype",
    "task",
    "taskname",
    "step",
    "stepname",
    "action",
    "operation",
    "process step",
    "status",
    "state",
    "list",
    "aktivität",
    "tätigkeit",
    "arbeitsschritt",
    "schritt",
    "ereignis",
    "aufgabe",
    "what",
  ],
  time: [
    "time:timestamp",
    "timestamp",
    "completetimestamp",
    "endtimestamp",
    "eventtime",
    "eventtimestamp",
    "time",
    "endtime",
    "end",
    "completed",
    "completedat",
    "completiontime",
    "finish",
    "finished",
    "date",
    "datetime",
    "eventdate",
    "createdat",
    "created",
    "zeitstempel",
    "zeitpunkt",
    "endzeit",
    "ende",
    "abgeschlossen",
    "erledigt",
    "zeit",
    "datum",
    "when",
  ],
  start: [
    "start_timestamp",
    "starttimestamp",
    "time:start",
    "starttime",
    "begintime",
    "begin",
    "start",
    "started",
    "startedat",
    "startdate",
    "startzeit",
    "beginn",
    "begonnen",
  ],
  resource: [
    "org:resource",
    "resource",
    "resourcename",
    "user",
    "username",
    "userid",
    "agent",
    "employee",
    "assignee",
    "performer",
    "performedby",
    "originator",
    "actor",
    "owner",
    "person",
    "who",
    "by",
    "doneby",
    "bearbeiter",
    "bearbeiterin",
    "benutzer",
    "mitarbeiter",
    "wer",
    "role",
    "org:role",
    "org:group",
  ],
  transition: ["lifecycle:transition", "lifecycle", "transition", "lifecycletransition"],
};

/** Which column is what: as told, else by its name, else by what stands in it. Refused, with the columns' names, when that leaves doubt. */
export function rolesOf(header: readonly string[], sample: readonly (readonly string[])[], told: LogOptions): Roles {
  const taken = new Set<number>();
  const found: Partial<Record<Role, number>> = {};
  const take = (role: Role, column: number): void => {
    found[role] = column;
    if (column !== -1) taken.add(column);
  };
  for (const role of ["case", "activity", "time", "start", "resource"] as const) {
    const name = told[role];
    if (name === undefined) continue;
    const column = columnNamed(header, name);
    if (column === -1) throw unreadable(`There is no column "${name}"; the columns are ${listed(header)}`);
    take(role, column);
  }
  const keys = header.map(key);
  for (const role of Object.keys(usual) as Role[]) {
    if (found[role] !== undefined) continue;
    const wanted = usual[role].map(key);
    const best = wanted.map((name) => keys.findIndex((own, column) => own === name && !taken.has(column))).find((column) => column !== -1);
    if (best !== undefined) take(role, best);
  }
  if (found.time === undefined && found.start !== undefined && told.start === undefined) {
    take("time", found.start);
    delete found.start;
  }
  if (found.time === undefined)
    take(
      "time",
      byContent(header, sample, taken, (cells) => share(cells, (cell) => !Number.isNaN(readInstant(cell))) > 0.9),
    );
  const distinct = (column: number): number => new Set(sample.map((row) => row[column] ?? "")).size;
  const free = (): number[] =>
    header.flatMap((_, column) => (taken.has(column) || sample.some((row) => (row[column] ?? "") === "") ? [] : [column]));
  if (found.case === undefined) {
    const repeated = free().filter((column) => distinct(column) > 1 && distinct(column) < sample.length * 0.9);
    const most = repeated.sort((a, b) => distinct(b) - distinct(a))[0];
    if (most !== undefined) take("case", most);
  }
  if (found.activity === undefined && found.case !== undefined) {
    const changing = free().filter(
      (column) =>
        changesWithin(sample, found.case!, column) &&
        distinct(column) <= Math.max(20, sample.length / 5) &&
        share(
          sample.map((row) => row[column] ?? ""),
          (cell) => /\p{L}/u.test(cell),
        ) > 0.8,
    );
    if (changing.length === 1) take("activity", changing[0]!);
  }
  for (const role of ["case", "activity"] as const)
    if (found[role] === undefined || found[role] === -1)
      throw unreadable(`No column tells the ${role}: say which with --${role}; the columns are ${listed(header)}`);
  return {
    case: found.case!,
    activity: found.activity!,
    time: found.time ?? -1,
    start: found.start ?? -1,
    resource: found.resource ?? -1,
    transition: found.transition ?? -1,
  };
}

/** Names that only tables of events have; of the usual ones the others mean other things in tables of work. */
const sure = {
  case: /^(?:case:concept:name|(?:case|trace|process|processinstance|instance)(?:id|number|no|key)?)$/,
  activity: /^(?:concept:name|activity(?:name|id)?|event(?:name|type)?)$/,
  time: /^(?:time:timestamp|(?:complete|end|event|start)?timestamp|(?:event|complete|end|start)time|time|date|datetime)$/,
};

/** Whether the first line of a table names a case, an activity and a time beyond doubt. */
export function looksLikeCsvLog(text: string): boolean {
  const [line = ""] = text.split(/\r\n|\r|\n/, 1);
  const names = line.split(/[,;\t|]/).map((name) => key(name.replace(/^\s*"|"\s*$/g, "")));
  return Object.values(sure).every((wanted) => names.some((name) => wanted.test(name)));
}

export function columnNamed(header: readonly string[], name: string): number {
  const exact = header.indexOf(name);
  return exact !== -1 ? exact : header.findIndex((own) => key(own) === key(name));
}

/** What happens in a case changes from row to row; what a case is about does not. */
function changesWithin(sample: readonly (readonly string[])[], caseColumn: number, column: number): boolean {
  const first = new Map<string, string>();
  return sample.some((row) => {
    const before = first.get(row[caseColumn] ?? "");
    if (before === undefined) first.set(row[caseColumn] ?? "", row[column] ?? "");
    return before !== undefined && before !== row[column];
  });
}

function byContent(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  taken: ReadonlySet<number>,
  fits: (cells: string[]) => boolean,
): number {
  return header.findIndex((_, column) => !taken.has(column) && fits(sample.map((row) => row[column] ?? "").filter((cell) => cell !== "")));
}

function share(cells: readonly string[], holds: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(holds).length / cells.length;
}

function key(name: string): string {
  return name.toLowerCase().replace(/[\s._-]+/g, "");
}

function listed(header: readonly string[]): string {
  const shown = header.slice(0, 30).map((name) => `"${name.slice(0, 60)}"`);
  return `${shown.join(", ")}${header.length > 30 ? ` and ${header.length - 30} more` : ""}`;
}
