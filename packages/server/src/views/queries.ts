import type { AnswerOf, operations } from "@rondo/contract";
import { dayOf, formatDay, wallOfInstant } from "@rondo/core/calendar";
import {
  type Attribute,
  attributeOfField,
  builtIns,
  type Filter,
  hasOperators,
  isId,
  parseFilter,
  readSearchLine,
  type SearchLine,
  type Stop,
  type Subject,
  subjectOf,
} from "@rondo/core/view";
import type { Tx } from "../database/index.ts";
import { listFields, presentField } from "../fields/index.ts";
import { type Actor, type WorkspaceCall, pageOf, readCursor, refuse } from "../http/index.ts";
import { type View, presentRow, presentView } from "./present.ts";
import { conditionOf, placesOf, type SortKey, sortKey } from "./store/filter.ts";
import { type Reader, type RowOf, countRows, namesAmong, namesFor, pageOfRows, rowsAmong, zoneOf } from "./store/rows.ts";
import { findView } from "./store/views.ts";

type Rows = AnswerOf<typeof operations.listRows>;

export async function listRows({ tx, actor, query, system, now }: WorkspaceCall<typeof operations.listRows>): Promise<Rows> {
  const { attributes, filter } = await readWhere(tx, actor, query.of, query.where);
  const attributeOf = (key: string) => attributes.get(key);
  const zone = await zoneOf(tx);
  const condition = conditionOf(filter, { me: actor.personId, today: dayIn(zone, now), zone, attributeOf });
  const places = placesOf(filter, attributeOf);
  const keys = sortOf(query.sort, query.of, attributes);
  const binding = ["rows", actor.workspaceId, actor.personId, query.of, query.where, query.sort ?? "", query.ids ?? ""];
  const place = readCursor(query.cursor, binding, system.config.secret, keys.length + 1);
  const rows = await pageOfRows(tx, query.of, actor, {
    condition,
    places,
    keys,
    limit: query.limit + 1,
    ids: query.ids === undefined ? null : query.ids.split(",").filter(isId),
    after: place === null ? null : { values: place.slice(0, -1).map(unmarked), id: place.at(-1) ?? "" },
  });
  const { items, next } = pageOf(
    rows,
    query.limit,
    binding,
    system.config.secret,
    (row) => [...(row.place_keys ?? []).map(marked), row.id],
    (row) => presentRow(actor, row),
  );
  // Everything on one page is counted already.
  const total =
    place !== null || query.ids !== undefined
      ? null
      : next === null
        ? items.length
        : query.count
          ? await countRows(tx, query.of, actor, condition, places)
          : null;
  return { items, next, names: await namesIn(tx, rows), total };
}

/** These rows as the reader sees them now; who they name. */
export async function rowsNow(
  tx: Tx,
  actor: Actor,
  ids: Readonly<Record<Subject, readonly string[]>>,
): Promise<Pick<AnswerOf<typeof operations.changeRows>, "rows" | "names">> {
  const rows: RowOf[] = [];
  for (const subject of ["tasks", "runs", "projects"] as const)
    if (ids[subject].length > 0) rows.push(...(await rowsAmong(tx, subject, actor, ids[subject])));
  return { rows: rows.map((row) => presentRow(actor, row)), names: await namesIn(tx, rows) };
}

async function namesIn(tx: Tx, rows: readonly RowOf[]): Promise<Record<string, string>> {
  const among = (of: (row: RowOf) => (string | null)[]) => [...new Set(rows.flatMap(of).filter((id) => id !== null))];
  const people = among((row) => [
    row.owner,
    row.creator,
    ...Object.values(row.fields).filter((value): value is string => typeof value === "string" && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value)),
  ]);
  return namesAmong(tx, {
    people,
    teams: among((row) => [row.team]),
    places: among((row) => [row.place]),
    runs: among((row) => [row.run]),
  });
}

/** What a sentence says: with ids alone where it has only ids, else with the names of the workspace. */
export async function readWhere(
  tx: Tx,
  reader: Reader,
  subject: Subject,
  where: string,
): Promise<{ filter: Filter | null; attributes: ReadonlyMap<string, Attribute> }> {
  const fields = (await listFields(tx, reader)).map(presentField);
  const own = fields.map(attributeOfField);
  const attributes = new Map([...builtIns, ...own.map((one) => [one.key, one] as const)]);
  const bare = parseFilter(where, { subject, own });
  if (bare.stop === null) return { filter: bare.filter, attributes };
  const names = { attributes: fields, ...(await namesFor(tx, reader)) };
  const named = parseFilter(where, { subject, own, names });
  if (named.stop !== null) refuseFilter(where, named.stop);
  return { filter: named.filter, attributes };
}

export type Line = SearchLine & { readonly attributes: ReadonlyMap<string, Attribute> };

/** A line of the search. Names are looked up only where it has operators: most lines are words. */
export async function readLine(tx: Tx, reader: Reader, line: string): Promise<Line> {
  if (!hasOperators(line)) return { words: line, kinds: [], filter: null, attributes: builtIns };
  const fields = (await listFields(tx, reader)).map(presentField);
  const own = fields.map(attributeOfField);
  return {
    ...readSearchLine(line, own, { attributes: fields, ...(await namesFor(tx, reader)) }),
    attributes: new Map([...builtIns, ...own.map((one) => [one.key, one] as const)]),
  };
}

/** The ids of rows that a line's operators ask for, the newest first. */
export async function rowsMatching(
  tx: Tx,
  actor: Actor,
  line: Line,
  { now, among, limit }: { now: Date; among: readonly string[] | null; limit: number },
): Promise<string[]> {
  const zone = await zoneOf(tx);
  const condition = conditionOf(line.filter, {
    me: actor.personId,
    today: dayIn(zone, now),
    zone,
    attributeOf: (key) => line.attributes.get(key),
  });
  return (
    await pageOfRows(tx, subjectOf(line), actor, {
      condition,
      places: placesOf(line.filter, (key) => line.attributes.get(key)),
      keys: [],
      ids: among,
      after: null,
      limit,
    })
  ).map((row) => row.id);
}

function refuseFilter(where: string, stop: Stop): never {
  refuse("filter_unreadable", {
    text: where.slice(stop.at, Math.min(stop.to, stop.at + 80)) || "…",
    at: stop.at,
    wanted: { attribute: "what is compared", operator: "how it compares", value: "a value", connective: "“and” or “or”", closing: "“)”" }[
      stop.wanted.what
    ],
  });
}

function sortOf(sort: string | undefined, subject: Subject, attributes: ReadonlyMap<string, Attribute>): SortKey[] {
  if (sort === undefined || sort === "") return [];
  return sort.split(",").map((part) => {
    const key = part.replace(/^-/, "");
    const attribute = attributes.get(key);
    if (attribute === undefined || !attribute.of.includes(subject))
      refuse("invalid_request", { problems: `sort: ${subject} have no ${key}`, fields: [{ path: "sort", problem: "not known" }] });
    return sortKey(attribute, part.startsWith("-"));
  });
}

/** A cursor holds texts: one without a value is told from an empty one. */
function marked(value: string | null): string {
  return value === null ? "" : `.${value}`;
}

function unmarked(value: string): string | null {
  return value === "" ? null : value.slice(1);
}

function dayIn(zone: string, now: Date): string {
  return formatDay(dayOf(wallOfInstant(now.getTime(), zone)));
}

export async function readView(call: WorkspaceCall<typeof operations.getView>): Promise<View> {
  const row = await findView(call.tx, call.actor.personId, call.params.v);
  if (row === undefined) refuse("view_not_found");
  return presentView(call.actor.personId, row);
}
