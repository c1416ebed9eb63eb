import { type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import { type View, watchBox } from "./box.ts";
import { coveringSpan, type Span } from "./window.ts";

const beyond = 240;

/**
 * Keeps a canvas over what one sees of a picture of `width` × `height`. `above` is what stands over it in the box; null: it
 * stays at the top and only its columns move, and what it draws depends on where one is.
 */
export function useCanvas(
  ref: RefObject<HTMLCanvasElement | null>,
  scroller: RefObject<HTMLElement | null>,
  offset: number,
  above: number | null,
  width: number,
  height: number,
  draw: (pen: CanvasRenderingContext2D, x: Span, y: Span, left: number) => void,
  when: readonly unknown[],
): void {
  const latest = useRef(draw);
  latest.current = draw;
  const seen = useRef<View | null>(null);
  const drawn = useRef<{ x: Span; y: Span; left: number } | null>(null);
  const redraw = useMemo(
    () => (force: boolean) => {
      const canvas = ref.current;
      const view = seen.current;
      if (!canvas || !view) return;
      const before = force ? null : drawn.current;
      const x = coveringSpan(before?.x ?? null, view.left, Math.max(1, view.width - offset), beyond, width);
      const y =
        above === null
          ? whole(before?.y, height)
          : coveringSpan(before?.y ?? null, view.top, Math.max(1, view.height - above), beyond, height);
      if (before && before.x === x && before.y === y && (above !== null || before.left === view.left)) return;
      drawn.current = { x, y, left: view.left };
      const ratio = Math.min(2, devicePixelRatio || 1);
      const [w, h] = [Math.round((x.to - x.from) * ratio), Math.round((y.to - y.from) * ratio)];
      // Setting the size clears and allocates anew; most of the time it stays.
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w;
        canvas.height = h;
        canvas.style.width = `${w / ratio}px`;
        canvas.style.height = `${h / ratio}px`;
      }
      canvas.style.transform = `translate(${x.from}px, ${y.from}px)`;
      const pen = canvas.getContext("2d", { alpha: false });
      if (!pen) return;
      pen.setTransform(ratio, 0, 0, ratio, -x.from * ratio, -y.from * ratio);
      latest.current(pen, x, y, view.left);
    },
    [ref, offset, above, width, height],
  );
  useLayoutEffect(() => redraw(true), [redraw, ...when]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    return watchBox(box, (view) => {
      seen.current = view;
      redraw(false);
    });
  }, [redraw, scroller]);
}

function whole(before: Span | undefined, height: number): Span {
  return before?.to === height ? before : { from: 0, to: height };
}
