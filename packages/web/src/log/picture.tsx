import dagre from "@dagrejs/dagre";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useText } from "../messages/index.ts";
import { pathThrough } from "../process/index.ts";
import { useFormat } from "../ui/index.ts";
import { logTexts } from "./en.ts";
import { type Mined, useHours } from "./mined.ts";

type Follow = Mined["follows"][number];
type Point = { x: number; y: number };

const box = { width: 200, height: 58 };
const ends = { start: "\u0000start", end: "\u0000end" };

/**
 * The steps that make up so much of what happened, and the strongest ways between them until so much of the traffic is
 * shown; of every step its strongest way in and out too, so that none hangs in the air.
 */
export function shownPart({ activities, follows }: Mined, share: number): { steps: Mined["activities"]; ways: Follow[] } {
  const steps = upTo(activities, share);
  const names = new Set<string | null>([null, ...steps.map(({ activity }) => activity)]);
  const between = follows.filter(({ from, to }) => names.has(from) && names.has(to));
  const strong = new Set(upTo(between, share));
  const [entered, left] = [new Set<string | null>(), new Set<string | null>()];
  const ways = between.filter((follow) => {
    const needed =
      strong.has(follow) || (follow.to !== null && !entered.has(follow.to)) || (follow.from !== null && !left.has(follow.from));
    if (needed) {
      entered.add(follow.to);
      left.add(follow.from);
    }
    return needed;
  });
  return { steps, ways };
}

/** The first of a list, the most frequent first, that together make up this share. */
function upTo<One extends { readonly count: number }>(all: readonly One[], share: number): One[] {
  const total = all.reduce((sum, { count }) => sum + count, 0);
  let sum = 0;
  return all.filter(({ count }) => {
    const wanted = sum < total * share;
    sum += count;
    return wanted;
  });
}

/** Steps from top to bottom, ways as wide as they were frequent. The same numbers stand in the table. */
export function FollowsPicture({ steps, ways }: { steps: Mined["activities"]; ways: readonly Follow[] }) {
  const t = useText(logTexts);
  const format = useFormat();
  const hours = useHours();
  const placed = useMemo(
    () =>
      place(steps, ways, (follow) =>
        follow.medianHours === null ? format.number(follow.count) : `${format.number(follow.count)} · ${hours(follow.medianHours)}`,
      ),
    [steps, ways],
  );
  const most = Math.max(1, ...ways.map(({ count }) => count));
  const [first] = ways.filter(({ from, to }) => from !== null && to !== null);
  const summary = t("picture", {
    activities: steps.length,
    ways: ways.length,
    first: first === undefined ? "–" : t("thenStep", { from: first.from ?? "", to: first.to ?? "" }),
  });
  // As large as is readable, whole if it can be; the start stands in the middle.
  const frame = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(1);
  useLayoutEffect(() => {
    const room = frame.current?.clientWidth ?? placed.width;
    const next = Math.max(0.6, Math.min(1, room / placed.width));
    setScale(next);
    const start = placed.nodes[0]?.x ?? 0;
    requestAnimationFrame(() => frame.current?.scrollTo({ left: start * next - room / 2 }));
  }, [placed]);
  return (
    <div
      ref={frame}
      className="overflow-auto rounded-lg border border-line bg-ground print:overflow-visible"
      data-chart
      role="region"
      aria-label={t("follows")}
      tabIndex={0}
    >
      <svg
        role="img"
        aria-label={summary}
        width={placed.width * scale}
        height={placed.height * scale}
        viewBox={`0 0 ${placed.width} ${placed.height}`}
        className="mx-auto h-auto max-w-none"
      >
        <defs>
          <marker
            id="follows-arrow"
            viewBox="0 0 10 10"
            refX={9}
            refY={5}
            markerUnits="userSpaceOnUse"
            markerWidth={10}
            markerHeight={10}
            orient="auto-start-reverse"
          >
            <path d="M0,0L10,5L0,10z" className="fill-line-strong" />
          </marker>
        </defs>
        {placed.edges.map(({ follow, path }) => (
          <path
            key={`${follow.from}>${follow.to}`}
            d={path}
            fill="none"
            className="stroke-line-strong"
            strokeWidth={1 + 5 * (follow.count / most)}
            markerEnd="url(#follows-arrow)"
          />
        ))}
        {placed.edges.map(({ follow, label, at }) => (
          <g key={`${follow.from}>${follow.to}`}>
            <rect
              x={at.x - label.length * 3.1 - 2}
              y={at.y - 8}
              width={label.length * 6.2 + 4}
              height={15}
              rx={3}
              className="fill-ground"
            />
            <text x={at.x} y={at.y + 3} textAnchor="middle" fontSize={11} className="fill-muted">
              {label}
            </text>
          </g>
        ))}
        {placed.nodes.map(({ activity, count, x, y }) =>
          activity === null ? (
            <circle key={`${x} ${y}`} cx={x} cy={y} r={10} className="fill-surface stroke-accent" strokeWidth={count === 0 ? 2 : 5} />
          ) : (
            <g key={activity}>
              <rect
                x={x - box.width / 2}
                y={y - box.height / 2}
                width={box.width}
                height={box.height}
                rx={8}
                className="fill-surface stroke-line-strong"
              />
              <title>{activity}</title>
              {linesOf(activity).map((line, at, { length }) => (
                <text
                  key={at}
                  x={x}
                  y={y - 4 + (at - (length - 1) / 2) * 15}
                  textAnchor="middle"
                  fontSize={12}
                  fontWeight={500}
                  className="fill-ink"
                >
                  {line}
                </text>
              ))}
              <text x={x} y={y + 20} textAnchor="middle" fontSize={11} className="fill-muted">
                {format.number(count)}
              </text>
            </g>
          ),
        )}
      </svg>
    </div>
  );
}

