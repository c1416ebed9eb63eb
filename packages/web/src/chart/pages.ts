import "./print.css";
import { clipped, newPen, type Sheet } from "./file.ts";
import { axisHeight } from "./gantt.tsx";
import { paint, paintAxis } from "./paint.ts";
import type { Pen, SvgPen } from "./svg-pen.ts";

export type Paper = "a4" | "a3";
export const papers: readonly Paper[] = ["a4", "a3"];

/** What stands around the picture on each page. */
type Around = {
  readonly about: string;
  readonly legend: readonly { readonly sign: Sign | { readonly tint: string }; readonly text: string }[];
  readonly page: (number: number, of: number) => string;
};
type Sign = "task" | "critical" | "done" | "late" | "milestone" | "summary" | "float" | "base" | "deadline" | "now";

/** Landscape, without margins of 10 mm, in pixels of 1/96 inch as CSS has them. */
const room: Readonly<Record<Paper, { readonly width: number; readonly height: number }>> = {
  a4: { width: 1046, height: 717 },
  a3: { width: 1511, height: 1046 },
};
const titleWidth = 260;
const headHeight = 34;
const footHeight = 30;

/** How much of a page's width the bars have. */
export function pictureWidth(paper: Paper): number {
  return room[paper].width - titleWidth;
}

type Cut = { readonly across: number; readonly down: number; readonly rows: number; readonly width: number };

/** Rows and time are cut into pages: down the rows first, then on in time; names and axis stand on every one. */
function cutOf({ picture }: Sheet, paper: Paper): Cut {
  const { height } = room[paper];
  const width = pictureWidth(paper);
  const rows = Math.max(1, Math.floor((height - headHeight - axisHeight - footHeight) / picture.rowHeight));
  return {
    rows,
    width,
    down: Math.max(1, Math.ceil(picture.bars.length / rows)),
    across: Math.max(1, Math.ceil(picture.scale.width / width)),
  };
}

export function pageCount(sheet: Sheet, paper: Paper): number {
  const { across, down } = cutOf(sheet, paper);
  return across * down;
}

/** Each page as an SVG. */
export function* pagesOf(sheet: Sheet, paper: Paper, around: Around): Generator<string> {
  const cut = cutOf(sheet, paper);
  const total = cut.across * cut.down;
  for (let across = 0; across < cut.across; across++)
    for (let down = 0; down < cut.down; down++)
      yield pageOf(sheet, paper, cut, across, down, around, around.page(across * cut.down + down + 1, total));
}

function pageOf(sheet: Sheet, paper: Paper, cut: Cut, across: number, down: number, around: Around, number: string): string {
  const { picture, titles, label } = sheet;
  const { colors, rowHeight, scale } = picture;
  const { width, height } = room[paper];
  const [first, left] = [down * cut.rows, across * cut.width];
  const shown = titles.slice(first, first + cut.rows);
  const x = { from: left, to: Math.min(scale.width, left + cut.width) };
  const y = { from: first * rowHeight, to: (first + shown.length) * rowHeight };
  const pen = newPen();
  pen.fillStyle = colors.ink;
  pen.font = `600 15px ${colors.font}`;
  pen.fillText(clipped(pen, sheet.title, width * 0.6), 0, 12);
  pen.font = `11px ${colors.font}`;
  pen.fillStyle = colors.muted;
  pen.fillText(around.about, width - pen.measureText(around.about).width, 12);
  const [axis, body] = [newPen(), newPen()];
  paintAxis(axis, picture, x, axisHeight, x.from, label);
  paint(body, picture, x, y);
  pen.place(axis, { x: titleWidth, y: headHeight, width: x.to - x.from, height: axisHeight }, { x: x.from, y: 0 });
  pen.place(body, { x: titleWidth, y: headHeight + axisHeight, width: x.to - x.from, height: y.to - y.from }, { x: x.from, y: y.from });
  shown.forEach(({ text, depth, strong }, index) => {
    const top = headHeight + axisHeight + index * rowHeight;
    const indent = 4 + Math.min(depth, 8) * 12;
    pen.font = `${strong ? "600 " : ""}11px ${colors.font}`;
    pen.fillStyle = colors.ink;
    pen.fillText(clipped(pen, text, titleWidth - indent - 10), indent, top + rowHeight / 2);
    pen.fillStyle = colors.line;
    pen.fillRect(0, top + rowHeight - 1, titleWidth, 1);
  });
  pen.fillStyle = colors["line-strong"];
  pen.fillRect(titleWidth - 1, headHeight, 1, axisHeight + y.to - y.from);
  foot(pen, sheet, around, number, width, height);
  return pen.file(width, height, colors.font, `${sheet.title}: ${number}`);
}

