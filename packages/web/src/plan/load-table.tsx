import { type Calendar, formatDay } from "@rondo/core/calendar";
import { useContext, useMemo, useState } from "react";
import { cx, Popover } from "../ui/index.ts";
import { LoadText, sayCell } from "./load-text.tsx";
import type { Person } from "./cell-editor.tsx";
import { cellOf, mondayOf, ownLoad } from "./load.ts";
import { minuteOf, type Plan } from "./model.ts";
import { OthersContext } from "./use-others.ts";
import type { Words } from "./use-words.ts";

type Props = { plan: Plan; calendar: Calendar; people: readonly Person[]; now: string; words: Words; onGo: (taskId: string) => void };

/** So many weeks stand in the table; the picture shows all. */
const most = 52;

/** The load beside the plan as a table: the same weeks, people and reasons as the picture has. */
export function LoadTable({ plan, calendar, people, now, words, onGo }: Props) {
  const { t, day, format } = words;
  const mondays = useMemo(() => weeksOf(plan, now), [plan.start, plan.finish, now]);
  const useOthers = useContext(OthersContext);
  const others = useOthers(plan.project.id, mondays[0] ?? 0, mondays.at(-1) ?? 0);
  const own = useMemo(() => ownLoad(plan, calendar, null, others.timeOf, people), [plan, calendar, others.timeOf, people]);
  const [open, setOpen] = useState<string | null>(null);
  const hours = (minutes: number) => format.number(Math.round(minutes / 60));
  if (own.people.length === 0) return <p className="border-t border-line px-4 py-3 text-sm text-muted sm:px-6">{t("loadNobody")}</p>;
  return (
    <div role="region" aria-label={t("loadTable")} tabIndex={0} className="max-h-56 shrink-0 overflow-auto border-t border-line-strong">
      <table className="w-max border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{t("loadTable")}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="sticky start-0 top-0 z-20 w-48 border-b border-line bg-surface px-3 py-1.5 text-start font-medium">
              {t("loadHours")}
            </th>
            {mondays.map((monday) => (
              <th
                key={monday}
                scope="col"
                className="sticky top-0 z-10 border-b border-line bg-surface px-2 py-1.5 text-end font-medium whitespace-nowrap"
              >
                {day(formatDay(monday), now)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {own.people.map((person) => (
            <tr key={person.id}>
              <th
                scope="row"
                className="sticky start-0 z-10 max-w-48 truncate border-b border-line bg-surface px-3 py-1 text-start font-normal"
              >
                {person.role ? <span className="text-muted italic">{t("loadPlace", { role: person.name })}</span> : person.name}
              </th>
              {mondays.map((monday) => {
                const cell = cellOf(own, others, person.id, monday);
                const key = `${person.id} ${monday}`;
                const button = (
                  <button
                    type="button"
                    aria-label={sayCell(person.name, monday, cell, words)}
                    className={cx(
                      "rounded-sm px-1 tabular-nums hover:bg-hover",
                      cell.over > 0 ? "font-medium text-act" : cell.asked === 0 ? "text-faint" : "text-muted",
                    )}
                  >
                    {hours(cell.asked)}
                    {cell.available === null ? null : ` / ${hours(cell.available)}`}
                  </button>
                );
                return (
                  <td key={monday} className="border-b border-line px-1 py-1 text-end whitespace-nowrap">
                    <Popover
                      open={open === key}
                      onOpen={(is) => setOpen(is ? key : null)}
                      title={t("loadWeekOf", { name: person.name, day: day(formatDay(monday)) })}
                      trigger={button}
                    >
                      <LoadText
                        cell={cell}
                        tasks={open === key ? own.tasks(person.id, monday) : []}
                        items={others.weekOf(person.id, monday)?.items ?? []}
                        words={words}
                        onGo={(task) => {
                          setOpen(null);
                          onGo(task);
                        }}
                      />
                    </Popover>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The plan's weeks from its start; of a long one those from now on. */
function weeksOf(plan: Plan, now: string): number[] {
  const dayAt = (wall: string) => mondayOf(Math.floor(minuteOf(wall) / 1440));
  const [first, last] = [dayAt(plan.start), dayAt(plan.finish)];
  const count = (last - first) / 7 + 1;
  const from = count <= most ? first : Math.min(Math.max(first, dayAt(now)), last - 7 * (most - 1));
  return Array.from({ length: Math.min(most, count) }, (_, index) => from + 7 * index);
}
