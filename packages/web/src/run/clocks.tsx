import { Timer } from "lucide-react";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { cx, useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { Run } from "./run.ts";

type Clock = Run["clocks"][number];
type Span = Run["clockSpans"][number];

/** What was promised in working time: until when, whether it counts now, and for what it stood still. */
export function Clocks({ run }: { run: Run }) {
  const t = useText(runTexts);
  if (run.clocks.length === 0) return null;
  return (
    <section aria-label={t("clocks")} className="flex flex-col gap-4 rounded-lg border border-line p-4 text-sm">
      {run.clocks.map((clock) => (
        <ClockRow key={clock.id} clock={clock} spans={run.clockSpans.filter((span) => span.clock === clock.id)} />
      ))}
    </section>
  );
}

function ClockRow({ clock, spans }: { clock: Clock; spans: readonly Span[] }) {
  const t = useText(runTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const words = useClockWords();
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="flex items-center gap-2 font-semibold">
          <Timer size={15} className={clock.late ? "text-act" : "text-muted"} aria-hidden="true" /> {clock.name}
        </h2>
        <span
          className={cx("text-xs", clock.late ? "font-medium text-act" : "text-muted")}
          title={clock.dueAt ? format.long(clock.dueAt) : undefined}
        >
          {words(clock)}
        </span>
      </div>
      {clock.state === "kept" || clock.state === "dropped" ? null : <Strip spans={spans} />}
      <details className="text-xs text-muted">
        <summary className="w-fit cursor-pointer hover:text-ink">
          {t("clockCounted", { ran: format.work(clock.ranMinutes), target: format.work(clock.targetMinutes) })}
        </summary>
        <table className="mt-2 w-full text-start">
          <thead>
            <tr>
              {(["clockFrom", "clockTo", "clockWhat"] as const).map((head) => (
                <th key={head} scope="col" className="pe-3 pb-1 text-start font-medium">
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {spans.map((span) => (
              <tr key={span.from}>
                <td className="pe-3">{format.moment(span.from)}</td>
                <td className="pe-3">{span.to === null ? t("clockNow") : format.moment(span.to)}</td>
                <td>{span.waitsFor === null ? t("clockCounts") : t("clockWaits", { what: span.waitsFor })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

/** Counting and standing still by length; the table beside it says the same. */
function Strip({ spans }: { spans: readonly Span[] }) {
  const now = Date.now();
  const lengths = spans.map((span) => Math.max(1, (span.to === null ? now : Date.parse(span.to)) - Date.parse(span.from)));
  const whole = lengths.reduce((sum, each) => sum + each, 0);
  return (
    <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-sunken">
      {spans.map((span, index) => (
        <span
          key={span.from}
          className={cx("h-full", span.waitsFor === null ? "bg-accent" : "bg-line-strong")}
          style={{ width: `${(100 * (lengths[index] ?? 0)) / whole}%`, minWidth: 3 }}
        />
      ))}
    </div>
  );
}

/** "Due Tue 1 Dec, 17:00", "Stands still: the requester is asked", "Kept". */
export function useClockWords() {
  const t = useText(runTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  return ({ state, dueAt, waitsFor, late }: Pick<Clock, "state" | "dueAt" | "waitsFor" | "late">): string => {
    if (state === "counting" && dueAt !== null) return t(late ? "clockLate" : "clockDue", { when: format.moment(dueAt) });
    if (state === "waiting") return late ? t("clockLateWaits", { what: waitsFor ?? "" }) : t("clockWaits", { what: waitsFor ?? "" });
    return t("clockState", { state });
  };
}
