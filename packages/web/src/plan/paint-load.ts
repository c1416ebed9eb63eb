import type { Colors, Span, TimeScale } from "../chart/index.ts";
import type { Cell } from "./load.ts";

export type LoadRow = { readonly cell: (monday: number) => Cell };

type Picture = {
  readonly rows: readonly LoadRow[];
  readonly rowHeight: number;
  readonly scale: TimeScale;
  readonly colors: Colors;
  readonly now: number;
  readonly chosen: { readonly row: number; readonly monday: number } | null;
  /** Minutes of an ordinary week: it is as high for everybody, so that one compares people. */
  readonly fullWeek: number;
  /** What stands over a bar: the first of these that there is room for. */
  readonly said: (cell: Cell) => readonly string[];
};

const foot = 3;
const head = 14;
/** So much of a full week is as high as a row goes. */
const most = 1.8;

/** Bars of load by week, under the same time scale as the plan: processes below, other projects on them, this plan on top, and what is too much above the line of what there is. */
export function paintLoad(pen: CanvasRenderingContext2D, picture: Picture, x: Span): void {
  const { rows, rowHeight, scale, colors, now, chosen, fullWeek } = picture;
  const height = rows.length * rowHeight;
  pen.fillStyle = colors.surface;
  pen.fillRect(x.from, 0, x.to - x.from, height);
  const width = 7 * scale.perDay;
  const room = rowHeight - foot - head;
  const tall = (minutes: number) => Math.min(1, minutes / (Math.max(1, fullWeek) * most)) * room;
  const first = scale.firstDay + 7 * Math.max(0, Math.floor((scale.dayAt(x.from) - scale.firstDay) / 7));
  rows.forEach(({ cell }, row) => {
    const bottom = (row + 1) * rowHeight - foot;
    for (let monday = first; scale.dayX(monday) < x.to; monday += 7)
      week(pen, scale.dayX(monday), width, bottom, tall, cell(monday), picture);
    pen.fillStyle = colors.line;
    pen.fillRect(x.from, (row + 1) * rowHeight - 1, x.to - x.from, 1);
    if (chosen?.row !== row) return;
    pen.strokeStyle = colors.accent;
    pen.lineWidth = 2;
    pen.strokeRect(scale.dayX(chosen.monday) + 1, row * rowHeight + 1, Math.max(4, width - 2), rowHeight - 3);
  });
  pen.fillStyle = colors.accent;
  pen.globalAlpha = 0.8;
  pen.fillRect(Math.round(scale.x(now)), 0, 1, height);
  pen.globalAlpha = 1;
}

function week(
  pen: CanvasRenderingContext2D,
  left: number,
  width: number,
  bottom: number,
  tall: (minutes: number) => number,
  cell: Cell,
  { colors, said }: Picture,
): void {
  const { own, recurring, other, asked, available, over } = cell;
  const gap = width > 12 ? 1.5 : width > 4 ? 0.5 : 0;
  const part = (from: number, to: number, color: string, least = 0) => {
    if (to <= from) return;
    const high = Math.max(least, tall(to) - tall(from));
    pen.fillStyle = color;
    pen.fillRect(left + gap, bottom - tall(from) - high, Math.max(1, width - 2 * gap), high);
  };
  const within = asked - over;
  let laid = 0;
  // What goes over the line has a color of its own, whoever asks for it.
  for (const [minutes, color] of [
    [recurring, colors.faint],
    [other, colors["line-strong"]],
    [own, colors.accent],
  ] as const) {
    part(Math.min(laid, within), Math.min(laid + minutes, within), color);
    laid += minutes;
  }
  part(within, asked, colors.act, 2);
  if (available !== null) {
    pen.fillStyle = colors.ink;
    pen.fillRect(left, Math.round(bottom - tall(available)) - 0.5, width, 1);
  }
  if (width < 24 || asked === 0) return;
  pen.font = `${over > 0 ? "600 " : ""}11px ${colors.font}`;
  const text = said(cell).find((one) => pen.measureText(one).width <= width - 4);
  if (text === undefined) return;
  const long = pen.measureText(text).width;
  pen.textBaseline = "alphabetic";
  pen.fillStyle = over > 0 ? colors.act : colors.muted;
  pen.fillText(text, left + (width - long) / 2, bottom - Math.max(tall(asked), tall(available ?? 0)) - 3);
}
