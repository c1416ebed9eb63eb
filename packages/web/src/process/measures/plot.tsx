import type { ReactNode } from "react";
import { cx } from "../../ui/index.ts";

/** Where on an axis, from 0 to 1, and what is written there. */
export type Tick = { readonly at: number; readonly label: string };

/** The inside of a plot is so many units wide and high; lines keep their width however it is stretched. */
export const side = 1_000;

/** A picture of numbers between two axes. The lines stretch with the page, the words keep their size. */
export function Plot({ summary, y, x, children }: { summary: string; y: readonly Tick[]; x: readonly Tick[]; children: ReactNode }) {
  const widest = y.reduce((most, { label }) => (label.length > most.length ? label : most), "");
  return (
    <figure role="img" aria-label={summary} data-chart className="flex max-w-4xl gap-2 pt-2 text-xs text-muted tabular-nums">
      <div className="relative shrink-0 whitespace-nowrap">
        <span className="invisible">{widest}</span>
        {/* As high as the lines beside it. */}
        <div className="absolute inset-x-0 top-0 h-48">
          {y.map(({ at, label }) => (
            <span key={label} className="absolute end-0 translate-y-1/2" style={{ bottom: `${at * 100}%` }}>
              {label}
            </span>
          ))}
        </div>
      </div>
      <div className="min-w-0 flex-1">
        <svg viewBox={`0 0 ${side} ${side}`} preserveAspectRatio="none" className="h-48 w-full overflow-visible rtl:-scale-x-100">
          {y.map(({ at, label }) => (
            <path key={label} d={`M0,${side * (1 - at)}h${side}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
          ))}
          {children}
        </svg>
        <div className="relative mt-1 h-5">
          {/* Said once: many runs may end on one day. */}
          {x.map(({ at, label }, index) =>
            label === x[index - 1]?.label ? null : (
              <span
                key={`${at} ${label}`}
                className={cx(
                  "absolute whitespace-nowrap",
                  at > 0.98 ? "end-0" : at < 0.02 ? "start-0" : "-translate-x-1/2 rtl:translate-x-1/2",
                  // Narrow, there is room for the first, the middle and the last.
                  index !== 0 && index !== x.length - 1 && index !== (x.length - 1) / 2 && "hidden sm:inline",
                )}
                style={at > 0.98 || at < 0.02 ? undefined : { insetInlineStart: `${at * 100}%` }}
              >
                {label}
              </span>
            ),
          )}
        </div>
      </div>
    </figure>
  );
}
