/** One time that a handover was offered. Minutes are working time: from the offer to the decision, or to now. */
export type Offered = {
  readonly from: string;
  readonly to: string;
  readonly decision: "accepted" | "returned" | null;
  readonly minutes: number;
};

/** What passes from one side to another, and how that goes. */
export type Interface = {
  readonly from: string;
  readonly to: string;
  readonly offers: number;
  readonly accepted: number;
  readonly returned: number;
  /** Of what was decided; null while nothing was. */
  readonly returnRate: number | null;
  /** Waiting of what was decided: the middle, and what four of five stay under. */
  readonly medianMinutes: number | null;
  readonly p80Minutes: number | null;
  readonly open: number;
  readonly longestOpenMinutes: number | null;
};

/** Each pair of sides, the one that costs most waiting first. */
export function interfacesOf(offers: readonly Offered[]): Interface[] {
  const pairs = Map.groupBy(offers, ({ from, to }) => `${from} ${to}`);
  return [...pairs.values()]
    .map((list): Interface => {
      const decided = list.filter((one) => one.decision !== null);
      const waits = decided.map((one) => one.minutes).toSorted((a, b) => a - b);
      const open = list.filter((one) => one.decision === null);
      const returned = decided.filter((one) => one.decision === "returned").length;
      return {
        from: list[0]!.from,
        to: list[0]!.to,
        offers: list.length,
        accepted: decided.length - returned,
        returned,
        returnRate: decided.length === 0 ? null : returned / decided.length,
        medianMinutes: quantile(waits, 0.5),
        p80Minutes: quantile(waits, 0.8),
        open: open.length,
        longestOpenMinutes: open.length === 0 ? null : Math.max(...open.map((one) => one.minutes)),
      };
    })
    .toSorted((a, b) => cost(b) - cost(a) || a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}

function cost(one: Interface): number {
  return (one.medianMinutes ?? 0) * (one.accepted + one.returned) + (one.longestOpenMinutes ?? 0);
}

/** The smallest wait that at least this share stays at or under. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted.length === 0 ? null : (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number);
}
