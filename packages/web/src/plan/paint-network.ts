import type { Colors, Span } from "../chart/index.ts";
import { type Edge, type Network, type Node, size } from "./network.ts";

type Picture = {
  readonly network: Network;
  readonly colors: Colors;
  /** 1 = as large as text is elsewhere. */
  readonly scale: number;
  readonly chosen: number;
  readonly tintOf: ((node: Node) => string) | null;
  /** The second line of a box. */
  readonly said: (node: Node) => string;
  /** What stands at the end of an arrow: that it is no plain one. */
  readonly linkSaid: (link: Edge["link"]) => string;
  readonly looseTitle: string;
};

/** Smaller than this nothing can be read: the shape of the network is what one looks at. */
const readable = 0.45;

/** The boxes and arrows between these pixels. */
export function paintNetwork(pen: CanvasRenderingContext2D, picture: Picture, across: Span, down: Span): void {
  const { network, colors, scale, chosen, tintOf, said, looseTitle } = picture;
  pen.fillStyle = colors.surface;
  pen.fillRect(across.from, down.from, across.to - across.from, down.to - down.from);
  pen.save();
  pen.scale(scale, scale);
  const [x, y] = [
    { from: across.from / scale, to: across.to / scale },
    { from: down.from / scale, to: down.to / scale },
  ];
  arrows(pen, picture, x, y);
  if (network.loose !== null && network.loose - 24 < y.to) {
    pen.font = `600 12px ${colors.font}`;
    pen.fillStyle = colors.muted;
    pen.textBaseline = "alphabetic";
    pen.fillText(looseTitle, size.edge, network.loose - 10);
  }
  const [first, last] = [Math.max(0, Math.floor((x.from - size.edge) / size.across)), Math.ceil((x.to - size.edge) / size.across)];
  for (let column = first; column <= last && column < network.columns.length; column += 1)
    for (const index of network.columns[column] as readonly number[]) {
      const node = network.nodes[index] as Node;
      if (node.y > y.to) break;
      if (node.y + size.height >= y.from) box(pen, node, index === chosen, colors, scale, tintOf?.(node) ?? null, said);
    }
  pen.restore();
}

function arrows(
  pen: CanvasRenderingContext2D,
  { network: { nodes, edges }, colors, chosen, scale, linkSaid }: Picture,
  x: Span,
  y: Span,
): void {
  for (const layer of ["plain", "critical", "chosen"] as const) {
    pen.strokeStyle = pen.fillStyle =
      layer === "plain" ? colors["line-strong"] : layer === "critical" ? colors["accent-strong"] : colors.ink;
    pen.lineWidth = Math.max(layer === "plain" ? 1 : 2, 0.7 / scale);
    pen.beginPath();
    const heads: number[] = [];
    const texts: (readonly [string, number, number])[] = [];
    for (const { from, to, link, critical, between } of edges) {
      const mine = from === chosen || to === chosen;
      if ((mine ? "chosen" : critical ? "critical" : "plain") !== layer) continue;
      const [a, b] = [nodes[from] as Node, nodes[to] as Node];
      if (b.x < x.from || a.x > x.to) continue;
      const heights = [a.y, b.y + size.height, ...between];
      if (Math.max(...heights, a.y + size.height) < y.from || Math.min(...heights, b.y) > y.to) continue;
      wire(pen, a.x + size.width, a.y + size.height / 2, b.x, b.y + size.height / 2, between, a.x);
      heads.push(b.x, b.y + size.height / 2);
      const text = linkSaid(link);
      if (text !== "") texts.push([text, b.x - 9, b.y + size.height / 2 - 5]);
    }
    pen.stroke();
    for (let at = 0; at < heads.length; at += 2) head(pen, heads[at] as number, heads[at + 1] as number);
    if (scale < readable) continue;
    pen.font = `11px ${colors.font}`;
    pen.textBaseline = "alphabetic";
    for (const [text, right, bottom] of texts) pen.fillText(text, right - pen.measureText(text).width, bottom);
  }
}

/** Curves in the gaps between columns, straight across them. */
function wire(
  pen: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  between: readonly number[],
  column: number,
): void {
  pen.moveTo(x1, y1);
  let [x, y] = [x1, y1];
  const bend = (toX: number, toY: number) => {
    const half = Math.max(20, (toX - x) / 2);
    pen.bezierCurveTo(x + half, y, toX - half, toY, toX, toY);
    [x, y] = [toX, toY];
  };
  between.forEach((height, index) => {
    const left = column + (index + 1) * size.across;
    bend(left, height);
    pen.lineTo(left + size.width, height);
    x = left + size.width;
  });
  bend(x2 - 1, y2);
}

function head(pen: CanvasRenderingContext2D, x: number, y: number): void {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - 7, y - 4);
  pen.lineTo(x - 7, y + 4);
  pen.fill();
}

function box(
  pen: CanvasRenderingContext2D,
  node: Node,
  chosen: boolean,
  colors: Colors,
  scale: number,
  tint: string | null,
  said: (node: Node) => string,
): void {
  const { x, y, row } = node;
  pen.beginPath();
  pen.roundRect(x + 0.5, y + 0.5, size.width - 1, size.height - 1, row.place.milestone ? size.height / 2 : 5);
  pen.fillStyle = node.done ? colors.pressed : chosen ? colors["accent-soft"] : colors.surface;
  pen.fill();
  pen.lineWidth = Math.max(node.critical || node.late || chosen ? 2 : 1, 0.7 / scale);
  pen.strokeStyle = node.late ? colors.act : node.critical ? colors.accent : chosen ? colors.ink : colors["line-strong"];
  pen.stroke();
  if (tint) {
    pen.fillStyle = tint;
    pen.fillRect(x + 1, y + 8, 5, size.height - 16);
  }
  if (chosen) {
    pen.lineWidth = 1;
    pen.strokeStyle = colors.ink;
    pen.beginPath();
    pen.roundRect(x - 3.5, y - 3.5, size.width + 7, size.height + 7, row.place.milestone ? size.height / 2 + 3 : 8);
    pen.stroke();
  }
  if (scale < readable) return;
  const left = x + (row.place.milestone ? 18 : 12);
  const room = size.width - (left - x) - 10;
  pen.textBaseline = "alphabetic";
  pen.font = `${row.inside > 0 ? "600" : "500"} 12.5px ${colors.font}`;
  pen.fillStyle = node.done ? colors.muted : colors.ink;
  pen.fillText(fitted(pen, row.task.title, room), left, y + 22);
  pen.font = `11px ${colors.font}`;
  pen.fillStyle = node.late ? colors.act : colors.muted;
  pen.fillText(fitted(pen, said(node), room), left, y + 40);
}

const known = new Map<string, string>();

/** Texts are cut once: measuring is what drawing them costs. */
function fitted(pen: CanvasRenderingContext2D, text: string, room: number): string {
  const key = `${pen.font}|${room}|${text}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  let cut = text;
  if (pen.measureText(text).width > room) {
    let end = text.length;
    while (end > 1 && pen.measureText(`${text.slice(0, end)}…`).width > room) end -= Math.max(1, Math.floor(end * 0.08));
    cut = `${text.slice(0, end).trimEnd()}…`;
  }
  if (known.size > 20_000) known.clear();
  known.set(key, cut);
  return cut;
}
