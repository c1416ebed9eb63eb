import { useText } from "../messages/index.ts";
import { cx, useFormat } from "../ui/index.ts";
import type { WeekLoad } from "./capacity.ts";
import { capacityTexts } from "./en.ts";

type Shown = Pick<WeekLoad, "week" | "availableMinutes" | "projectMinutes" | "overloadMinutes"> & { readonly recurringMinutes?: number };

/** One week of one person: processes below, projects on them, and what stands over the line of what there is. Opens what it is made of. */
export function LoadBar({ name, week, onOpen }: { name: string; week: Shown; onOpen: () => void }) {
  const t = useText(capacityTexts);
  const format = useFormat();
  const load = week.projectMinutes + (week.recurringMinutes ?? 0);
  const most = Math.max(week.availableMinutes, load, 1);
  const hours = (minutes: number): string => format.number(Math.round(minutes / 60));
  const within = Math.min(load, week.availableMinutes);
  const recurring = Math.min(week.recurringMinutes ?? 0, within);
  const share = (minutes: number): string => `${(100 * minutes) / most}%`;
  const over = week.overloadMinutes > 0;
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t("cell", {
        name,
        week: format.day(week.week, week.week),
        load: format.work(load),
        available: format.work(week.availableMinutes),
        over: over ? 1 : 0,
      })}
      className={cx("flex w-full flex-col gap-1 rounded-md p-1 text-start hover:bg-hover", over && "bg-act-soft")}
    >
      <span aria-hidden="true" className="relative flex h-10 w-full flex-col-reverse overflow-hidden rounded-sm bg-sunken">
        <span className="bg-faint" style={{ blockSize: share(recurring) }} />
        <span className="bg-accent" style={{ blockSize: share(within - recurring) }} />
        <span className="bg-act" style={{ blockSize: share(load - within) }} />
        {over ? <span className="absolute inset-x-0 border-t border-ink" style={{ insetBlockEnd: share(week.availableMinutes) }} /> : null}
      </span>
      <span aria-hidden="true" className={cx("text-2xs whitespace-nowrap tabular-nums", over ? "font-medium text-act" : "text-muted")}>
        {week.availableMinutes === 0 && load === 0 ? t("away") : `${hours(load)} / ${hours(week.availableMinutes)}`}
      </span>
    </button>
  );
}
