import { bar, diamond, edge, thick } from "./paint-bar.ts";
import type { Bar } from "./model.ts";
import type { Picture } from "./picture.ts";
import type { Pen } from "./svg-pen.ts";
import { type Landing, routeLink, sidesOf } from "./route.ts";
import { ticks, type Unit, unitsOf } from "./ticks.ts";
import type { TimeScale } from "./time-scale.ts";
import type { Span } from "./window.ts";

/** Draws what lies between these pixels, and nothing else; the pen is moved so that the picture's own coordinates hold. */
export function paint(pen: Pen, picture: Picture, x: Span, y: Span): void {
  const { bars, rowHeight, colors, chosen, ghosts } = picture;
  const first = Math.max(0, Math.floor(y.from / rowHeight));
  const last = Math.min(bars.length, Math.ceil(y.to / rowHeight) + 1);
  pen.fillStyle = colors.surface;
  pen.fillRect(x.from, y.from, x.to - x.from, y.to - y.from);
  ground(pen, picture, x, y);
  if (chosen >= first && chosen < last) {
    pen.fillStyle = colors["accent-soft"];
    pen.globalAlpha = 0.55;
    pen.fillRect(x.from, chosen * rowHeight, x.to - x.from, rowHeight);
    pen.globalAlpha = 1;
  }
  pen.fillStyle = colors.line;
  for (let row = first + 1; row <= last; row++) pen.fillRect(x.from, row * rowHeight - 1, x.to - x.from, 1);
  links(pen, picture, x, first, last);
  for (let row = first; row < last; row++) {
    const one = bars.at(row)!;
    const there = ghosts?.at(one.id);
    bar(pen, picture, one, row, x, there ? 0.35 : 1);
    if (there) bar(pen, picture, { ...one, ...there, slack: there.finish, note: "", deadline: null, movable: false }, row, x, 1);
  }
  today(pen, picture, y);
  if (picture.progress) progressLine(pen, picture, first, last);
  if (picture.cord) cord(pen, picture, picture.cord);
}

/** Non-working time, and the lines of the larger unit. */
function ground(pen: Pen, { scale, zoom, calendar, colors }: Picture, x: Span, y: Span): void {
  pen.fillStyle = colors.sunken;
  if (scale.perDay >= 3) {
    const last = scale.dayAt(x.to);
    for (let day = scale.dayAt(x.from), begin = -1; day <= last + 1; day++) {
      const off = day <= last && calendar.shiftsOn(day).length === 0;
      if (off && begin < 0) begin = day;
      if (!off && begin >= 0) {
        pen.fillRect(scale.dayX(begin), y.from, scale.dayX(day) - scale.dayX(begin), y.to - y.from);
        begin = -1;
      }
    }
  }
  // Close enough to see the hours, one sees the breaks too.
  if (zoom === "hour")
    for (let day = scale.dayAt(x.from); day <= scale.dayAt(x.to); day++)
      calendar.shiftsOn(day).forEach((shift, index, shifts) => {
        const from = index === 0 ? scale.drawn.from : shifts[index - 1]!.to;
        if (shift.from > from)
          pen.fillRect(scale.x(day * 1440 + from), y.from, scale.x(day * 1440 + shift.from) - scale.x(day * 1440 + from), y.to - y.from);
      });
  pen.fillStyle = colors.line;
  const [above] = unitsOf[zoom];
  for (const tick of ticks(above, scale, x.from, x.to)) pen.fillRect(Math.round(scale.dayX(tick.from)), y.from, 1, y.to - y.from);
}

function links(pen: Pen, { bars, arrows, scale, rowHeight, colors, ghosts }: Picture, x: Span, first: number, last: number): void {
  const half = rowHeight / 2;
  for (const critical of [false, true]) {
    pen.strokeStyle = pen.fillStyle = critical ? colors["accent-strong"] : colors["line-strong"];
    pen.lineWidth = critical ? 1.5 : 1;
    pen.globalAlpha = ghosts ? 0.4 : critical ? 1 : 0.75;
    pen.beginPath();
    const heads: number[] = [];
    for (let link = 0; link < arrows.count; link++) {
      const from = arrows.from[link]!;
      const to = arrows.to[link]!;
      if ((from < first && to < first) || (from >= last && to >= last) || arrows.critical(link) !== critical) continue;
      const [out, into] = sidesOf[arrows.type[link]!];
      const x1 = edge(bars.at(from)!, scale, out);
      const x2 = edge(bars.at(to)!, scale, into);
      if ((x1 < x.from - 40 && x2 < x.from - 40) || (x1 > x.to + 40 && x2 > x.to + 40)) continue;
      const y2 = to * rowHeight + half;
      const down = into < 0 ? landing(bars.at(to)!, scale) : undefined;
      const y1 = from * rowHeight + half;
      const corners =
        bars.at(from)!.kind === "point" && down && out > 0 && Math.abs(down.x - x1 + diamond) < 8
          ? straightDown(x1 - diamond + 1, y1, y2, down.above)
          : routeLink({ x: x1, y: y1, side: out }, { x: x2, y: y2, side: into }, 7, half, down);
      // Half pixels: a line of one pixel is one pixel wide, not two grey ones.
      pen.moveTo(Math.round(corners[0]!) + 0.5, Math.round(corners[1]!) + 0.5);
      for (let at = 2; at < corners.length; at += 2) pen.lineTo(Math.round(corners[at]!) + 0.5, Math.round(corners[at + 1]!) + 0.5);
      heads.push(...corners.slice(-4));
    }
    pen.stroke();
    for (let at = 0; at < heads.length; at += 4) head(pen, heads[at]!, heads[at + 1]!, heads[at + 2]!, heads[at + 3]!);
  }
  pen.globalAlpha = 1;
}

