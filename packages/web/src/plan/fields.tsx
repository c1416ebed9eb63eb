import { formatWall, parseDay } from "@rondo/core/calendar";
import { Link2, X } from "lucide-react";
import { useMemo, useState } from "react";
import { Button, Checkbox, Combobox, DateInput, Field, IconButton, Select, Skeleton, TextInput } from "../ui/index.ts";
import { idsBelow, type PlanEdit, type TaskSet } from "./edit.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { writeLinks } from "./links-text.ts";
import { lockOf } from "./lock.ts";
import { calendarOf, dayPart, isClosed, type Plan, type PlanLink, type Row, rowsOf } from "./model.ts";
import { PlacesFields } from "./places-fields.tsx";
import { PlanningFields } from "./planning-fields.tsx";
import { usePlan, usePlanEdits } from "./use-plan.ts";
import { useWords } from "./use-words.ts";
import { WhyText } from "./why-text.tsx";

type Props = {
  projectId: string;
  taskId: string;
  /** Opens another task of the plan: one it waits for, one that drives it. */
  onOpen: (taskId: string) => void;
};

/** What a task has because it stands in a plan; for the task panel. Reads and changes the plan by itself. */
export function TaskPlanFields({ projectId, taskId, onOpen }: Props) {
  const plan = usePlan(projectId);
  const edit = usePlanEdits(plan.data);
  if (!plan.data) return plan.error ? null : <Skeleton rows={3} />;
  return <Shown plan={plan.data} taskId={taskId} onEdit={edit} onOpen={onOpen} />;
}

function Shown({
  plan,
  taskId,
  onEdit,
  onOpen,
}: {
  plan: Plan;
  taskId: string;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (id: string) => void;
}) {
  const words = useWords(plan.calendar.week);
  const { t } = words;
  const rows = useMemo(() => rowsOf(plan), [plan]);
  const calendar = useMemo(() => calendarOf(plan), [plan.calendar, plan.start, plan.finish]);
  const [linking, setLinking] = useState(false);
  const row = rows.find((one) => one.task.id === taskId);
  if (!row) return null;
  const { task, place, entry } = row;
  const locked = lockOf(plan.project, t) ?? (isClosed(task) ? t("refusedDone", { title: task.title }) : null);
  const set = (part: TaskSet) => onEdit({ kind: "set", id: taskId, set: part });
  const below = idsBelow(plan, taskId);
  // A task has one condition.
  const held = place.planning.constraint !== undefined;
  const startOf = (day: string) => {
    const number = parseDay(day);
    return number === null ? null : formatWall(calendar.next(number * 1440));
  };
  return (
    <section aria-label={t("fieldsTitle")} className="flex flex-col gap-4">
      <div className="rounded-md bg-sunken p-3 text-sm">
        <WhyText plan={plan} id={taskId} words={words} canChange={locked === null} onEdit={onEdit} onGo={onOpen} />
      </div>
      <fieldset disabled={locked !== null} className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {row.inside > 0 || place.milestone ? null : (
          <DurationField
            key={`${taskId} ${place.workingMinutes}`}
            minutes={place.workingMinutes}
            words={words}
            onSet={(workingMinutes) => set({ workingMinutes })}
          />
        )}
        <Field label={t("notBefore")} help={t(held ? "notBeforeHeld" : "notBeforeHelp")}>
          <DateInput
            value={held ? "" : dayPart(place.notBeforeWall ?? "")}
            onValue={(day) => set({ notBeforeWall: startOf(day) })}
            disabled={locked !== null || held}
          />
        </Field>
        <Field label={t("deadline")} help={t("deadlineHelp")}>
          <DateInput
            value={dayPart(place.deadline ?? "")}
            onValue={(day) => set({ deadline: parseDay(day) === null ? null : `${day}T17:00` })}
            disabled={locked !== null}
          />
        </Field>
        <Field label={t("column")}>
          <Select
            value={place.column !== null && plan.project.columns.includes(place.column) ? place.column : ""}
            onValue={(column) => set({ column: column === "" ? null : column })}
            disabled={locked !== null}
            choices={[{ value: "", label: t("noColumn") }, ...plan.project.columns.map((one) => ({ value: one, label: one }))]}
          />
        </Field>
        <Field label={t("parent")}>
          <Combobox
            value={place.parentId}
            placeholder={t("parentNone")}
            disabled={locked !== null}
            onValue={(parentId) => onEdit({ kind: "place", id: taskId, parentId, afterId: undefined })}
            choices={rows
              .filter((one) => !below.has(one.task.id) && !isClosed(one.task))
              .map((one) => ({ value: one.task.id, label: `${one.number}  ${one.task.title}` }))}
          />
        </Field>
        {row.inside > 0 ? null : (
          <div className="self-center">
            <Checkbox
              checked={place.milestone}
              disabled={locked !== null}
              onChecked={(milestone) =>
                set({ milestone, ...(milestone ? {} : place.workingMinutes === 0 ? { workingMinutes: words.units.minutesPerDay } : {}) })
              }
              label={t("milestone")}
              help={t("milestoneHelp")}
            />
          </div>
        )}
      </fieldset>
      {row.inside > 0 || place.milestone ? null : <PlacesFields plan={plan} task={task} words={words} locked={locked} onEdit={onEdit} />}
      {row.inside > 0 ? null : (
        <details className="group" open={Object.keys(place.planning).some((key) => key !== "assignments" && key !== "placeholders")}>
          <summary className="cursor-pointer rounded-sm text-sm font-medium text-muted hover:text-ink">{t("planningMore")}</summary>
          <div className="mt-3">
            <PlanningFields plan={plan} task={task} place={place} entry={entry} words={words} locked={locked !== null} onSet={set} />
          </div>
        </details>
      )}
      <Links
        title={t("linksIn")}
        links={plan.links.filter((link) => link.toId === taskId)}
        other={(link) => link.fromId}
        {...{ rows, words, locked, onEdit, onOpen }}
      />
      <Links
        title={t("linksOut")}
        links={plan.links.filter((link) => link.fromId === taskId)}
        other={(link) => link.toId}
        {...{ rows, words, locked, onEdit, onOpen }}
      />
      {entry ? (
        <div>
          <Button size="small" icon={<Link2 size={14} />} why={locked} onClick={() => setLinking(true)}>
            {t("linkTo")}
          </Button>
        </div>
      ) : null}
      {linking ? (
        <LinkDialog plan={plan} rows={rows} from={taskId} words={words} onEdit={onEdit} onClose={() => setLinking(false)} />
      ) : null}
    </section>
  );
}

