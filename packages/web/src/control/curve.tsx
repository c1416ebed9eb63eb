import { useText } from "../messages/index.ts";
import { useFormat } from "../ui/index.ts";
import type { Control } from "./control.ts";
import { controlTexts } from "./en.ts";

const [width, height] = [640, 180];

/** Three lines over time: what was to be done, what is, and what it took. */
export function Curve({
  points,
  amount,
  zone,
}: {
  points: Control["value"]["curve"];
  amount: (value: number | null) => string;
  zone: string;
}) {
  const t = useText(controlTexts);
  const format = useFormat(zone);
  const today = format.dayAt(new Date());
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return null;
  const [from, to] = [Date.parse(`${first.at}Z`), Date.parse(`${last.at}Z`)];
  const most = Math.max(1, ...points.flatMap((point) => [point.pv, point.ev ?? 0, point.ac ?? 0]));
  const line = (value: (point: (typeof points)[number]) => number | null): string =>
    points
      .flatMap((point) =>
        value(point) === null
          ? []
          : [
              `${((Date.parse(`${point.at}Z`) - from) / Math.max(1, to - from)) * width},${height - ((value(point) ?? 0) / most) * (height - 8)}`,
            ],
      )
      .join(" ");
  const now = points.findLast((point) => point.ev !== null);
  const lines = [
    { name: t("planned"), points: line((point) => point.pv), className: "stroke-faint", dash: "5 4", mark: "border-faint border-dashed" },
    { name: t("earnedShort"), points: line((point) => point.ev), className: "stroke-accent", dash: undefined, mark: "border-accent" },
    { name: t("spent"), points: line((point) => point.ac), className: "stroke-ink", dash: "2 3", mark: "border-ink border-dotted" },
  ];
  return (
    <figure data-chart className="flex flex-col gap-2">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="h-44 w-full rounded-md border border-line bg-surface rtl:-scale-x-100"
      >
        {now ? (
          <line
            x1={((Date.parse(`${now.at}Z`) - from) / Math.max(1, to - from)) * width}
            x2={((Date.parse(`${now.at}Z`) - from) / Math.max(1, to - from)) * width}
            y1={0}
            y2={height}
            className="stroke-line-strong"
            vectorEffect="non-scaling-stroke"
          />
        ) : null}
        {lines.map((one) => (
          <polyline
            key={one.name}
            points={one.points}
            fill="none"
            strokeWidth={2}
            strokeDasharray={one.dash}
            vectorEffect="non-scaling-stroke"
            className={one.className}
          />
        ))}
      </svg>
      <div aria-hidden="true" className="flex justify-between text-xs text-faint">
        <span>{format.day(first.at.slice(0, 10), today)}</span>
        <span className="flex flex-wrap justify-center gap-x-4">
          {lines.map((one) => (
            <span key={one.name} className="flex items-center gap-1.5">
              <span className={`w-5 border-t-2 ${one.mark}`} />
              {one.name}
            </span>
          ))}
        </span>
        <span>{format.day(last.at.slice(0, 10), today)}</span>
      </div>
      {now ? (
        <figcaption className="text-sm text-muted">
          {t("curveText", { day: format.day(now.at.slice(0, 10), today), pv: amount(now.pv), ev: amount(now.ev), ac: amount(now.ac) })}
        </figcaption>
      ) : null}
    </figure>
  );
}
