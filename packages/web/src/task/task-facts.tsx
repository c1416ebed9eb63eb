import { CalendarClock, CalendarOff, Flag, FolderKanban, ListTodo, Play, Timer, UserRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useText } from "../messages/index.ts";
import { cx, Person, Select, TextInput, Tooltip } from "../ui/index.ts";
import type { Dates } from "./changes.ts";
import { DatesPopover } from "./dates.tsx";
import { taskTexts } from "./en.ts";
import { Home } from "./home.tsx";
import { useMoments } from "./moments.ts";
import { PersonPicker } from "./people.tsx";
import { priorities, type Task } from "./task.ts";

type Props = {
  task: Task;
  onOwner: (person: { id: string; name: string } | null) => void;
  onDates: (dates: Dates) => void;
  onPriority: (priority: Task["priority"]) => void;
  onEffort: (minutes: number | null) => void;
};

/** Who, when, how urgent, part of what. What a run decides is shown, not offered. */
export function TaskFacts({ task, onOwner, onDates, onPriority, onEffort }: Props) {
  const t = useText(taskTexts);
  const moments = useMoments();
  const closed = task.closedAs !== null;
  const ofRun = task.home.kind === "run";
  const late = !closed && task.dueAt !== null && Date.parse(task.dueAt) < moments.now.getTime();
  return (
    <dl className="grid grid-cols-[minmax(6.5rem,auto)_1fr] items-center gap-x-3 gap-y-1.5 text-sm">
      <Fact icon={<UserRound size={14} />} label={t("owner")}>
        {closed ? (
          <Person name={task.owner?.name ?? null} {...(task.owner ? { id: task.owner.id } : {})} nobody={task.team?.name ?? t("nobody")} />
        ) : (
          <PersonPicker
            label={t("owner")}
            value={task.owner}
            onValue={onOwner}
            placeholder={task.team?.name ?? t("nobody")}
            required={task.home.kind !== "project"}
          />
        )}
      </Fact>
      <Fact icon={<CalendarClock size={14} />} label={t("due")}>
        <When
          task={task}
          first="dueAt"
          why={closed ? t("closedNow") : ofRun ? t("runDecides", { run: task.home.title }) : null}
          onDates={onDates}
          late={late}
          text={task.dueAt ? moments.say(task.dueAt) : null}
        />
      </Fact>
      <Fact icon={<CalendarOff size={14} />} label={t("notBefore")}>
        <When
          task={task}
          first="notBefore"
          why={closed ? t("closedNow") : null}
          onDates={onDates}
          late={false}
          text={task.notBefore ? moments.say(task.notBefore) : null}
        />
      </Fact>
      <Fact icon={<Flag size={14} />} label={t("priority")}>
        {closed ? (
          t("priorities", { value: task.priority })
        ) : (
          <Select
            label={t("priority")}
            value={task.priority}
            onValue={onPriority}
            choices={priorities.map((value) => ({ value, label: t("priorities", { value }) }))}
          />
        )}
      </Fact>
      {task.home.kind === "person" && !closed ? (
        <Fact icon={<Timer size={14} />} label={t("effort")}>
          <Effort key={task.effortMinutes} minutes={task.effortMinutes} onEffort={onEffort} />
        </Fact>
      ) : null}
      <Fact
        icon={
          task.home.kind === "run" ? <Play size={14} /> : task.home.kind === "project" ? <FolderKanban size={14} /> : <ListTodo size={14} />
        }
        label={t("home")}
      >
        <Home task={task} />
      </Fact>
      {task.createdBy && task.home.kind !== "run" ? (
        <Fact icon={null} label={t("madeBy")}>
          <Tooltip text={moments.long(task.createdAt)}>
            <span tabIndex={-1} className="text-muted">
              {t("madeByAt", { name: task.createdBy.name, when: moments.ago(task.createdAt) })}
            </span>
          </Tooltip>
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <>
      <dt className="flex items-center gap-2 text-muted">
        <span className="flex w-4 justify-center text-faint" aria-hidden="true">
          {icon}
        </span>
        {label}
      </dt>
      <dd className="flex min-h-8 min-w-0 items-center">{children}</dd>
    </>
  );
}

/** Kept when one leaves it; nothing or nonsense means that it is not known. */
function Effort({ minutes, onEffort }: { minutes: number | null; onEffort: (minutes: number | null) => void }) {
  const t = useText(taskTexts);
  const [text, setText] = useState(minutes === null ? "" : String(minutes));
  const keep = () => {
    const read = Number.parseInt(text, 10);
    const next = read > 0 && read <= 60_000 ? read : null;
    if (next !== minutes) onEffort(next);
    else setText(minutes === null ? "" : String(minutes));
  };
  return (
    <TextInput
      aria-label={t("effort")}
      inputMode="numeric"
      placeholder={t("effortUnknown")}
      value={text}
      onValue={setText}
      maxLength={5}
      onBlur={keep}
      onKeyDown={(event) => event.key === "Enter" && keep()}
    />
  );
}

function When({
  task,
  first,
  why,
  onDates,
  late,
  text,
}: {
  task: Task;
  first: "dueAt" | "notBefore";
  why: string | null;
  onDates: (dates: Dates) => void;
  late: boolean;
  text: string | null;
}) {
  const t = useText(taskTexts);
  const words = (
    <span className={cx("block first-letter:uppercase", late ? "font-medium text-act" : text === null && "text-faint")}>
      {text ?? (first === "dueAt" ? t("noDue") : t("noDate"))}
    </span>
  );
  if (why !== null)
    return (
      <Tooltip text={why}>
        <span className="px-2.5">{words}</span>
      </Tooltip>
    );
  return (
    <DatesPopover
      task={task}
      first={first}
      onDates={onDates}
      trigger={
        <button
          type="button"
          className="min-h-8 w-full rounded-md border border-line-strong/70 bg-raised px-2.5 text-start hover:border-line-strong pointer-coarse:text-lg data-popup-open:border-accent pointer-coarse:min-h-10"
        >
          {words}
        </button>
      }
    />
  );
}
