export const onlys = ["mine", "open", "critical", "late"] as const;
/** As bars beside a table, as boxes and arrows, as people against tasks, or as the table alone. */
export const ways = ["picture", "network", "people", "table"] as const;
export type Way = (typeof ways)[number];

export const kinds = ["owner", "team", "role", "phase", "critical", "state", "column", "priority"] as const;

/** By what tasks are put together or colored: something that each has, or a field of one's own. */
export type TraitKind = (typeof kinds)[number] | `field:${string}`;

/** How a plan is looked at; it is in the address. */
export type Shown = {
  readonly progress?: boolean;
  /** Only these, with what they are inside. */
  readonly only?: (typeof onlys)[number];
  /** In place of the tree, tasks that have this in common stand together. */
  readonly group?: TraitKind;
  readonly color?: TraitKind;
  /** Who has how much to do, under the plan. */
  readonly load?: boolean;
};

export function shownFrom(search: Record<string, unknown>): Shown {
  const [group, color] = [kindFrom(search["group"]), kindFrom(search["color"])];
  return {
    ...(search["progress"] === true ? { progress: true } : {}),
    ...(onlys.includes(search["only"] as (typeof onlys)[number]) ? { only: search["only"] as (typeof onlys)[number] } : {}),
    ...(search["load"] === true ? { load: true } : {}),
    ...(group ? { group } : {}),
    ...(color ? { color } : {}),
  };
}

function kindFrom(value: unknown): TraitKind | undefined {
  return typeof value === "string" && (kinds.includes(value as (typeof kinds)[number]) || /^field:[\w-]{1,60}$/.test(value))
    ? (value as TraitKind)
    : undefined;
}
