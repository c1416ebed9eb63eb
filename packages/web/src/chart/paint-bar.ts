import type { Colors } from "./colors.ts";
import type { Bar } from "./model.ts";
import type { Picture } from "./picture.ts";
import type { Pen } from "./svg-pen.ts";
import type { TimeScale } from "./time-scale.ts";
import type { Span } from "./window.ts";

/** Where an arrow touches: the tip of a diamond, the edge of a bar. */
export function edge(bar: Bar, scale: TimeScale, side: 1 | -1): number {
  if (bar.kind === "point") return scale.x(bar.finish) + side * diamond;
  const [left, right] = [scale.x(bar.start), scale.x(bar.finish)];
  return side < 0 ? left : Math.max(right, left + 3);
}

export const diamond = 7;
export const thick = 16;

/** One line of the picture: bar, diamond or bracket, with what stands around it. */
export function bar(pen: Pen, picture: Picture, one: Bar, row: number, x: Span, alpha: number): void {
  const { scale, rowHeight, colors } = picture;
  const left = edge(one, scale, -1);
  const right = edge(one, scale, 1);
  const reach = Math.max(
    right,
    one.base ? scale.x(one.base.finish) : right,
    scale.x(one.slack),
    one.deadline === null ? right : scale.x(one.deadline),
  );
  if (Math.min(left, one.base ? scale.x(one.base.start) : left) > x.to + 20 || reach < x.from - 260) return;
  const middle = row * rowHeight + rowHeight / 2;
  pen.globalAlpha = alpha;
  if (one.base && alpha === 1) base(pen, scale.x(one.base.start), scale.x(one.base.finish), middle, one, colors);
  if (one.slack > one.finish && !one.done && one.kind !== "group") slack(pen, right, scale.x(one.slack), middle, colors);
  if (one.kind === "point") point(pen, scale.x(one.finish), middle, one, colors);
  else if (one.kind === "group") group(pen, left, right, middle, one, colors);
  else if (one.parts)
    pieces(
      pen,
      one.parts.map((part) => ({ left: scale.x(part.start), right: scale.x(part.finish) })),
      middle,
      one,
      colors,
    );
  else solid(pen, left, right, middle, one, colors);
  if (one.deadline !== null) deadline(pen, scale.x(one.deadline), middle, one.finish > one.deadline && !one.done, colors);
  if (picture.notes && one.note !== "" && scale.perDay >= 4) {
    pen.fillStyle = colors.faint;
    pen.font = `12px ${colors.font}`;
    pen.textBaseline = "middle";
    pen.fillText(one.note, (one.slack > one.finish && !one.done ? Math.max(right, scale.x(one.slack)) : right) + 12, middle + 0.5);
  }
  if (picture.under === row && one.movable && alpha === 1) handles(pen, right, middle, one, colors);
  pen.globalAlpha = 1;
}

/** A thin bar under the bar, a small hollow diamond under a diamond. */
function base(pen: Pen, left: number, right: number, middle: number, one: Bar, colors: Colors): void {
  pen.fillStyle = pen.strokeStyle = colors.faint;
  if (one.kind !== "point") return pen.fillRect(left, middle + thick / 2 + 2, Math.max(3, right - left), 3);
  const y = middle + 11.5;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(right, y - 3.5);
  pen.lineTo(right + 3.5, y);
  pen.lineTo(right, y + 3.5);
  pen.lineTo(right - 3.5, y);
  pen.closePath();
  pen.stroke();
}

function solid(pen: Pen, left: number, right: number, middle: number, one: Bar, colors: Colors): void {
  const width = Math.max(3, right - left);
  pen.beginPath();
  pen.roundRect(left + 0.5, middle - thick / 2 + 0.5, Math.max(2, width - 1), thick - 1, Math.min(3, width / 2));
  pen.fillStyle = one.tint ?? (one.done ? colors.pressed : one.critical ? colors.accent : colors["accent-soft"]);
  pen.fill();
  // Where the fill says something else, the edge says what is critical.
  const critical = one.critical && one.tint !== undefined;
  pen.lineWidth = one.late || critical ? 2 : 1;
  pen.strokeStyle = one.late ? colors.act : critical ? colors.ink : one.done ? colors["line-strong"] : colors.accent;
  pen.stroke();
  if (one.done && width > 16) tick(pen, left + 9, middle, one.tint ? darkOn : colors.muted);
}

