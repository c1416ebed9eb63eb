/** A span of rows or pixels; `to` is not included. */
export type Span = { readonly from: number; readonly to: number };

/**
 * The rows to have in the page for a scroll position: those one sees and some on both sides, in steps of `step` rows so
 * that most scroll events change nothing. Away from the ends there are always equally many, so that a row that leaves can
 * lend its element to one that comes.
 */
export function visibleRows(top: number, height: number, rowHeight: number, count: number, beyond = 10, step = 8): Span {
  const first = Math.floor(Math.max(0, top) / rowHeight) - beyond;
  const size = Math.ceil((Math.max(0, height) / rowHeight + 2 * beyond + step) / step) * step;
  const from = Math.min(Math.max(0, Math.floor(first / step) * step), count);
  return { from, to: Math.min(count, from + size) };
}

/**
 * What a canvas that is larger than its view should show: what it shows already as long as that covers the view, else the
 * view with `beyond` on both sides. So scrolling moves pixels that are drawn, and draws again only now and then.
 */
export function coveringSpan(drawn: Span | null, from: number, size: number, beyond: number, limit: number): Span {
  const to = Math.min(limit, from + size);
  if (drawn && drawn.from <= Math.max(0, from) && drawn.to >= to) return drawn;
  const start = Math.max(0, Math.min(from - beyond, limit - size - 2 * beyond));
  return { from: Math.floor(start), to: Math.ceil(start) + Math.min(limit, size + 2 * beyond) };
}
