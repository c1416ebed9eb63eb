import { formatDay } from "@rondo/core/calendar";
import type { ReactNode } from "react";
import type { Cell, LoadItem } from "./load.ts";
import type { Words } from "./use-words.ts";

/** A week of somebody in a sentence. */
export function sayCell(name: string, monday: number, { asked, available, over }: Cell, { t, day, format }: Words): string {
  const week = t("loadWeekOf", { name, day: day(formatDay(monday)) });
  return `${week}: ${available === null ? t("loadAsked", { asked: format.work(asked) }) : over > 0 ? t("loadOver", { asked: format.work(asked), available: format.work(available), over: format.work(over) }) : t("loadFits", { asked: format.work(asked), available: format.work(available) })}`;
}

type Props = {
  cell: Cell;
  tasks: readonly { readonly id: string; readonly title: string; readonly minutes: number }[];
  items: readonly LoadItem[];
  words: Words;
  onGo: (taskId: string) => void;
};

/** What a week is made of: the tasks of this plan, which one can go to, other projects and processes. */
export function LoadText({ cell: { asked, available, over }, tasks, items, words: { t, format }, onGo }: Props) {
  const others = (kind: LoadItem["kind"]) => items.filter((item) => item.kind === kind);
  return (
    <div className="flex max-h-[min(24rem,60dvh)] w-72 max-w-full flex-col gap-3 overflow-y-auto text-sm">
      <p className={over > 0 ? "font-medium text-act" : "text-muted"}>
        {available === null
          ? t("loadAsked", { asked: format.work(asked) })
          : over > 0
            ? t("loadOver", { asked: format.work(asked), available: format.work(available), over: format.work(over) })
            : t("loadFits", { asked: format.work(asked), available: format.work(available) })}
      </p>
      {tasks.length > 0 ? (
        <Part title={t("loadHere")}>
          {tasks.map((task) => (
            <li key={task.id}>
              <button
                type="button"
                onClick={() => onGo(task.id)}
                className="-mx-1.5 flex w-[calc(100%+0.75rem)] items-baseline gap-2 rounded-sm px-1.5 py-0.5 text-start hover:bg-hover"
              >
                <span className="min-w-0 flex-1 text-accent [overflow-wrap:anywhere]">{task.title}</span>
                <span className="shrink-0 text-muted tabular-nums">{format.work(task.minutes)}</span>
              </button>
            </li>
          ))}
        </Part>
      ) : null}
      {(["project", "recurring"] as const).map((kind) =>
        others(kind).length === 0 ? null : (
          <Part key={kind} title={kind === "project" ? t("loadElsewhere") : t("loadRecurring")}>
            {others(kind).map((item, index) => (
              <li key={index} className="flex items-baseline gap-2 py-0.5">
                <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{item.name ?? t("loadHidden")}</span>
                <span className="shrink-0 text-muted tabular-nums">{format.work(item.minutes)}</span>
              </li>
            ))}
          </Part>
        ),
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

/** What the parts of a bar mean. */
export function LoadKey({ words: { t }, narrow }: { words: Words; narrow: boolean }) {
  const signs = [
    ["bg-faint", t("loadRecurring")],
    ["bg-line-strong", t("loadElsewhere")],
    ["bg-accent", t("loadHere")],
    ["bg-act", t("loadTooMuch")],
  ] as const;
  if (narrow) return null;
  return (
    <ul aria-label={t("legend")} className="flex min-w-0 gap-3 overflow-hidden">
      {signs.map(([color, text]) => (
        <li key={text} className="flex shrink-0 items-center gap-1.5">
          <span aria-hidden="true" className={`size-2.5 rounded-sm ${color}`} />
          {text}
        </li>
      ))}
      <li className="flex shrink-0 items-center gap-1.5">
        <span aria-hidden="true" className="w-3 border-t border-ink" />
        {t("loadThere")}
      </li>
    </ul>
  );
}
