import { CalendarDays, Flag } from "lucide-react";
import { memo, type RefObject } from "react";
import { useText } from "../messages/index.ts";
import { Home, type Moments, type Task, TaskLink } from "../task/index.ts";
import { Checkbox, cx, IconButton, Menu, type MenuEntry, Tooltip, useFormat } from "../ui/index.ts";
import type { WeekItem } from "./week.ts";
import { weekTexts } from "./week.en.ts";

export const weekCardKind = "text/x-rondo-week";

export type CardActs = {
  readonly complete: (task: Task) => void;
  readonly moves: (item: WeekItem) => readonly MenuEntry[];
  readonly length: (task: Task, minutes: number) => void;
};

type Props = {
  item: WeekItem;
  /** What of it lies on this day. */ part: number | null;
  again: boolean;
  moments: Moments;
  act: RefObject<CardActs>;
};

/** A task on a day of the week: what it is, how long, when it is due, and where else it could be. */
export const WeekCard = memo(function WeekCard({ item, part, again, moments, act }: Props) {
  const t = useText(weekTexts);
  const format = useFormat(moments.zone);
  const { task, due, day } = item;
  const late = due !== null && Date.parse(due) < moments.now.getTime();
  const before = due !== null && !late && day !== null && format.dayAt(due) < day;
  const own = task.home.kind !== "run" && task.plan?.milestone !== true;
  return (
    <li
      data-row={task.id}
      tabIndex={-1}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(weekCardKind, task.id);
        event.dataTransfer.effectAllowed = "move";
      }}
      className="group/card relative flex flex-col gap-1 rounded-md border border-line bg-surface p-2 text-sm shadow-xs outline-offset-0 hover:border-line-strong focus:border-accent"
    >
      <div className="flex items-start gap-2">
        {own ? (
          <span className="mt-0.5">
            <Checkbox
              round
              checked={false}
              onChecked={() => act.current?.complete(task)}
              label={t("complete", { title: task.title })}
              hideLabel
            />
          </span>
        ) : null}
        <TaskLink id={task.id} className="min-w-0 flex-1 [overflow-wrap:anywhere] underline-offset-2 hover:underline">
          {task.title}
        </TaskLink>
        <span className="absolute end-1 top-1 rounded-md bg-surface opacity-0 group-focus-within/card:opacity-100 group-hover/card:opacity-100 group-focus/card:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:static pointer-coarse:opacity-100">
          <Menu
            align="end"
            trigger={<IconButton size="small" label={t("moveTo", { title: task.title })} icon={<CalendarDays size={14} />} />}
            entries={act.current?.moves(item) ?? []}
          />
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-muted">
        <Length item={item} part={part} again={again} own={own} act={act} />
        {due !== null ? (
          <span className={cx("tabular-nums", (late || before) && "font-medium text-act")}>
            {t(late ? "late" : before ? "dueBefore" : "due", { when: moments.say(due) })}
          </span>
        ) : null}
        {item.by === "plan" ? <span className="text-faint">{t("byPlan")}</span> : null}
        {task.plan?.milestone === true ? <Flag size={12} className="text-accent" aria-hidden="true" /> : null}
      </div>
      {task.home.kind === "person" ? null : (
        <p className="truncate text-xs text-faint">
          <Home task={task} />
        </p>
      )}
    </li>
  );
});

const lengths = [15, 30, 60, 120, 240, 480, 960, 2400] as const;

function Length({ item, part, again, own, act }: Pick<Props, "item" | "part" | "again" | "act"> & { own: boolean }) {
  const t = useText(weekTexts);
  const format = useFormat();
  const { task, minutes } = item;
  const whole = minutes === null ? null : format.work(minutes);
  const said =
    minutes === null
      ? t("unknown")
      : part !== null && part < minutes
        ? t(again ? "goesOn" : "partOf", { part: format.work(part), whole: whole ?? "" })
        : whole;
  if (!own)
    return minutes === null || minutes === 0 ? null : (
      <Tooltip text={t("measured")}>
        <span className="tabular-nums">{said}</span>
      </Tooltip>
    );
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${t("lengthOf", { title: task.title })}: ${said}`}
          className={cx(
            "-mx-1 rounded-sm px-1 tabular-nums underline decoration-line-strong decoration-dotted underline-offset-2 hover:bg-hover pointer-coarse:min-h-8",
            minutes === null && "text-faint",
          )}
        >
          {said}
        </button>
      }
      entries={[
        { kind: "title", label: t("length") },
        ...lengths.map((one) => ({ label: format.work(one), chosen: one === minutes, onSelect: () => act.current?.length(task, one) })),
      ]}
    />
  );
}