function foot(pen: SvgPen, { picture: { colors } }: Sheet, { legend }: Around, number: string, width: number, height: number): void {
  const middle = height - 10;
  pen.fillStyle = colors.line;
  pen.fillRect(0, height - footHeight + 6, width, 1);
  pen.font = `10px ${colors.font}`;
  const end = width - pen.measureText(number).width;
  pen.fillStyle = colors.ink;
  pen.fillText(number, end, middle);
  let at = 0;
  for (const { sign, text } of legend) {
    const wide = 22 + pen.measureText(text).width + 12;
    if (at + wide > end - 12) break;
    if (typeof sign === "string") signs[sign](pen, at, middle, colors);
    else tinted(sign.tint)(pen, at, middle, colors);
    pen.fillStyle = colors.muted;
    pen.fillText(text, at + 22, middle);
    at += wide;
  }
}

type Draw = (pen: Pen, x: number, y: number, colors: Sheet["picture"]["colors"]) => void;

const box =
  (fill: "accent-soft" | "accent" | "pressed", line: "accent" | "line-strong" | "act"): Draw =>
  (pen, x, y, colors) => {
    pen.fillStyle = colors[fill];
    pen.fillRect(x, y - 4, 16, 8);
    pen.strokeStyle = colors[line];
    pen.lineWidth = line === "act" ? 1.5 : 1;
    pen.strokeRect(x + 0.5, y - 3.5, 15, 7);
  };
const tinted =
  (tint: string): Draw =>
  (pen, x, y, colors) => {
    pen.fillStyle = tint;
    pen.fillRect(x, y - 4, 16, 8);
    pen.strokeStyle = colors["line-strong"];
    pen.lineWidth = 1;
    pen.strokeRect(x + 0.5, y - 3.5, 15, 7);
  };
const bar =
  (fill: "ink" | "line-strong" | "faint" | "accent", height: number, wide = 16): Draw =>
  (pen, x, y, colors) => {
    pen.fillStyle = colors[fill];
    pen.fillRect(x + (16 - wide) / 2, y - height / 2, wide, height);
  };
const shape =
  (corners: readonly (readonly [number, number])[], color: "accent" | "muted"): Draw =>
  (pen, x, y, colors) => {
    pen.fillStyle = colors[color];
    pen.beginPath();
    corners.forEach(([dx, dy], index) => (index === 0 ? pen.moveTo(x + 8 + dx, y + dy) : pen.lineTo(x + 8 + dx, y + dy)));
    pen.closePath();
    pen.fill();
  };

const signs: Readonly<Record<Sign, Draw>> = {
  task: box("accent-soft", "accent"),
  critical: box("accent", "accent"),
  done: box("pressed", "line-strong"),
  late: box("accent-soft", "act"),
  milestone: shape(
    [
      [0, -5],
      [5, 0],
      [0, 5],
      [-5, 0],
    ],
    "accent",
  ),
  summary: bar("ink", 5),
  float: bar("line-strong", 1),
  base: bar("faint", 3),
  deadline: shape(
    [
      [-4, -4],
      [4, -4],
      [0, 4],
    ],
    "muted",
  ),
  now: bar("accent", 12, 1),
};

/** Hands the pages to the browser's printing, which also makes PDF of them, with every script's own fonts; they are gone afterwards. */
export function printPages(pages: Iterable<string>, paper: Paper): void {
  const holder = document.createElement("div");
  holder.className = `print-sheets print-${paper}`;
  holder.innerHTML = [...pages].join("");
  document.body.append(holder);
  addEventListener("afterprint", () => holder.remove(), { once: true });
  print();
}
