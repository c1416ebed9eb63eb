import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { axisHeight, type Span, type TimeScale, visibleRows, watchBox, type Zoom } from "../chart/index.ts";

/** Two lines of an axis beside it, or one of names. */
export const headOf = (picture: boolean) => (picture ? axisHeight : 36);

/** The size of the box and the rows in sight; set only when they change. */
export function useView(
  scroller: RefObject<HTMLDivElement | null>,
  rowHeight: number,
  count: number,
  picture: boolean,
): { rows: Span; width: number } {
  const [width, setWidth] = useState(0);
  const [rows, setRows] = useState<Span>({ from: 0, to: Math.min(count, 40) });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    return watchBox(box, (view) => {
      setWidth(view.width);
      const next = visibleRows(view.top, view.height - headOf(picture), rowHeight, count);
      setRows((was) => (was.from === next.from && was.to === next.to ? was : next));
    });
  }, [scroller, rowHeight, count, picture]);
  return { rows, width };
}

/**
 * A plan opens where it is: at now if that is inside it, else at its start. A change of zoom keeps that place; and where the
 * picture comes to begin earlier, as with the rest of a large plan, what one looks at stays.
 */
export function useStartInSight(
  scroller: RefObject<HTMLDivElement | null>,
  scale: Pick<TimeScale, "x" | "firstDay" | "perDay"> | null,
  projectId: string,
  zoom: Zoom | null,
  plan: { readonly start: number; readonly finish: number },
  now: number,
): void {
  const seen = useRef({ key: "", firstDay: 0 });
  const key = `${projectId} ${zoom}`;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!scale || !box) return;
    const was = seen.current;
    seen.current = { key, firstDay: scale.firstDay };
    if (was.key !== key) box.scrollLeft = leftAt(scale.x, plan, now, box.clientWidth);
    else if (was.firstDay !== scale.firstDay) box.scrollLeft += (was.firstDay - scale.firstDay) * scale.perDay;
  }, [scale, scroller, key, plan.start, plan.finish, now]);
}

/** Where the view begins in which a plan opens. */
export function leftAt(
  x: (minute: number) => number,
  { start, finish }: { readonly start: number; readonly finish: number },
  now: number,
  width: number,
): number {
  const begin = Math.max(0, x(start) - 12);
  const room = width / 3;
  return now > finish || x(now) - begin < room ? begin : Math.max(0, x(now) - Math.min(room, 200));
}
