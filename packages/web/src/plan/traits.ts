import { roleKey } from "@rondo/core/plan";
import { hueOf } from "../ui/index.ts";
import { childrenOf, isClosed, isLate, type Plan, type PlanTask, type Row } from "./model.ts";
import { percentOf, sharesOf, staffIn } from "./shares.ts";
import type { TraitKind } from "./shown.ts";

/** What some tasks have in common; the key "" is for those that have nothing of the kind. */
export type Trait = { readonly key: string; readonly label: string; readonly tint: string };

/** The traits of one kind that tasks of a plan have, in an order in which one looks for them, and which each task has. */
export type Traits = {
  readonly list: readonly Trait[];
  /** The one that colors it: of several people, its owner. */
  readonly of: (row: Row) => Trait;
  /** All that it has: it stands under each. */
  readonly all: (row: Row) => readonly Trait[];
  /** How much of its work belongs under one of them. */
  readonly minutes: (row: Row, trait: Trait) => number;
};

/** A field of one's own that a task can have. */
export type PlanField = {
  readonly id: string;
  readonly name: string;
  readonly type: "text" | "number" | "date" | "choice" | "person" | "yesNo";
  readonly choices: readonly string[];
};

/** What values are called: known words, people, days, numbers. */
export type Naming = {
  readonly word: (kind: TraitKind, key: string) => string;
  readonly person: (id: string) => string;
  readonly day: (day: string) => string;
  readonly number: (value: number) => string;
};

type Value = { readonly key: string; readonly label?: string; readonly at?: number };

export function traitsOf(
  plan: Plan,
  rows: readonly Row[],
  kind: TraitKind,
  fields: readonly PlanField[],
  naming: Naming,
  now: string,
): Traits {
  const read = reader(plan, kind, fields, now);
  const found = new Map<string, { value: Value; label: string }>();
  const keys = new Map<string, readonly string[]>();
  for (const row of rows) {
    if (row.inside > 0) continue;
    const values = read(row);
    keys.set(
      row.task.id,
      values.map((value) => value.key),
    );
    for (const value of values)
      if (!found.has(value.key)) found.set(value.key, { value, label: value.label ?? labelOf(value.key, kind, fields, naming) });
  }
  const list = [...found.values()]
    .toSorted(
      (a, b) =>
        Number(a.value.key === "") - Number(b.value.key === "") ||
        (a.value.at ?? 0) - (b.value.at ?? 0) ||
        a.label.localeCompare(b.label, undefined, { numeric: true }),
    )
    .map(({ value: { key }, label }, index): Trait => ({ key, label, tint: tintOf(kind, key, index, fields) }));
  const byKey = new Map(list.map((trait) => [trait.key, trait]));
  const none: Trait = { key: "", label: labelOf("", kind, fields, naming), tint: grey };
  const all = (row: Row) => (keys.get(row.task.id) ?? [""]).map((key) => byKey.get(key) ?? none);
  return {
    list,
    all,
    of: (row) => all(row)[0] ?? none,
    minutes: (row, { key }) =>
      kind === "owner" && key !== "" ? (row.place.workingMinutes * (percentOf(row.task, key) ?? 100)) / 100 : row.place.workingMinutes,
  };
}

/** How the value of a kind is read from a task; `at` orders what has an order of its own, all else goes by its name. */
function reader(plan: Plan, kind: TraitKind, fields: readonly PlanField[], now: string): (row: Row) => readonly Value[] {
  if (kind === "owner")
    return ({ task }) => {
      const owner = task.owner;
      const others = sharesOf(task).filter((share) => share.personId !== owner?.id);
      const people = [...(owner ? [{ key: owner.id, label: owner.name }] : []), ...others.map((share) => ({ key: share.personId }))];
      return people.length === 0 ? nothing : people;
    };
  if (kind === "role")
    return ({ task }) => {
      const { assignments, placeholders } = staffIn(task);
      const roles = new Map<string, string>();
      for (const { role } of [...assignments, ...placeholders]) if (role && !roles.has(roleKey(role))) roles.set(roleKey(role), role);
      return roles.size === 0 ? nothing : [...roles].map(([key, label]) => ({ key, label }));
    };
  const one = single(plan, kind, fields, now);
  return (row) => [one(row)];
}

const nothing: readonly Value[] = [{ key: "" }];

