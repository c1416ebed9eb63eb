import type { Bars } from "./model.ts";
import { diamond, edge, handleAt } from "./paint-bar.ts";
import type { TimeScale } from "./time-scale.ts";

export type Hit = { readonly row: number; readonly part: "body" | "end" | "handle" | "row" };

/** What is under a point of the picture. */
export function hitAt(bars: Bars, scale: TimeScale, rowHeight: number, x: number, y: number): Hit | null {
  const row = Math.floor(y / rowHeight);
  const bar = bars.at(row);
  if (!bar) return null;
  const middle = row * rowHeight + rowHeight / 2;
  const [left, right] = [edge(bar, scale, -1), edge(bar, scale, 1)];
  if (bar.movable && Math.abs(y - middle) < 10 && Math.abs(x - right - handleAt) <= 6) return { row, part: "handle" };
  if (Math.abs(y - middle) > (bar.kind === "point" ? diamond + 2 : 10)) return { row, part: "row" };
  if (bar.kind === "bar" && bar.movable && x > Math.max(left + 4, right - 7) && x < right + 4) return { row, part: "end" };
  return { row, part: x >= left - 2 && x <= right + 2 ? "body" : "row" };
}
