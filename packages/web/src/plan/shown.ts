export const onlys = ["mine", "open", "critical", "late"] as const;

/** How a plan is looked at; it is in the address. */
export type Shown = {
  readonly progress?: boolean;
  /** Only these, with what they are inside. */
  readonly only?: (typeof onlys)[number];
  /** Bars in the color of whoever does the task. */
  readonly colored?: boolean;
};

export function shownFrom(search: Record<string, unknown>): Shown {
  return {
    ...(search["progress"] === true ? { progress: true } : {}),
    ...(onlys.includes(search["only"] as (typeof onlys)[number]) ? { only: search["only"] as (typeof onlys)[number] } : {}),
    ...(search["colored"] === true ? { colored: true } : {}),
  };
}
