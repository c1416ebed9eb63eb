import type { Audit } from "./audit.ts";
import type { Family } from "./family.ts";

type Kept<Figures, Made> = {
  readonly result: Audit;
  readonly figures: Readonly<Record<string, Figures>>;
  readonly adopted: Readonly<Record<string, Made>>;
};

/**
 * What people said and made of families, when everything is compared anew: a family is the same when more than half of
 * what is in either is in both. What belongs to a file and to no family stays with the file.
 */
export function carryOver<Figures, Made>(before: Kept<Figures, Made>, after: Audit): Pick<Kept<Figures, Made>, "figures" | "adopted"> {
  const ids = new Map(before.result.families.map((family) => [family.id, after.families.find((one) => isSame(family, one))?.id]));
  const moved = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([id, value]) => {
        const now = ids.has(id) ? ids.get(id) : id;
        return now === undefined ? [] : [[now, value]];
      }),
    );
  return { figures: moved(before.figures), adopted: moved(before.adopted) };
}

/** Two groups can't both share more than half with a third, so at most one is the same. */
function isSame(one: Family, other: Family): boolean {
  if (one.inside !== other.inside) return false;
  const members = new Set(one.members);
  const both = other.members.filter((member) => members.has(member)).length;
  return both * 2 > Math.max(one.members.length, other.members.length);
}
