export type LinkType = "FS" | "SS" | "FF" | "SF";

/** An end of a link: where it touches a bar, and on which side it leaves or enters it (1 = the later side). */
export type LinkEnd = { readonly x: number; readonly y: number; readonly side: 1 | -1 };

/** Where an arrow may also come down on a bar, and how far above its middle that is. */
export type Landing = { readonly x: number; readonly above: number };

export const sidesOf: Readonly<Record<LinkType, readonly [from: 1 | -1, to: 1 | -1]>> = {
  FS: [1, -1],
  SS: [-1, -1],
  FF: [1, 1],
  SF: [-1, 1],
};

/**
 * The corners of an elbow arrow, as x, y, x, y … It never runs through the bar it leaves or enters: where there is no room
 * between the two it goes around, along the edge of the row it ends in. `gap` is its distance from a bar, `half` half a row.
 * What begins where the other ends gets its arrow from above or below, on its `landing`.
 */
export function routeLink(from: LinkEnd, to: LinkEnd, gap: number, half: number, landing?: Landing): number[] {
  const out = from.x + from.side * gap;
  const into = to.x + to.side * gap;
  const straight =
    from.side === to.side ? (from.side > 0 ? Math.max(out, into) : Math.min(out, into)) : (into - out) * from.side >= 0 ? out : null;
  if (straight !== null) return [from.x, from.y, straight, from.y, straight, to.y, to.x, to.y];
  if (landing && from.side === 1 && landing.x >= from.x)
    return [from.x, from.y, landing.x, from.y, landing.x, to.y - Math.sign(to.y - from.y || 1) * landing.above];
  const edge = to.y - Math.sign(to.y - from.y || 1) * half;
  return [from.x, from.y, out, from.y, out, edge, into, edge, into, to.y, to.x, to.y];
}