function DurationField({
  minutes,
  words,
  onSet,
}: {
  minutes: number;
  words: ReturnType<typeof useWords>;
  onSet: (minutes: number) => void;
}) {
  const { t } = words;
  const [text, setText] = useState(() => words.duration(minutes));
  const read = words.minutes(text);
  const keep = () => (read !== null && read !== minutes ? onSet(read) : undefined);
  return (
    <Field label={t("duration")} error={read === null ? t("badDuration") : null}>
      <TextInput value={text} onValue={setText} onBlur={keep} onKeyDown={(event) => (event.key === "Enter" ? keep() : undefined)} />
    </Field>
  );
}

type LinksProps = {
  title: string;
  links: readonly PlanLink[];
  other: (link: PlanLink) => string;
  rows: readonly Row[];
  words: ReturnType<typeof useWords>;
  locked: string | null;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (id: string) => void;
};

function Links({ title, links, other, rows, words, locked, onEdit, onOpen }: LinksProps) {
  const { t, units } = words;
  return (
    <div>
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      {links.length === 0 ? <p className="mt-1 text-sm text-faint">{t("linksNone")}</p> : null}
      <ul className="mt-1 flex flex-col">
        {links.map((link) => {
          const row = rows.find((one) => one.task.id === other(link));
          return row ? (
            <li key={link.id} className="flex min-h-8 items-center gap-2 text-sm">
              <button
                type="button"
                onClick={() => onOpen(row.task.id)}
                className="min-w-0 flex-1 truncate rounded-sm text-start hover:underline"
              >
                {row.task.title}
              </button>
              <span className="text-xs text-faint">{writeLinks([{ ...link, number: "" }], units) || link.type}</span>
              <IconButton
                size="small"
                label={`${t("removeLink")}: ${row.task.title}`}
                icon={<X size={14} />}
                why={locked}
                onClick={() => onEdit({ kind: "unlink", id: link.id })}
              />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}
