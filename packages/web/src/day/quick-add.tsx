import { Plus, X } from "lucide-react";
import { lazy, type Ref, Suspense, useState } from "react";
import { DiscardedChange, requestIn } from "../api/index.ts";
import { useLocale, useText } from "../messages/index.ts";
import { makeRepeating } from "../new/index.ts";
import { type Quick, type QuickPart, quickWords, readQuick, startOf } from "../quick/index.ts";
import { useChange, useDraft, useMe, useRead, useReadAll, useWorkspace } from "../session/index.ts";
import { Button, cx, useFormat } from "../ui/index.ts";
import { usePeople } from "../talk/index.ts";
import { addDays, endOfDay, instantAt, nextWeekday, useMoments } from "../task/index.ts";
import { dayTexts } from "./en.ts";
import type { Due } from "./quick-choices.tsx";

const QuickChoices = lazy(() => import("./quick-choices.tsx").then((module) => ({ default: module.QuickChoices })));

type Wanted = Quick & { readonly owner: { readonly id: string; readonly name: string }; readonly dueAt: string | null };

/** Where nobody works in the week that comes. */
const usualDay = 480;

/** One line at the top: "Scan the maps Fri 3pm weekly @ines #digitisation 30m", Enter. What it was read as stands below. */
export function QuickAdd({ inputRef }: { inputRef: Ref<HTMLInputElement> }) {
  const t = useText(dayTexts);
  const { id: w } = useWorkspace();
  const me = useMe().person;
  const { today, zone } = useMoments();
  const [line, setLine, forget] = useDraft("new task", "");
  const [plain, setPlain] = useState<readonly string[]>([]);
  const [owner, setOwner] = useState<{ id: string; name: string } | null>(null);
  const [due, setDue] = useState<Due>("none");
  const locale = useLocale();
  const people = usePeople();
  const projects = useReadAll("GET /projects", { query: { limit: 200 } }, { watch: ["project"], enabled: line.includes("#") });
  // How long a day is, once a line speaks of days: the longest that the calendar has in this week.
  const week = useRead("GET /my-week", { query: {} }, { watch: ["calendar"], enabled: /\d\s*\p{L}/u.test(line) });
  const minutesPerDay = Math.max(0, ...(week.data?.days ?? []).map((one) => one.workingMinutes)) || usualDay;
  const read = readQuick(line, quickWords(locale), {
    today,
    people,
    projects: projects.items ?? [],
    minutesPerDay,
    plain,
  });
  const dayOf: Readonly<Record<Due, string | null>> = { none: null, today, tomorrow: addDays(today, 1), nextWeek: nextWeekday(today, 1) };
  const day = read.day ?? dayOf[due] ?? (read.time === null ? null : today);
  const wanted: Wanted = {
    ...read,
    day,
    owner: read.owner ?? owner ?? { id: me.id, name: me.name },
    dueAt: day === null ? null : instantAt(day, read.time ?? endOfDay, zone),
  };
  const add = useAdd(w, me.id);
  const typed = read.title.trim() !== "";
  const send = () => {
    if (!typed) return;
    forget();
    setPlain([]);
    setDue("none");
    setOwner(null);
    void add.mutateAsync(wanted).catch((error: unknown) => error instanceof DiscardedChange || setLine(line));
  };
  return (
    <form
      className="flex flex-col gap-2 border-b border-line px-4 py-2 sm:px-9"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex items-center gap-3">
        <Plus size={16} className="shrink-0 text-faint" aria-hidden="true" />
        <input
          ref={inputRef}
          value={line}
          onChange={(event) => setLine(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          aria-label={t("addTask")}
          aria-describedby="quick-help"
          placeholder={t("addPlaceholder")}
          maxLength={300}
          autoComplete="off"
          className="h-8 min-w-0 flex-1 rounded-sm bg-transparent text-sm outline-offset-4 placeholder:text-faint pointer-coarse:h-10 pointer-coarse:text-lg"
        />
      </div>
      <div className={cx("flex flex-col gap-2 ps-7 pb-1", line.trim() === "" && "hidden")}>
        <Understood parts={read.parts} wanted={wanted} onPlain={(text) => setPlain([...plain, text])} />
        <div className="flex flex-wrap items-center gap-2">
          <Suspense>
            {typed ? (
              <QuickChoices
                owner={read.owner ? undefined : wanted.owner}
                onOwner={setOwner}
                due={read.day !== null || read.time !== null || read.rule !== null ? undefined : due}
                onDue={setDue}
              />
            ) : null}
          </Suspense>
          <Button type="submit" kind="primary" why={typed ? null : t("addMissing")}>
            {read.rule ? t("addRepeating") : t("addNow")}
          </Button>
          <p id="quick-help" className="text-xs text-faint max-sm:basis-full">
            {t("quickHelp")}
          </p>
        </div>
      </div>
    </form>
  );
}

/** Each piece that was read, with the way to say that it is only a word. */
function Understood({ parts, wanted, onPlain }: { parts: readonly QuickPart[]; wanted: Wanted; onPlain: (text: string) => void }) {
  const t = useText(dayTexts);
  const moments = useMoments();
  const format = useFormat(moments.zone);
  const locale = useLocale();
  const dayName = (day: number) =>
    new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, day)));
  if (parts.length === 0) return null;
  const say = (part: QuickPart): string => {
    if (part.kind === "day") return wanted.day === null ? part.text : t("quickDay", { when: moments.sayDay(wanted.day) });
    if (part.kind === "time") return wanted.dueAt === null ? part.text : t("quickTime", { time: format.time(wanted.dueAt) });
    if (part.kind === "rule")
      return t("quickRule", {
        unit: wanted.rule?.unit ?? "",
        count: wanted.rule?.every ?? 1,
        days: wanted.rule?.weekdays ? format.list(wanted.rule.weekdays.map(dayName)) : "",
        named: wanted.rule?.weekdays ? "yes" : "no",
      });
    if (part.kind === "owner") return t("quickOwner", { name: wanted.owner.name });
    if (part.kind === "project") return t("quickProject", { name: wanted.project?.name ?? "" });
    if (part.kind === "minutes") return t("quickMinutes", { time: format.work(wanted.minutes ?? 0) });
    return t("highPriority", { value: wanted.priority });
  };
  return (
    <ul aria-label={t("quickRead")} className="flex flex-wrap gap-1.5">
      {parts.map((part) => (
        <li key={part.kind} className="flex h-7 items-center rounded-md bg-accent-soft ps-2.5 text-xs text-accent-strong">
          {say(part)}
          <button
            type="button"
            aria-label={t("quickPlain", { text: part.text })}
            title={t("quickPlain", { text: part.text })}
            onClick={() => onPlain(part.text)}
            className="flex h-7 w-7 items-center justify-center rounded-md hover:bg-hover pointer-coarse:w-9"
          >
            <X size={12} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A task of one's own or a colleague's, one in a project's plan, or a process of one step that recurs. */
function useAdd(w: string, me: string) {
  const t = useText(dayTexts);
  const { today } = useMoments();
  return useChange({
    call: async (wanted: Wanted) => {
      const { title, owner, dueAt, minutes, priority, project, rule } = wanted;
      if (rule) {
        await makeRepeating(w, {
          title,
          notes: "",
          doer: t("doer"),
          ownerId: owner.id,
          rule: { ...rule, time: wanted.time ?? "08:00", holidays: "after" },
          start: startOf(wanted.day, rule.weekdays, today),
        });
        return { kind: "process" as const };
      }
      if (project) {
        const task = await requestIn(w, "POST /projects/:p/tasks", {
          params: { p: project.id },
          waits: true,
          body: { title, ownerId: owner.id, dueAt, priority, ...(minutes === null ? {} : { workingMinutes: minutes }) },
        });
        return { kind: "task" as const, id: task.id };
      }
      const task = await requestIn(w, "POST /tasks", { body: { title, ownerId: owner.id, dueAt, priority, effortMinutes: minutes } });
      return { kind: "task" as const, id: task.id };
    },
    touches: ["task", "project", "process"],
    said: ({ title, owner, project, rule }) => {
      if (rule) return t("addedRepeating", { title });
      return project
        ? t("addedTo", { title, name: project.name })
        : owner.id === me
          ? t("added", { title })
          : t("addedFor", { title, name: owner.name });
    },
    undo: async (_, made) => {
      if (made.kind === "task") await requestIn(w, "DELETE /tasks/:t", { params: { t: made.id } });
    },
    undoable: (_, made) => made.kind === "task",
  });
}
