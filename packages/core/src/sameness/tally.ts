/** What a group of runs tells of one step. */
export type Tally = {
  task: number;
  /** Its own, and those that are the same in other words. */
  tasks: Set<number>;
  cases: Set<number>;
  times: number;
  place: number;
  minutes: number[];
  /** The same in working time. */
  worked: number[];
  roles: Map<string, number>;
  /** How it is called by those who use the words of most; and by the others. */
  said: Called;
  elsewhere: Called;
  also: string[];
};

/** Titles as they stand, and without what names an instance. */
type Called = { readonly names: Map<string, number>; readonly titles: Map<string, number> };

/** A title that most say alike names no instance, and stands as it is. */
export function nameOf({ said, elsewhere }: Tally): string {
  const { names, titles } = said.titles.size > 0 ? said : elsewhere;
  const all = [...titles.values()].reduce((sum, count) => sum + count, 0);
  const title = mostOf(titles) ?? "";
  const whole = all >= 2 && (titles.get(title) ?? 0) > all / 2 && title.length <= 120;
  return whole ? title : (mostOf(names) ?? "");
}

function mostOf(names: ReadonlyMap<string, number>): string | null {
  const [best] = [...names].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? null;
}
