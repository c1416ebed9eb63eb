import { type Finding, type Words, words } from "@rondo/core/kernel";
import { type DayOrder, LogBuilder, dayOrderOf, looksSlashed, readInstant } from "@rondo/core/mining";
import { unreadable } from "../draft/refuse.ts";
import { codePageFinding, TextStream } from "../text/index.ts";
import { type LogOptions, type LogReader, nameless } from "../xes/reading.ts";
import { type Roles, rolesOf } from "./columns.ts";
import { asItWas } from "../text/formula.ts";
import { CsvRows } from "./rows.ts";

/** How many rows are looked at before it is decided which column is what. */
const sampled = 2_000;

/** Reads a log with one event in each row, in pieces. Cells stay text: one that begins with `=` is never computed. */
export function readCsvLog(options: LogOptions = {}): LogReader {
  const text = new TextStream({ codePage: true });
  const builder = new LogBuilder();
  const tally = { caseless: 0, nameless: 0, timeless: 0, badTime: 0, ragged: 0 };
  const waiting: string[][] = [];
  let header: string[] | null = null;
  let roles: Roles | null = null;
  let order: DayOrder = "dayFirst";
  let unsure = false;

  const rows = new CsvRows((cells) => {
    if (header === null) {
      header = cells.map((cell) => asItWas(cell.trim()));
      return;
    }
    if (roles !== null) return take(cells);
    waiting.push(cells);
    if (waiting.length >= sampled) decide();
  });

  const decide = (): void => {
    if (header === null) throw unreadable("The table is empty");
    roles = rolesOf(header, waiting, options);
    places = new Set(Object.values(roles));
    const times = [roles.time, roles.start].filter((column) => column !== -1);
    const cells = waiting.flatMap((row) => times.map((column) => row[column] ?? ""));
    const known = dayOrderOf(cells);
    order = known ?? "dayFirst";
    unsure = known === null && cells.some(looksSlashed);
    waiting.splice(0).forEach(take);
  };

  const cell = (cells: readonly string[], column: number): string => (column === -1 ? "" : asItWas((cells[column] ?? "").trim()));
  const moment = (value: string): number => (value === "" ? Number.NaN : readInstant(value, order));

  let places: ReadonlySet<number> = new Set();

  const take = (cells: string[]): void => {
    const { case: caseColumn, activity, time, start, resource, transition } = roles!;
    if (cells.length !== header!.length) tally.ragged += 1;
    const id = cell(cells, caseColumn);
    if (id === "") {
      tally.caseless += 1;
      return;
    }
    const name = cell(cells, activity);
    if (name === "") tally.nameless += 1;
    const when = cell(cells, time);
    const instant = moment(when);
    if (Number.isNaN(instant)) tally[when === "" ? "timeless" : "badTime"] += 1;
    const who = cell(cells, resource);
    const phase = cell(cells, transition);
    const ofCase = builder.caseOf(id);
    if (options.keepAll === true)
      header!.forEach((column, at) => {
        const value = cells[at] ?? "";
        if (value === "" || column === "" || places.has(at)) return;
        // What a table repeats in each row of a case is said of the case.
        if (column.startsWith("case:")) builder.keep("case", ofCase, column.slice(5), "string", value);
        else builder.keep("event", builder.events, column, "string", value);
      });
    builder.addEvent(ofCase, {
      activity: name === "" ? nameless : name,
      time: instant,
      start: moment(cell(cells, start)),
      ...(who === "" ? {} : { resource: who }),
      ...(phase === "" ? {} : { transition: phase }),
    });
  };

  return {
    write: (bytes) => rows.write(text.write(bytes)),
    end() {
      rows.write(text.end());
      rows.end();
      if (roles === null) decide();
      const told: Finding[] = [{ code: "log.columns", severity: "info", ...words`Read as: ${wordsOf(header!, roles!)}.` }];
      if (text.codePage) told.push(codePageFinding);
      const tell = (code: string, count: number, text: Words): void => {
        if (count > 0) told.push({ code, severity: "warning", ...text, params: { count } });
      };
      tell("log.caseless", tally.caseless, words`${tally.caseless} rows name no case and are left out.`);
      tell("log.nameless", tally.nameless, words`${tally.nameless} events have no name; they are called "${nameless}".`);
      tell(
        "log.timeless",
        tally.timeless,
        words`${tally.timeless} of ${builder.events} events have no time; they keep their order in the file.`,
      );
      tell(
        "log.time-unreadable",
        tally.badTime,
        words`${tally.badTime} of ${builder.events} events have a time that can't be read; they keep their order in the file.`,
      );
      tell("log.ragged", tally.ragged, words`${tally.ragged} rows have more or fewer cells than the header.`);
      tell(
        "log.day-order",
        unsure ? 1 : 0,
        words`Dates like 03/04/2026 may put the day or the month first, and nothing in the file tells; they are read as day first.`,
      );
      if (builder.events === 0) told.push({ code: "log.empty", severity: "warning", ...words`The log has no events.` });
      return { format: "csv", log: builder.done(), counts: { traces: builder.cases, events: builder.events }, findings: told };
    },
  };
}

function wordsOf(header: readonly string[], roles: Roles): string {
  return Object.entries(roles)
    .filter(([, column]) => column !== -1)
    .map(([role, column]) => `${role} = "${header[column]!}"`)
    .join(", ");
}
