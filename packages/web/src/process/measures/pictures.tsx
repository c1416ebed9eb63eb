import { useWorkspace } from "../../session/index.ts";
import { useFormat } from "../../ui/index.ts";
import { spread, ticksOfCount } from "./axis.ts";
import type { Measures } from "./measured.tsx";
import { Plot, side } from "./plot.tsx";

type Control = {
  readonly centre: number;
  readonly upper: number | null;
  readonly lower: number | null;
  readonly points: readonly {
    readonly runId: string;
    readonly number: number;
    readonly endedAt: string;
    readonly value: number;
    readonly signals: readonly string[];
  }[];
};

const labels = 5;
/** Air above what is highest. */
const air = 1.06;

type ControlProps = {
  control: Control;
  summary: string;
  /** Values worth a line, from 0 to the most. */
  ticksTo: (most: number) => readonly number[];
  say: (value: number) => string;
  /** A run in a few words, where the pointer rests on it. */
  sayPoint: (point: Control["points"][number]) => string;
};

/** Points in the order in which their runs ended, with centre and limits; what stands out is larger and in the second colour. */
export function ControlPicture({ control: { points, centre, upper, lower }, summary, ticksTo, say, sayPoint }: ControlProps) {
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const most = Math.max(upper ?? 0, ...points.map(({ value }) => value)) * air || 1;
  const y = (value: number) => side * (1 - value / most);
  const share = (at: number) => (at + 0.5) / points.length;
  const x = (at: number) => side * share(at);
  const today = format.dayAt(new Date());
  const dates = spread(points.length, labels).map((at) => ({
    at: points.length === 1 ? 0.5 : at === 0 ? 0 : at === points.length - 1 ? 1 : share(at),
    label: format.day(format.dayAt(points[at]!.endedAt), today),
  }));
  return (
    <Plot
      summary={summary}
      y={ticksTo(most).map((value) => ({ at: value / most, label: value === 0 ? format.number(0) : say(value) }))}
      x={dates}
    >
      {[upper, lower]
        .filter((limit): limit is number => limit !== null && limit > 0)
        .map((limit) => (
          <path
            key={limit}
            d={`M0,${y(limit)}h${side}`}
            className="stroke-muted"
            strokeWidth={1.5}
            strokeDasharray="6 4"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      <path d={`M0,${y(centre)}h${side}`} className="stroke-muted" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
      <polyline
        points={points.map(({ value }, at) => `${x(at)},${y(value)}`).join(" ")}
        fill="none"
        className="stroke-accent"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
      {points.map((point, at) => (
        // A line of no length with round ends: a dot that stays round in a picture that is stretched.
        <path
          key={point.runId}
          d={`M${x(at)},${y(point.value)}h0.01`}
          strokeLinecap="round"
          strokeWidth={point.signals.length > 0 ? 10 : points.length > 120 ? 4 : 7}
          className={point.signals.length > 0 ? "stroke-act" : "stroke-accent"}
          vectorEffect="non-scaling-stroke"
        >
          <title>{sayPoint(point)}</title>
        </path>
      ))}
    </Plot>
  );
}

/** Cumulative flow: what had started and what had finished by each week; what lies between is open. */
export function FlowPicture({ weeks, summary }: { weeks: Measures["weeks"]; summary: string }) {
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const first = weeks[0];
  const base = first === undefined ? 0 : first.open - first.started + first.finished;
  let [started, finished] = [base, 0];
  const sums = [
    { started, finished },
    ...weeks.map((week) => ({ started: (started += week.started), finished: (finished += week.finished) })),
  ];
  const most = Math.max(1, started) * air;
  const y = (value: number) => side * (1 - value / most);
  const x = (at: number) => (side * at) / Math.max(1, sums.length - 1);
  const line = (name: "started" | "finished") => sums.map((sum, at) => `${x(at)},${y(sum[name])}`).join(" ");
  const today = format.dayAt(new Date());
  const days = [...weeks.map(({ from }) => format.dayAt(from)), today];
  return (
    <Plot
      summary={summary}
      y={ticksOfCount(most).map((count) => ({ at: count / most, label: format.number(count) }))}
      x={spread(days.length, labels).map((at) => ({ at: at / Math.max(1, days.length - 1), label: format.day(days[at]!, today) }))}
    >
      {(["started", "finished"] as const).map((name) => (
        <g key={name}>
          <polygon
            points={`0,${side} ${line(name)} ${side},${side}`}
            className={name === "started" ? "fill-line-strong/60" : "fill-accent/80"}
          />
          <polyline
            points={line(name)}
            fill="none"
            strokeWidth={1.5}
            className={name === "started" ? "stroke-muted" : "stroke-accent"}
            vectorEffect="non-scaling-stroke"
          />
        </g>
      ))}
    </Plot>
  );
}
