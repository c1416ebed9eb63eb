import dagre from "@dagrejs/dagre";
import { useMemo } from "react";
import { useText } from "../messages/index.ts";
import { pathThrough } from "../process/index.ts";
import { useFormat } from "../ui/index.ts";
import { logTexts } from "./en.ts";
import { type Mined, useHours } from "./mined.ts";

type Follow = Mined["follows"][number];
type Point = { x: number; y: number };

const box = { width: 190, height: 46 };
const ends = { start: "\u0000start", end: "\u0000end" };

/** The strongest ways until so much of the traffic is shown, and of every step its strongest way in and out, so that none hangs in the air. */
export function shownWays(follows: readonly Follow[], share: number): Follow[] {
  const total = follows.reduce((sum, { count }) => sum + count, 0);
  const kept = new Set<Follow>();
  const [entered, left] = [new Set<string | null>(), new Set<string | null>()];
  let sum = 0;
  for (const follow of follows) {
    if (sum < total * share || (follow.to !== null && !entered.has(follow.to)) || (follow.from !== null && !left.has(follow.from))) {
      kept.add(follow);
      entered.add(follow.to);
      left.add(follow.from);
    }
    sum += follow.count;
  }
  return follows.filter((follow) => kept.has(follow));
}

/** Steps from top to bottom, ways as wide as they were frequent. The same numbers stand in the table. */
export function FollowsPicture({ mined, ways }: { mined: Mined; ways: readonly Follow[] }) {
  const t = useText(logTexts);
  const format = useFormat();
  const hours = useHours();
  const placed = useMemo(() => place(mined, ways, (follow) => (follow.medianHours === null ? format.number(follow.count) : `${format.number(follow.count)} · ${hours(follow.medianHours)}`)), [mined, ways]);
  const most = Math.max(1, ...ways.map(({ count }) => count));
  const [first] = ways.filter(({ from, to }) => from !== null && to !== null);
  const summary = t("picture", { activities: mined.activities.length, ways: ways.length, first: first === undefined ? "–" : t("thenStep", { from: first.from ?? "", to: first.to ?? "" }) });
  return (
    <div className="overflow-auto rounded-lg border border-line bg-ground print:overflow-visible" role="region" aria-label={t("follows")} tabIndex={0}>
      <svg role="img" aria-label={summary} width={placed.width} height={placed.height} viewBox={`0 0 ${placed.width} ${placed.height}`} className="mx-auto h-auto max-w-none">
        <defs>
          <marker id="follows-arrow" viewBox="0 0 10 10" refX={9} refY={5} markerUnits="userSpaceOnUse" markerWidth={10} markerHeight={10} orient="auto-start-reverse">
            <path d="M0,0L10,5L0,10z" className="fill-line-strong" />
          </marker>
        </defs>
        {placed.edges.map(({ follow, path }) => (
          <path key={`${follow.from}>${follow.to}`} d={path} fill="none" className="stroke-line-strong" strokeWidth={1 + 5 * (follow.count / most)} markerEnd="url(#follows-arrow)" />
        ))}
        {placed.edges.map(({ follow, label, at }) => (
          <text key={`${follow.from}>${follow.to}`} x={at.x} y={at.y + 3} textAnchor="middle" fontSize={11} className="fill-muted" stroke="var(--ground)" strokeWidth={4} paintOrder="stroke">
            {label}
          </text>
        ))}
        {placed.nodes.map(({ activity, count, x, y }) =>
          activity === null ? (
            <circle key={`${x} ${y}`} cx={x} cy={y} r={10} className="fill-surface stroke-accent" strokeWidth={count === 0 ? 2 : 5} />
          ) : (
            <g key={activity}>
              <rect x={x - box.width / 2} y={y - box.height / 2} width={box.width} height={box.height} rx={8} className="fill-surface stroke-line-strong" />
              <text x={x} y={y - 3} textAnchor="middle" fontSize={12} fontWeight={500} className="fill-ink">
                <title>{activity}</title>
                {short(activity)}
              </text>
              <text x={x} y={y + 14} textAnchor="middle" fontSize={11} className="fill-muted">
                {format.number(count)}
              </text>
            </g>
          ),
        )}
      </svg>
    </div>
  );
}

function short(name: string): string {
  return name.length > 27 ? `${name.slice(0, 26)}…` : name;
}

function place(mined: Mined, ways: readonly Follow[], labelOf: (follow: Follow) => string): { width: number; height: number; nodes: { activity: string | null; count: number; x: number; y: number }[]; edges: { follow: Follow; path: string; label: string; at: Point }[] } {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 40, ranksep: 48, marginx: 20, marginy: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  graph.setNode(ends.start, { width: 20, height: 20 });
  graph.setNode(ends.end, { width: 20, height: 20 });
  for (const { activity } of mined.activities) graph.setNode(activity, { ...box });
  ways.forEach((follow, at) => graph.setEdge(follow.from ?? ends.start, follow.to ?? ends.end, { width: labelOf(follow).length * 6 + 8, height: 16, labelpos: "c", weight: Math.max(1, Math.round(Math.log2(follow.count + 1))) }, String(at)));
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const at = (id: string) => graph.node(id) as Point;
  return {
    width,
    height,
    nodes: [{ activity: null, count: 0, ...at(ends.start) }, { activity: null, count: 1, ...at(ends.end) }, ...mined.activities.map(({ activity, count }) => ({ activity, count, ...at(activity) }))],
    edges: ways.map((follow, index) => {
      const { points, x, y } = graph.edge(follow.from ?? ends.start, follow.to ?? ends.end, String(index)) as { points: Point[]; x?: number; y?: number };
      const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
      return { follow, path: pathThrough(points), label: labelOf(follow), at: { x: x ?? middle.x, y: y ?? middle.y } };
    }),
  };
}