const mostInLine = 27;

/** A name on one line, or on two where it is too long; what two can't hold is cut. */
export function linesOf(name: string): string[] {
  if (name.length <= mostInLine) return [name];
  const space = name.lastIndexOf(" ", mostInLine);
  const cut = space > 0 ? space : mostInLine;
  const rest = name.slice(cut).trim();
  return [name.slice(0, cut), rest.length <= mostInLine ? rest : `${rest.slice(0, mostInLine - 1).trimEnd()}…`];
}

function place(
  steps: Mined["activities"],
  ways: readonly Follow[],
  labelOf: (follow: Follow) => string,
): {
  width: number;
  height: number;
  nodes: { activity: string | null; count: number; x: number; y: number }[];
  edges: { follow: Follow; path: string; label: string; at: Point }[];
} {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 40, ranksep: 48, marginx: 20, marginy: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  graph.setNode(ends.start, { width: 20, height: 20 });
  graph.setNode(ends.end, { width: 20, height: 20 });
  for (const { activity } of steps) graph.setNode(activity, { ...box });
  ways.forEach((follow, at) =>
    graph.setEdge(
      follow.from ?? ends.start,
      follow.to ?? ends.end,
      { width: labelOf(follow).length * 6 + 8, height: 16, labelpos: "c", weight: Math.max(1, Math.round(Math.log2(follow.count + 1))) },
      String(at),
    ),
  );
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const at = (id: string) => graph.node(id) as Point;
  return {
    width,
    height,
    nodes: [
      { activity: null, count: 0, ...at(ends.start) },
      { activity: null, count: 1, ...at(ends.end) },
      ...steps.map(({ activity, count }) => ({ activity, count, ...at(activity) })),
    ],
    edges: ways.map((follow, index) => {
      const { points, x, y } = graph.edge(follow.from ?? ends.start, follow.to ?? ends.end, String(index)) as {
        points: Point[];
        x?: number;
        y?: number;
      };
      const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
      return { follow, path: pathThrough(points), label: labelOf(follow), at: { x: x ?? middle.x, y: y ?? middle.y } };
    }),
  };
}