/** A point at the end of the last line, the way that goes. */
function head(pen: Pen, fromX: number, fromY: number, toX: number, toY: number): void {
  const [dx, dy] = [Math.sign(toX - fromX), Math.sign(toY - fromY)];
  const [x, y] = [toX + (dy === 0 ? 0 : 0.5), toY + (dx === 0 ? 0 : 0.5)];
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - dx * 5 + dy * 3.5, y - dy * 5 + dx * 3.5);
  pen.lineTo(x - dx * 5 - dy * 3.5, y - dy * 5 - dx * 3.5);
  pen.fill();
}

/** From under a diamond to what begins at its moment. */
function straightDown(x: number, y1: number, y2: number, above: number): number[] {
  return [x, y1, x, y2 - Math.sign(y2 - y1) * above];
}

/** On a diamond its tip, on a bar a little after its beginning. */
function landing(bar: Bar, scale: TimeScale): Landing {
  if (bar.kind === "point") return { x: scale.x(bar.finish), above: diamond };
  const left = scale.x(bar.start);
  return { x: left + Math.min(6, Math.max(2, (scale.x(bar.finish) - left) / 2)), above: bar.kind === "group" ? 5 : thick / 2 };
}

/** From row to row through how far each has come: to the left of now is behind, to the right ahead. */
function progressLine(pen: Pen, { bars, scale, now, rowHeight, colors }: Picture, first: number, last: number): void {
  const straight = scale.x(now);
  pen.strokeStyle = colors.act;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(straight, first * rowHeight);
  for (let row = first; row < last; row++) {
    const { reached } = bars.at(row)!;
    const top = row * rowHeight;
    if (reached !== undefined) {
      pen.lineTo(straight, top);
      pen.lineTo(scale.x(reached), top + rowHeight / 2);
    }
    pen.lineTo(straight, top + rowHeight);
  }
  pen.stroke();
}

function today(pen: Pen, { scale, now, colors, rowHeight, bars }: Picture, y: Span): void {
  const x = Math.round(scale.x(now));
  pen.fillStyle = colors.accent;
  pen.globalAlpha = 0.8;
  pen.fillRect(x, y.from, 1, Math.min(y.to, Math.max(y.to, bars.length * rowHeight)) - y.from);
  pen.globalAlpha = 1;
}

function cord(pen: Pen, { bars, scale, rowHeight, colors }: Picture, { from, x, y, refused }: NonNullable<Picture["cord"]>): void {
  const one = bars.at(from);
  if (!one) return;
  pen.strokeStyle = pen.fillStyle = refused ? colors.act : colors["accent-strong"];
  pen.lineWidth = 2;
  pen.setLineDash(refused ? [4, 3] : []);
  pen.beginPath();
  pen.moveTo(edge(one, scale, 1), from * rowHeight + rowHeight / 2);
  pen.lineTo(x, y);
  pen.stroke();
  pen.setLineDash([]);
  pen.beginPath();
  pen.arc(x, y, 4, 0, 2 * Math.PI);
  pen.fill();
}

/** The two lines of the axis. Labels stay in sight while their span is. */
export function paintAxis(
  pen: Pen,
  { scale, zoom, colors, now, calendar }: Pick<Picture, "scale" | "zoom" | "colors" | "now" | "calendar">,
  x: Span,
  height: number,
  view: number,
  label: (unit: Unit, day: number, minute?: number) => string,
): void {
  const half = height / 2;
  pen.fillStyle = colors.surface;
  pen.fillRect(x.from, 0, x.to - x.from, height);
  pen.textBaseline = "middle";
  unitsOf[zoom].forEach((unit, line) => {
    pen.font = `${line === 0 ? "600 12px" : "11px"} ${colors.font}`;
    for (const tick of ticks(unit, scale, x.from, x.to)) {
      const [left, right] = [scale.dayX(tick.from), scale.dayX(tick.to)];
      pen.fillStyle = colors.line;
      pen.fillRect(Math.round(left), line * half, 1, half);
      if (line === 1 && unit === "day" && calendar.shiftsOn(tick.from).length === 0) {
        pen.fillStyle = colors.sunken;
        pen.fillRect(Math.round(left) + 1, half, right - left - 1, half);
      }
      const text = label(unit, tick.from, tick.minute);
      const width = pen.measureText(text).width;
      const at =
        line === 0
          ? Math.min(Math.max(left, view) + 8, right - width - 8)
          : unit === "day" && line === 1
            ? (left + right - width) / 2
            : left + 6;
      pen.fillStyle = line === 0 ? colors.ink : colors.faint;
      // Half a label at the edge of a page says nothing.
      if (right - left > width + 2 && at >= x.from) pen.fillText(text, at, line * half + half / 2 + 0.5);
    }
  });
  pen.fillStyle = colors.line;
  pen.fillRect(x.from, half - 0.5, x.to - x.from, 1);
  pen.fillRect(x.from, height - 1, x.to - x.from, 1);
  pen.fillStyle = colors.accent;
  pen.beginPath();
  pen.arc(Math.round(scale.x(now)) + 0.5, height - 4, 3.5, 0, 2 * Math.PI);
  pen.fill();
}
