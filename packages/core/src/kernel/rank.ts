const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * A key that sorts (by code unit) after `before` and before `after`; null stands for the end of the list. Keys are
 * fractions in base 62 without trailing zeros, so there is always room. Repeated inserts at one place make them longer, by one
 * character every six or so: `rankAmong` spreads a list again when a key would pass `rankLimit`.
 */
export function rankBetween(before: string | null, after: string | null): string {
  if (before === null && after === null) return midpoint("", null, "middle");
  return midpoint(before ?? "", after, before === null ? "high" : after === null ? "low" : "middle");
}

/**
 * `low` and `high` are keys without trailing zeros, low < high; a null high has no bound. At the ends of a list most inserts
 * go one after another, so there the new key is taken right beside its neighbour instead of half-way.
 */
function midpoint(low: string, high: string | null, near: "low" | "middle" | "high"): string {
  if (high !== null) {
    let shared = 0;
    while ((low[shared] ?? "0") === high[shared]) shared += 1;
    if (shared > 0) return high.slice(0, shared) + midpoint(low.slice(shared), high.slice(shared), near);
  }
  const from = low === "" ? 0 : digits.indexOf(low[0] as string);
  const to = high === null ? digits.length : digits.indexOf(high[0] as string);
  if (to - from > 1) return digits[near === "low" ? from + 1 : near === "high" ? to - 1 : (from + to) >> 1] as string;
  if (high !== null && high.length > 1) return high[0] as string;
  return digits[from] + midpoint(low.slice(1), null, near === "low" ? "low" : "middle");
}

/** Longer keys than this are a sign that a list should be spread anew. */
export const rankLimit = 48;

/**
 * What goes to place `at` of a list with these keys: its own key, and new ones for all the others (null: they keep theirs)
 * where the keys there leave no room any more.
 */
export function rankAmong(keys: readonly string[], at: number): { readonly key: string; readonly others: readonly string[] | null } {
  const before = keys[at - 1] ?? null;
  const after = keys[at] ?? null;
  const inOrder = before !== "" && (before === null || after === null || before < after);
  const key = inOrder ? rankBetween(before, after) : null;
  if (key !== null && key.length <= rankLimit) return { key, others: null };
  const spread = spreadRanks(keys.length + 1);
  return { key: spread[at] as string, others: [...spread.slice(0, at), ...spread.slice(at + 1)] };
}

/** `count` keys in order, evenly spread and short. */
export function spreadRanks(count: number): string[] {
  const width = Math.max(2, Math.ceil(Math.log(count + 2) / Math.log(digits.length)) + 1);
  const space = digits.length ** width;
  return Array.from({ length: count }, (_, index) => {
    let value = Math.floor(((index + 1) * space) / (count + 1));
    let key = "";
    for (let place = 0; place < width; place += 1) {
      key = (digits[value % digits.length] as string) + key;
      value = Math.floor(value / digits.length);
    }
    return key.replace(/0+$/, "");
  });
}
