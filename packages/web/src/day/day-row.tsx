import { CalendarClock, ChevronDown, ChevronUp, Timer } from "lucide-react";
import { memo } from "react";
import { useText } from "../messages/index.ts";
import { WaitsHere } from "../shell/index.ts";
import { useMe } from "../session/index.ts";
import { Avatar, Badge, Checkbox, cx, IconButton, useFormat } from "../ui/index.ts";
import {
  AnswerQuestion,
  type Dates,
  DatesPopover,
  Decision,
  Home,
  StepPart,
  type Task,
  TaskLink,
  ThingLink,
  useMoments,
} from "../task/index.ts";
import { dayTexts } from "./en.ts";
import { type DayItem, sayWhy } from "./why.ts";

/** What the list does for a row; the same object for the life of the list, so that only rows that changed are drawn again. */
export type DayActs = {
  readonly choose: (id: string, chosen: boolean) => void;
  readonly complete: (task: Task) => void;
  readonly open: (id: string, open: boolean) => void;
  readonly dates: (task: Task, dates: Dates) => void;
  readonly openDates: (id: string, open: boolean) => void;
};

type Props = {
  item: DayItem;
  chosen: boolean;
  choosing: boolean;
  open: boolean;
  datesOpen: boolean;
  act: DayActs;
};

/** One task of the day: what it is, why it stands here, and what finishes it, without leaving the list. */
export const DayRow = memo(function DayRow({ item, chosen, choosing, open, datesOpen, act }: Props) {
  const t = useText(dayTexts);
  const me = useMe().person;
  const format = useFormat();
  const moments = useMoments();
  const { task, bucket } = item;
  const why = sayWhy(t, item, moments, (inside) =>
    task.home.kind === "person" ? (
      inside
    ) : (
      <ThingLink
        kind={task.home.kind}
        id={task.home.id}
        className="underline decoration-line-strong underline-offset-2 hover:text-accent hover:decoration-accent"
      >
        {inside}
      </ThingLink>
    ),
  );
  const question = item.why.code === "question";
  const decides = task.step?.kind === "approval" && !question && bucket !== "waiting";
  const finishable = bucket !== "waiting" && !question && task.step?.kind !== "approval";
  const from = task.createdBy !== null && task.createdBy.id !== me.id && task.home.kind === "person" ? task.createdBy.name : null;
  return (
    <li
      data-row={task.id}
      tabIndex={-1}
      className={cx(
        "group/row relative flex gap-x-3 border-b border-line/70 scroll-mt-24 scroll-mb-16 py-1.5 ps-4 pe-2 -outline-offset-2 last:border-0 hover:bg-hover/50 focus:bg-accent-soft/60 sm:ps-9 sm:pe-4",
        chosen && "bg-accent-soft",
      )}
    >
      <span
        data-row-choose
        className={cx(
          "absolute start-2.5 top-1.5 hidden sm:block",
          !choosing && "opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 group-focus/row:opacity-100",
        )}
      >
        <Checkbox checked={chosen} onChecked={(on) => act.choose(task.id, on)} label={t("choose", { title: task.title })} hideLabel />
      </span>
      <span className="mt-1 flex size-4 shrink-0 pointer-coarse:size-5">
        {finishable ? (
          <Checkbox round checked={false} onChecked={() => act.complete(task)} label={t("complete", { title: task.title })} hideLabel />
        ) : task.owner && bucket === "waiting" ? (
          <Avatar name={task.owner.name} id={task.owner.id} />
        ) : (
          <span className={cx("mt-1.5 ms-1 size-2 rounded-full", bucket === "act" ? "bg-act" : "bg-line-strong")} aria-hidden="true" />
        )}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <TaskLink
            id={task.id}
            className="inline-block min-w-0 py-0.5 text-base font-medium [overflow-wrap:anywhere] underline-offset-2 hover:underline"
          >
            {task.title}
          </TaskLink>
          {task.effortMinutes !== null ? (
            <span className="text-xs whitespace-nowrap text-faint">{format.work(task.effortMinutes)}</span>
          ) : null}
          {task.priority === "urgent" || task.priority === "high" ? <Badge>{t("highPriority", { value: task.priority })}</Badge> : null}
        </div>
        <p className="text-sm text-muted [overflow-wrap:anywhere]">
          <span className={cx(why.act && "text-act")}>{why.text}</span>
          {saysHome(item) ? null : (
            <>
              <span aria-hidden="true" className="text-faint">
                {" · "}
              </span>
              {from ? <span>{t("givenBy", { name: from })}</span> : <Home task={task} />}
            </>
          )}
        </p>
        {item.clock ? (
          <p className={cx("flex items-center gap-1.5 text-xs", item.clock.late ? "font-medium text-act" : "text-faint")}>
            <Timer size={12} aria-hidden="true" className="shrink-0" />
            <span className="[overflow-wrap:anywhere]">
              {item.clock.dueAt === null
                ? t("clockStands", { name: item.clock.name, what: item.clock.waitsFor ?? "" })
                : t(item.clock.late ? "clockLate" : "clockDue", { name: item.clock.name, when: moments.say(item.clock.dueAt) })}
            </span>
          </p>
        ) : null}
        <WaitsHere taskId={task.id} />
        {decides && !open ? (
          <div className="pt-1.5">
            <Decision task={task} />
          </div>
        ) : null}
        {question ? (
          <div className="pt-1.5">
            <AnswerQuestion runId={task.home.id} />
          </div>
        ) : null}
        {open && (finishable || decides) ? (
          <div className="mt-2 max-w-2xl rounded-lg border border-line bg-surface p-4">
            <StepPart task={task} onDone={() => act.open(task.id, false)} />
          </div>
        ) : null}
      </div>
      <div className="flex shrink-0 items-start gap-1 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 group-focus/row:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:opacity-100">
        {task.home.kind === "run" && (finishable || decides) ? (
          <IconButton
            size="small"
            label={open ? t("closeWork") : t("openWork")}
            icon={open ? <ChevronUp size={16} /> : <ChevronDown size={16} />}
            onClick={() => act.open(task.id, !open)}
            aria-expanded={open}
          />
        ) : null}
        <DatesPopover
          task={task}
          open={datesOpen}
          onOpen={(on) => act.openDates(task.id, on)}
          onDates={(dates) => act.dates(task, dates)}
          first={task.dueAt === null ? "dueAt" : "notBefore"}
          trigger={<IconButton size="small" label={t("dates", { title: task.title })} keys="d" icon={<CalendarClock size={16} />} />}
        />
      </div>
    </li>
  );
});

/** The reason names the run or project already. */
function saysHome({ why }: DayItem): boolean {
  return why.params["run"] !== undefined || why.params["project"] !== undefined;
}