/** On a color of its own, which is as light at night as by day. */
const darkOn = "#222";

/** A split task: what is worked, and a dotted line over what is not. */
function pieces(pen: Pen, parts: readonly { left: number; right: number }[], middle: number, one: Bar, colors: Colors): void {
  parts.forEach(({ left, right }, index) => {
    const next = parts[index + 1];
    if (next) {
      pen.strokeStyle = one.late ? colors.act : colors.accent;
      pen.lineWidth = 1;
      pen.setLineDash([2, 3]);
      pen.beginPath();
      pen.moveTo(right, Math.round(middle) + 0.5);
      pen.lineTo(next.left, Math.round(middle) + 0.5);
      pen.stroke();
      pen.setLineDash([]);
    }
    solid(pen, left, right, middle, one, colors);
  });
}

function tick(pen: Pen, x: number, middle: number, color: string): void {
  pen.strokeStyle = color;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(x - 3.5, middle);
  pen.lineTo(x - 1, middle + 2.5);
  pen.lineTo(x + 3.5, middle - 3);
  pen.stroke();
}

function group(pen: Pen, left: number, right: number, middle: number, one: Bar, colors: Colors): void {
  const top = middle - 5;
  pen.fillStyle = one.tint ?? (one.done ? colors["line-strong"] : one.late ? colors.act : colors.ink);
  pen.beginPath();
  pen.moveTo(left, top);
  pen.lineTo(right, top);
  pen.lineTo(right, top + 10);
  pen.lineTo(right - Math.min(5, (right - left) / 2), top + 5);
  pen.lineTo(left + Math.min(5, (right - left) / 2), top + 5);
  pen.lineTo(left, top + 10);
  pen.fill();
}

function point(pen: Pen, x: number, middle: number, one: Bar, colors: Colors): void {
  pen.fillStyle = one.tint ?? (one.done ? colors.pressed : one.late ? colors.act : one.critical ? colors.accent : colors.surface);
  pen.strokeStyle = one.late ? colors.act : one.done ? colors["line-strong"] : colors.accent;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(x, middle - diamond);
  pen.lineTo(x + diamond, middle);
  pen.lineTo(x, middle + diamond);
  pen.lineTo(x - diamond, middle);
  pen.closePath();
  pen.fill();
  pen.stroke();
}

function slack(pen: Pen, from: number, to: number, middle: number, colors: Colors): void {
  const alpha = pen.globalAlpha;
  if (to - from > 400) pen.globalAlpha = alpha * 0.45; // a plan with years of float is a page of lines
  pen.strokeStyle = colors["line-strong"];
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(from, Math.round(middle) + 0.5);
  pen.lineTo(to, Math.round(middle) + 0.5);
  pen.moveTo(Math.round(to) - 0.5, middle - 3.5);
  pen.lineTo(Math.round(to) - 0.5, middle + 4.5);
  pen.stroke();
  pen.globalAlpha = alpha;
}

function deadline(pen: Pen, x: number, middle: number, missed: boolean, colors: Colors): void {
  pen.strokeStyle = pen.fillStyle = missed ? colors.act : colors.muted;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(x, middle - 11);
  pen.lineTo(x, middle + 9);
  pen.stroke();
  pen.beginPath();
  pen.moveTo(x, middle + 11);
  pen.lineTo(x - 4, middle + 4);
  pen.lineTo(x + 4, middle + 4);
  pen.fill();
}

function handles(pen: Pen, right: number, middle: number, one: Bar, colors: Colors): void {
  if (one.kind === "bar") {
    pen.fillStyle = one.critical ? colors["on-accent"] : colors.accent;
    pen.fillRect(right - 5, middle - 4, 1.5, 8);
  }
  pen.beginPath();
  pen.arc(right + handleAt, middle, 4, 0, 2 * Math.PI);
  pen.fillStyle = colors.surface;
  pen.fill();
  pen.strokeStyle = colors.accent;
  pen.lineWidth = 1.5;
  pen.stroke();
}

/** How far after a bar the handle stands from which a link is drawn. */
export const handleAt = 10;