function single(plan: Plan, kind: TraitKind, fields: readonly PlanField[], now: string): (row: Row) => Value {
  switch (kind) {
    case "team":
      return ({ task }) => ({ key: task.team?.id ?? "", ...(task.team && { label: task.team.name }) });
    case "phase": {
      const phases = phasesOf(plan);
      return ({ task }) => phases.get(task.id) ?? { key: "" };
    }
    case "critical":
      return (row) => (row.entry?.critical === true && !isClosed(row.task) ? { key: "yes", at: 0 } : { key: "no", at: 1 });
    case "state":
      return (row) =>
        states[isClosed(row.task) ? "done" : isLate(row, now) ? "late" : row.place.planning.started !== undefined ? "begun" : "open"];
    case "column":
      return ({ place }) => ({ key: place.column ?? "", at: plan.project.columns.indexOf(place.column ?? "") });
    case "priority":
      return ({ task }) =>
        task.priority === "none" ? { key: "" } : { key: task.priority, at: ["urgent", "high", "low"].indexOf(task.priority) };
    default: {
      const field = fields.find((one) => kind === `field:${one.id}`);
      return ({ task }) => (field ? valueOf(task, field) : { key: "" });
    }
  }
}

const states = {
  late: { key: "late", at: 0 },
  begun: { key: "begun", at: 1 },
  open: { key: "open", at: 2 },
  done: { key: "done", at: 3 },
} as const;

function valueOf(task: PlanTask, field: PlanField): Value {
  const value = task.fields?.[field.id];
  if (field.type === "yesNo") return value === true ? { key: "yes", at: 0 } : { key: "no", at: 1 };
  if (value === undefined) return { key: "" };
  if (typeof value === "number") return { key: String(value), at: value };
  if (field.type === "choice") return { key: String(value), at: field.choices.indexOf(String(value)) };
  return field.type === "date" ? { key: String(value), at: Date.parse(String(value)) } : { key: String(value) };
}

function labelOf(key: string, kind: TraitKind, fields: readonly PlanField[], naming: Naming): string {
  const field = fields.find((one) => kind === `field:${one.id}`);
  if (key !== "" && kind === "owner") return naming.person(key);
  if (key === "" || field?.type === "yesNo" || kind === "critical" || kind === "state" || kind === "priority")
    return naming.word(kind, key);
  if (field?.type === "person") return naming.person(key);
  if (field?.type === "date") return naming.day(key);
  return field?.type === "number" ? naming.number(Number(key)) : key;
}

/** The task on the first level that each is inside; where one task holds the whole plan, as other tools have it, on the level below. */
function phasesOf(plan: Plan): Map<string, Value> {
  const children = childrenOf(plan.tasks);
  let first: readonly PlanTask[] = children.get(null) ?? [];
  for (let only = first[0]; first.length === 1 && only && (children.get(only.id)?.length ?? 0) > 0; only = first[0])
    first = children.get(only.id) ?? [];
  const phases = new Map<string, Value>();
  first.forEach((task, at) => {
    // What stands on that level alone is in no phase.
    const value: Value = children.has(task.id) ? { key: task.id, label: task.title, at } : { key: "" };
    const inside = [task.id];
    for (const id of inside) {
      phases.set(id, value);
      for (const child of children.get(id) ?? []) inside.push(child.id);
    }
  });
  return phases;
}

const grey = "oklch(0.76 0.012 270)";
const meant: Readonly<Record<string, string>> = {
  "critical yes": "oklch(0.64 0.15 25)",
  "critical no": "oklch(0.78 0.06 230)",
  "state late": "oklch(0.64 0.15 25)",
  "state begun": "oklch(0.74 0.11 230)",
  "state open": "oklch(0.84 0.05 230)",
  "state done": "oklch(0.78 0.07 150)",
  "priority urgent": "oklch(0.64 0.15 25)",
  "priority high": "oklch(0.76 0.12 60)",
  "priority low": "oklch(0.84 0.05 230)",
};

/** People keep the hue that they have everywhere; what has an order runs through light; all else goes round the circle so that neighbours are far apart. */
function tintOf(kind: TraitKind, key: string, index: number, fields: readonly PlanField[]): string {
  if (key === "") return grey;
  if (kind === "owner" || fields.some((field) => field.type === "person" && kind === `field:${field.id}`))
    return `oklch(0.76 0.1 ${hueOf(key)})`;
  return meant[`${kind} ${key}`] ?? `oklch(${index % 2 === 0 ? 0.78 : 0.7} 0.1 ${Math.round((index * 137.5 + 40) % 360)})`;
}
