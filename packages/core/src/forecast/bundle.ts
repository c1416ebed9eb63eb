/** Runs of one process that together are a task: how old the open ones are, and how many are not begun. */
export type Bundle = { readonly ages: readonly number[]; readonly waiting: number };

/** Fewer finished runs than this promise nothing. */
const enough = 5;

/**
 * In so many minutes the last of them is finished, with this chance; null where too few have finished to say. Each is thought to take
 * as long as finished ones did, and one that is open as long as those that took longer than it is old. The last of three takes
 * longer than one does: the chance is that all of them are over.
 */
export function bundleMinutes(leads: readonly number[], { ages, waiting }: Bundle, chance = 0.5): number | null {
  if (leads.length < enough) return null;
  const sorted = leads.toSorted((a, b) => a - b);
  const longest = sorted.at(-1) as number;
  const open = [...ages, ...Array.from({ length: waiting }, () => 0)];
  if (open.length === 0) return 0;
  // What is older than anything that ever finished is thought to take a quarter of the longest more.
  const overdue = Math.max(1, Math.round(longest / 4));
  const left = open.map((age) => {
    const longer = sorted.filter((lead) => lead > age).map((lead) => lead - age);
    return longer.length === 0 ? [overdue] : longer;
  });
  const moments = [...new Set(left.flat())].toSorted((a, b) => a - b);
  return (
    moments.find((moment) => left.reduce((all, list) => all * (list.filter((rest) => rest <= moment).length / list.length), 1) >= chance) ??
    (moments.at(-1) as number)
  );
}
