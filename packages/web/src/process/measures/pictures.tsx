import type { Answer } from "../../api/index.ts";

type Measures = Answer<"GET /processes/:p/measures">;
type Control = {
  readonly centre: number;
  readonly upper: number;
  readonly lower: number;
  readonly points: readonly { readonly runId: string; readonly value: number; readonly signals: readonly string[] }[];
};

const width = 720;
const height = 200;
const room = { start: 8, end: 8, top: 12, bottom: 12 };

function scale(highest: number): (value: number) => number {
  const most = highest > 0 ? highest : 1;
  return (value) => height - room.bottom - (value / most) * (height - room.top - room.bottom);
}

/** Points in their order with centre and limits; what stands out is larger and in the second colour. */
export function ControlPicture({ control, summary }: { control: Control; summary: string }) {
  const { points, centre, upper, lower } = control;
  const y = scale(Math.max(upper, ...points.map(({ value }) => value)) * 1.05);
  const x = (at: number) => room.start + ((width - room.start - room.end) * (at + 0.5)) / points.length;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary} className="h-auto w-full max-w-4xl">
      {[upper, lower].map((limit, at) => (
        <line key={at} x1={room.start} x2={width - room.end} y1={y(limit)} y2={y(limit)} className="stroke-muted" strokeDasharray="6 4" />
      ))}
      <line x1={room.start} x2={width - room.end} y1={y(centre)} y2={y(centre)} className="stroke-line-strong" />
      <polyline
        points={points.map(({ value }, at) => `${x(at)},${y(value)}`).join(" ")}
        fill="none"
        className="stroke-accent"
        strokeWidth={1.5}
      />
      {points.map(({ runId, value, signals }, at) => (
        <circle
          key={runId}
          cx={x(at)}
          cy={y(value)}
          r={signals.length > 0 ? 5 : 3}
          className={signals.length > 0 ? "fill-act" : "fill-accent"}
        />
      ))}
    </svg>
  );
}

/** Cumulative flow: what had started and what had finished by each week; what lies between is open. */
export function FlowPicture({ weeks, summary }: { weeks: Measures["weeks"]; summary: string }) {
  const first = weeks[0];
  const base = first === undefined ? 0 : first.open - first.started + first.finished;
  let [started, finished] = [base, 0];
  const sums = weeks.map((week) => ({ started: (started += week.started), finished: (finished += week.finished) }));
  const y = scale(Math.max(1, started) * 1.05);
  const x = (at: number) => room.start + ((width - room.start - room.end) * at) / Math.max(1, sums.length);
  const area = (value: (sum: { started: number; finished: number }) => number, from: number) =>
    `${x(0)},${y(0)} ${x(0)},${y(from)} ${sums.map((sum, at) => `${x(at + 1)},${y(value(sum))}`).join(" ")} ${x(sums.length)},${y(0)}`;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary} className="h-auto w-full max-w-4xl">
      <polygon points={area((sum) => sum.started, base)} className="fill-line-strong" />
      <polygon points={area((sum) => sum.finished, 0)} className="fill-accent" />
      <text x={width - room.end} y={y(started) - 4} textAnchor="end" fontSize={11} className="fill-muted">
        {started}
      </text>
    </svg>
  );
}
