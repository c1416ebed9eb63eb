import type { AgendaDay } from "@rondo/core/agenda";
import { type ReactNode, useState } from "react";
import { useText } from "../messages/index.ts";
import { Badge, cx, useFormat } from "../ui/index.ts";
import type { Week } from "./week.ts";
import { weekCardKind } from "./week-card.tsx";
import { weekTexts } from "./week.en.ts";

type Props = {
  title: ReactNode;
  about: ReactNode;
  id: string;
  wide?: boolean;
  onDropped: (taskId: string) => void;
  empty: string;
  children: readonly ReactNode[];
};

/** A place that cards are dropped on: a day, or none. */
export function WeekPlace({ title, about, id, wide = false, onDropped, empty, children }: Props) {
  const [aimed, setAimed] = useState(false);
  return (
    <section
      aria-labelledby={`week-${id}`}
      className={cx(
        "flex min-w-0 flex-col rounded-lg bg-sunken outline-2 outline-transparent transition-[outline-color] duration-100 md:min-h-60",
        wide ? "md:w-54 md:shrink-0" : "md:min-w-37 md:flex-1",
        aimed && "outline-accent",
      )}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(weekCardKind)) return;
        event.preventDefault();
        setAimed(true);
      }}
      onDragLeave={(event) => (event.currentTarget.contains(event.relatedTarget as Node | null) ? undefined : setAimed(false))}
      onDrop={(event) => {
        event.preventDefault();
        setAimed(false);
        onDropped(event.dataTransfer.getData(weekCardKind));
      }}
    >
      <header className="flex flex-col gap-1 p-2.5 pb-2">
        <h2 id={`week-${id}`} className="flex flex-wrap items-center gap-x-2 text-sm font-semibold first-letter:uppercase">
          {title}
        </h2>
        {about}
      </header>
      {children.length > 0 ? (
        <ul className="flex flex-col gap-1.5 p-1.5 pt-0">{children}</ul>
      ) : (
        <p className="px-2.5 pb-2.5 text-xs text-faint">{empty}</p>
      )}
    </section>
  );
}

/** How much of the day is left, in words and as a bar; a day that is too full says by how much. */
export function DayRoom({ day, own }: { day: AgendaDay; own: Week["days"][number] }) {
  const t = useText(weekTexts);
  const format = useFormat();
  const over = day.left < 0;
  const most = Math.max(day.available, day.available - day.left, 1);
  const share = (minutes: number): string => `${(100 * Math.max(0, minutes)) / most}%`;
  const away = own.leaveMinutes > 0 && own.availableMinutes === 0;
  return (
    <div className="flex flex-col gap-1 text-xs">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {over ? (
          <Badge tone="act">{t("over", { time: format.work(-day.left) })}</Badge>
        ) : (
          <span className="font-medium">
            {away
              ? t("away")
              : day.left === 0
                ? t(own.workingMinutes === 0 ? "off" : "nothingLeft")
                : t("left", { time: format.work(day.left) })}
          </span>
        )}
        {day.available > 0 ? (
          <span className="text-faint">
            {day.recurring > 0
              ? t("ofRecurring", { time: format.work(day.available), recurring: format.work(day.recurring) })
              : t("of", { time: format.work(day.available) })}
          </span>
        ) : null}
      </p>
      <span aria-hidden="true" className="flex h-1.5 overflow-hidden rounded-full bg-pressed">
        <span className="bg-faint" style={{ inlineSize: share(day.recurring) }} />
        <span className="bg-accent" style={{ inlineSize: share(Math.min(day.asked, day.available - day.recurring)) }} />
        <span className="bg-act" style={{ inlineSize: share(-day.left) }} />
      </span>
      {day.untimed > 0 ? <p className="text-faint">{t("untimed", { count: day.untimed })}</p> : null}
    </div>
  );
}
