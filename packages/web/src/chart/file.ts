import { axisHeight } from "./gantt.tsx";
import { paint, paintAxis } from "./paint.ts";
import type { Picture } from "./picture.ts";
import { type Pen, SvgPen } from "./svg-pen.ts";
import type { Unit } from "./ticks.ts";

/** A picture with what stands beside it: a line of text for each bar. */
export type Sheet = {
  readonly picture: Picture;
  readonly titles: readonly { readonly text: string; readonly depth: number; readonly strong: boolean }[];
  readonly title: string;
  readonly label: (unit: Unit, day: number, minute?: number) => string;
};

const titleWidth = 300;

/** The whole plan as an SVG file, at any size. */
export function svgOf(sheet: Sheet): string {
  const pen = newPen();
  const { width, height } = sizeOf(sheet);
  draw(pen, sheet, (x, y) => pen.moveOrigin(x, y));
  return pen.file(width, height, sheet.picture.colors.font, sheet.title);
}

export function newPen(): SvgPen {
  measuring ??= document.createElement("canvas").getContext("2d");
  return new SvgPen((text, font) => {
    if (measuring) measuring.font = font;
    return measuring?.measureText(text) ?? ({ width: text.length * 6.5 } as TextMetrics);
  });
}

let measuring: CanvasRenderingContext2D | null = null;

/** The same as PNG; null where it is larger than a canvas can be. */
export async function pngOf(sheet: Sheet): Promise<Blob | null> {
  const { width, height } = sizeOf(sheet);
  const ratio = [2, 1].find((one) => width * one <= 16_384 && height * one <= 16_384 && width * height * one * one <= 120_000_000);
  if (ratio === undefined) return null;
  const canvas = document.createElement("canvas");
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) return null;
  draw(pen, sheet, (x, y) => pen.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio));
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function sizeOf({ picture }: Sheet): { width: number; height: number } {
  return { width: titleWidth + picture.scale.width, height: axisHeight + Math.max(1, picture.bars.length) * picture.rowHeight };
}

function draw(pen: Pen, sheet: Sheet, origin: (x: number, y: number) => void): void {
  const { picture, titles, label } = sheet;
  const { colors, rowHeight, scale } = picture;
  const { width, height } = sizeOf(sheet);
  origin(0, 0);
  pen.fillStyle = colors.surface;
  pen.fillRect(0, 0, width, height);
  origin(titleWidth, axisHeight);
  paint(pen, picture, { from: 0, to: scale.width }, { from: 0, to: height - axisHeight });
  origin(titleWidth, 0);
  paintAxis(pen, picture, { from: 0, to: scale.width }, axisHeight, 0, label);
  origin(0, 0);
  pen.fillStyle = colors.surface;
  pen.fillRect(0, 0, titleWidth - 1, height);
  pen.textBaseline = "middle";
  pen.font = `600 13px ${colors.font}`;
  pen.fillStyle = colors.ink;
  pen.fillText(clipped(pen, sheet.title, titleWidth - 24), 12, axisHeight / 2);
  titles.forEach(({ text, depth, strong }, row) => {
    const y = axisHeight + row * rowHeight;
    const left = 12 + Math.min(depth, 8) * 14;
    pen.font = `${strong ? "600 " : ""}12px ${colors.font}`;
    pen.fillStyle = colors.ink;
    pen.fillText(clipped(pen, text, titleWidth - left - 12), left, y + rowHeight / 2);
    pen.fillStyle = colors.line;
    pen.fillRect(0, y + rowHeight - 1, titleWidth, 1);
  });
  pen.fillStyle = colors["line-strong"];
  pen.fillRect(titleWidth - 1, 0, 1, height);
}

export function clipped(pen: Pen, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && pen.measureText(`${text.slice(0, end)}…`).width > width) end = Math.floor(end * 0.9);
  return `${text.slice(0, end)}…`;
}
