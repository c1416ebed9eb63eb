import { rowPriorities, states } from "@rondo/core/view";
import type { Attribute, Row } from "./attributes.ts";

export type Value = string | number | boolean | undefined;

/** What a row has of an attribute: ids, instants, numbers; undefined where there is nothing. */
export function valueOf(row: Row, attribute: Pick<Attribute, "key" | "isOwn">): Value {
  if (attribute.isOwn) return row.fields?.[attribute.key];
  switch (attribute.key) {
    case "in":
      return row.place;
    case "title":
    case "state":
    case "owner":
    case "creator":
    case "team":
    case "step":
    case "column":
    case "role":
    case "skill":
    case "priority":
    case "due":
    case "start":
    case "finish":
    case "postponed":
    case "created":
    case "closed":
    case "effort":
    case "spent":
    case "critical":
    case "milestone":
      return row[attribute.key];
    default:
      return undefined;
  }
}

/** Something to compare by: names rather than ids, places in the list of choices rather than words. */
export function sortValue(row: Row, attribute: Attribute, nameOf: (id: string) => string): string | number | undefined {
  const value = valueOf(row, attribute);
  if (value === undefined) return attribute.type === "yesNo" ? 0 : undefined;
  switch (attribute.type) {
    case "person":
    case "team":
    case "place":
      return nameOf(String(value));
    case "choice":
      return (attribute.key === "priority" ? rowPriorities : (attribute.choices ?? states)).indexOf(value as never);
    case "yesNo":
      return value === true ? 1 : 0;
    default:
      return value as string | number;
  }
}

/** The part of a change that the server takes, for setting one attribute. */
export type RowSet = {
  title?: string;
  ownerId?: string | null;
  dueAt?: string | null;
  notBefore?: string | null;
  priority?: "none" | "low" | "high" | "urgent";
  effortMinutes?: number | null;
  column?: string | null;
  done?: boolean;
  deleted?: boolean;
  fields?: Record<string, string | number | boolean | null>;
};

/** How setting an attribute is said to the server; null where it can't be set from here. */
export function setOf(attribute: Attribute, value: Value | null): RowSet | null {
  const given = value === undefined || value === null || value === "" ? null : value;
  if (attribute.isOwn) return { fields: { [attribute.key]: given } };
  switch (attribute.key) {
    case "title":
      return given === null ? null : { title: String(given) };
    case "owner":
      return { ownerId: given === null ? null : String(given) };
    case "due":
      return { dueAt: given === null ? null : String(given) };
    case "postponed":
      return { notBefore: given === null ? null : String(given) };
    case "priority":
      return { priority: (given ?? "none") as "none" };
    case "effort":
      return { effortMinutes: given === null ? null : Number(given) };
    case "column":
      return { column: given === null ? null : String(given) };
    case "state":
      return given === "done" ? { done: true } : given === "open" ? { done: false } : null;
    default:
      return null;
  }
}

/** What a row has of what a set names: for seeing whether somebody changed it meanwhile, and for taking the set back. */
export function wasOf(row: Row, set: RowSet): RowSet {
  return {
    ...("title" in set && { title: row.title }),
    ...("ownerId" in set && { ownerId: row.owner ?? null }),
    ...("dueAt" in set && { dueAt: row.dueAt ?? null }),
    ...("notBefore" in set && { notBefore: row.postponed ?? null }),
    ...("priority" in set && { priority: row.priority ?? "none" }),
    ...("effortMinutes" in set && { effortMinutes: row.effort ?? null }),
    ...("column" in set && { column: row.column ?? null }),
    ...("done" in set && { done: row.state === "done" }),
    ...("deleted" in set && { deleted: false }),
    ...(set.fields !== undefined && { fields: Object.fromEntries(Object.keys(set.fields).map((id) => [id, row.fields?.[id] ?? null])) }),
  };
}

/** The row as it will be: painted before the server has answered. */
export function painted(row: Row, set: RowSet): Row {
  const next: Record<string, unknown> = { ...row };
  const put = (key: keyof Row, value: unknown) => {
    if (value === null || value === undefined) delete next[key];
    else next[key] = value;
  };
  if (set.title !== undefined) next["title"] = set.title;
  if (set.ownerId !== undefined) put("owner", set.ownerId);
  if (set.dueAt !== undefined) {
    put("dueAt", set.dueAt);
    put("due", set.dueAt ?? row.finish);
  }
  if (set.notBefore !== undefined) put("postponed", set.notBefore);
  if (set.priority !== undefined) put("priority", set.priority === "none" ? null : set.priority);
  if (set.effortMinutes !== undefined) put("effort", set.effortMinutes === 0 ? null : set.effortMinutes);
  if (set.column !== undefined) put("column", set.column);
  if (set.done !== undefined) next["state"] = set.done ? "done" : "open";
  if (set.fields !== undefined) {
    const fields: Record<string, string | number | boolean> = { ...row.fields };
    for (const [id, value] of Object.entries(set.fields)) {
      if (value === null) delete fields[id];
      else fields[id] = value;
    }
    next["fields"] = fields;
  }
  return next as Row;
}

/** Whether a row can be given this by whoever looks at it. */
export function maySet(row: Row, attribute: Attribute): boolean {
  if (row.locked || setOf(attribute, attribute.key === "state" ? "done" : "x") === null) return false;
  if (attribute.isOwn) return true;
  if (row.kind !== "task") return false;
  if (attribute.key === "state")
    return (row.state === "open" || row.state === "done") && row.approval !== true && !(row.run !== undefined && row.state === "done");
  if (row.state !== "open" && attribute.key !== "column") return false;
  return row.run === undefined
    ? attribute.key !== "column" || row.place !== undefined
    : attribute.key === "owner" || attribute.key === "priority" || attribute.key === "postponed";
}
