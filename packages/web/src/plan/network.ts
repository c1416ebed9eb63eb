import { type Layers, layersOf } from "../chart/index.ts";
import { isClosed, isLate, type Plan, type Row } from "./model.ts";

/** A task in the network picture. */
export type Node = {
  readonly row: Row;
  readonly x: number;
  readonly y: number;
  readonly critical: boolean;
  readonly done: boolean;
  readonly late: boolean;
  /** Numbers of the nodes it waits for, and of those that wait for it. */
  readonly before: readonly number[];
  readonly after: readonly number[];
};

export type Edge = {
  readonly from: number;
  readonly to: number;
  readonly link: Plan["links"][number];
  readonly critical: boolean;
  /** The heights at which it crosses the columns between. */ readonly between: readonly number[];
};

export type Network = {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly width: number;
  readonly height: number;
  /** Nodes by column, from the top. */
  readonly columns: readonly (readonly number[])[];
  /** Where the tasks begin that are linked with nothing; null where there are none. */
  readonly loose: number | null;
};

export const size = { width: 184, height: 52, across: 184 + 64, down: 52 + 20, edge: 24 } as const;
/** Tasks that are linked with nothing stand in so many columns at least. */
const fewest = 4;

/** Tasks as boxes from left to right, each after what it waits for; a summary is one where something waits for it or it for something. */
export function networkOf(
  plan: Plan,
  rows: readonly Row[],
  layers: (ids: readonly string[], from: readonly number[], to: readonly number[]) => Layers,
  now: string,
): Network {
  const linked = new Set(plan.links.flatMap((link) => [link.fromId, link.toId]));
  const shown = rows.filter((row) => row.inside === 0 || linked.has(row.task.id));
  const at = new Map(shown.map((row, index) => [row.task.id, index]));
  const links = plan.links.flatMap((link) => {
    const [from, to] = [at.get(link.fromId), at.get(link.toId)];
    return from === undefined || to === undefined ? [] : [{ link, from, to }];
  });
  const laid = layers(
    [...at.keys()],
    links.map((link) => link.from),
    links.map((link) => link.to),
  );
  const alone = shown.flatMap((_, index) => ((laid.column[index] ?? -1) < 0 ? [index] : []));
  const wide = Math.max(laid.columns.length, Math.min(fewest, alone.length));
  const loose = alone.length === 0 ? null : size.edge + laid.rows * size.down + (laid.rows > 0 ? 28 : 0) + 20;
  const columns = Array.from({ length: wide }, (_, column) => [...(laid.columns[column] ?? [])]);
  const places = shown.map((_, index) => ({
    x: size.edge + (laid.column[index] ?? 0) * size.across,
    y: size.edge + (laid.row[index] ?? 0) * size.down,
  }));
  alone.forEach((index, place) => {
    places[index] = { x: size.edge + (place % wide) * size.across, y: (loose ?? 0) + Math.floor(place / wide) * size.down };
    columns[place % wide]?.push(index);
  });
  const before: number[][] = shown.map(() => []);
  const after: number[][] = shown.map(() => []);
  for (const { from, to } of links) {
    after[from]?.push(to);
    before[to]?.push(from);
  }
  const driver = (id: string) => rowsById.get(id)?.entry;
  const rowsById = new Map(shown.map((row) => [row.task.id, row]));
  return {
    nodes: shown.map((row, index) => ({
      row,
      ...(places[index] as { x: number; y: number }),
      critical: row.entry?.critical === true && !isClosed(row.task),
      done: isClosed(row.task),
      late: isLate(row, now),
      before: before[index] as number[],
      after: after[index] as number[],
    })),
    edges: links.map(({ link, from, to }) => ({
      from,
      to,
      link,
      critical:
        driver(link.fromId)?.critical === true && driver(link.toId)?.critical === true && driver(link.toId)?.drivenBy.linkId === link.id,
      between: laid.between(from, to).map((row) => size.edge + row * size.down + size.height / 2),
    })),
    columns,
    loose,
    width: 2 * size.edge + Math.max(1, wide) * size.across - 64,
    height: Math.max(...places.map((place) => place.y + size.height), 0) + size.edge,
  };
}

/** Laid out anew only when tasks or links differ, not when dates do. */
export function rememberedLayers(): (ids: readonly string[], from: readonly number[], to: readonly number[]) => Layers {
  let kept: { key: string; layers: Layers } | null = null;
  return (ids, from, to) => {
    const key = `${ids.join()}|${from.join()}|${to.join()}`;
    if (kept?.key !== key) kept = { key, layers: layersOf(ids.length, { from, to }) };
    return kept.layers;
  };
}

/** What is under a point; −1 for nothing. */
export function nodeAt({ nodes, columns }: Network, x: number, y: number): number {
  const column = Math.floor((x - size.edge) / size.across);
  return (
    (columns[column] ?? []).find((index) => {
      const node = nodes[index] as Node;
      return x >= node.x && x <= node.x + size.width && y >= node.y && y <= node.y + size.height;
    }) ?? -1
  );
}

/** Where a key leads from a node: along the arrows, or up and down in its column. */
export function stepFrom({ nodes, columns }: Network, from: number, key: "right" | "left" | "up" | "down"): number {
  const node = nodes[from];
  if (!node) return nodes.length > 0 ? (columns.find((nodes) => nodes.length > 0)?.[0] ?? 0) : -1;
  if (key === "right" || key === "left") {
    const there = key === "right" ? node.after : node.before;
    // The critical one first: it is the way that matters.
    return there.find((index) => nodes[index]?.critical) ?? there[0] ?? from;
  }
  const column = columns[Math.floor((node.x - size.edge) / size.across)] ?? [];
  return column[column.indexOf(from) + (key === "down" ? 1 : -1)] ?? from;
}
