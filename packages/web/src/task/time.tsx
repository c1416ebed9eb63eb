import { Eye, EyeOff, Pause, Play, X } from "lucide-react";
import { useState } from "react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Avatar, Button, DateInput, Field, IconButton, TextInput, useFormat } from "../ui/index.ts";
import { useMoments } from "./moments.ts";
import type { Task } from "./task.ts";
import { timeTexts } from "./time.en.ts";

type TaskTime = Answer<"GET /tasks/:t/time-entries">;

/** How long was worked on a task: a clock to start and stop, entries by hand; and who follows the task. */
export function Time({ task }: { task: Task }) {
  const t = useText(timeTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const { now, today } = useMoments();
  const params = { t: task.id };
  const { data } = useRead("GET /tasks/:t/time-entries", { params }, { watch: [`task:${task.id}`] });
  const touches = [`task:${task.id}`];
  const paint =
    (change: (was: TaskTime) => TaskTime) => (_: unknown, put: Parameters<NonNullable<Parameters<typeof useChange>[0]["paint"]>>[1]) =>
      put("GET /tasks/:t/time-entries", change, { params });
  const start = useChange({
    call: () => requestIn(w, "PUT /tasks/:t/timer", { params }),
    paint: paint((was) => ({ ...was, timer: { startedAt: new Date().toISOString() } })),
    touches,
  });
  const stop = useChange({
    call: () => requestIn(w, "DELETE /tasks/:t/timer", { params }),
    paint: paint((was) => ({ ...was, timer: null })),
    touches,
  });
  const add = useChange({
    call: (body: { minutes: number; day: string; note: string }) => requestIn(w, "POST /tasks/:t/time-entries", { params, body }),
    touches,
    said: ({ minutes }) => t("entered", { time: format.work(minutes) }),
  });
  const remove = useChange({
    call: (e: string) => requestIn(w, "DELETE /tasks/:t/time-entries/:e", { params: { ...params, e } }),
    touches,
    said: () => t("deleted"),
    undo: (e) => requestIn(w, "DELETE /tasks/:t/time-entries/:e/deletion", { params: { ...params, e } }),
  });
  const follow = useChange({
    call: (on: boolean) => requestIn(w, on ? "PUT /tasks/:t/following" : "DELETE /tasks/:t/following", { params }),
    touches,
  });
  if (!data) return null;
  const running = data.timer ? Math.max(0, Math.round((now.getTime() - Date.parse(data.timer.startedAt)) / 60_000)) : null;
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-semibold">{t("title")}</h3>
        <span className="min-w-0 flex-1 text-sm text-muted tabular-nums max-sm:order-last max-sm:basis-full" role="status">
          {[
            data.spentMinutes > 0 ? t("spent", { time: format.work(data.spentMinutes) }) : t("none"),
            running === null ? "" : t("running", { time: format.elapsed(running) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {data.timer ? (
          <Button size="small" icon={<Pause size={14} />} onClick={() => stop.mutate(undefined)}>
            {t("stop")}
          </Button>
        ) : (
          <Button
            size="small"
            icon={<Play size={14} />}
            why={task.closedAs === null ? null : t("closed")}
            onClick={() => start.mutate(undefined)}
          >
            {t("start")}
          </Button>
        )}
        <Button
          size="small"
          kind="quiet"
          icon={data.following ? <EyeOff size={14} /> : <Eye size={14} />}
          onClick={() => follow.mutate(!data.following)}
        >
          {t(data.following ? "unfollow" : "follow")}
        </Button>
      </div>
      {data.followers.length > 0 ? (
        <p className="flex items-center gap-1 text-xs text-faint">
          {t("followers", { count: data.followers.length })}
          {data.followers.slice(0, 8).map((person) => (
            <Avatar key={person.id} name={person.name} id={person.id} alone />
          ))}
        </p>
      ) : null}
      <Enter today={today} onAdd={add.mutate} />
      {data.items.length > 0 ? (
        <ul className="flex flex-col text-sm">
          {data.items.map((entry) => (
            <li key={entry.id} className="flex min-h-8 items-center gap-2 border-b border-line/70 last:border-0">
              <span className="w-16 shrink-0 text-faint">{format.day(entry.day, today)}</span>
              <Avatar name={entry.person.name} id={entry.person.id} alone />
              <span className="min-w-0 flex-1 truncate text-muted">{entry.note === "" ? entry.person.name : entry.note}</span>
              <span className="tabular-nums">{format.work(entry.minutes)}</span>
              {entry.mine ? (
                <IconButton
                  size="small"
                  label={t("remove", { time: format.work(entry.minutes), day: format.day(entry.day, today) })}
                  icon={<X size={14} />}
                  onClick={() => remove.mutate(entry.id)}
                />
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Enter({ today, onAdd }: { today: string; onAdd: (entry: { minutes: number; day: string; note: string }) => void }) {
  const t = useText(timeTexts);
  const [open, setOpen] = useState(false);
  const [time, setTime] = useState("");
  const [day, setDay] = useState(today);
  const [note, setNote] = useState("");
  const [bad, setBad] = useState(false);
  if (!open)
    return (
      <div>
        <Button size="small" kind="quiet" onClick={() => setOpen(true)}>
          {t("add")}
        </Button>
      </div>
    );
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const minutes = minutesOf(time);
        if (minutes === null) return setBad(true);
        onAdd({ minutes, day: day || today, note: note.trim() });
        setTime("");
        setDay(today);
        setNote("");
        setOpen(false);
      }}
    >
      <div className="w-44">
        <Field label={t("howLong")} {...(bad ? { error: t("bad") } : {})}>
          <TextInput
            value={time}
            autoFocus
            onValue={(next) => {
              setTime(next);
              setBad(false);
            }}
          />
        </Field>
      </div>
      <div className="w-40">
        <Field label={t("day")}>
          <DateInput value={day} onValue={setDay} max={today} required />
        </Field>
      </div>
      <div className="min-w-40 flex-1">
        <Field label={t("note")}>
          <TextInput value={note} onValue={setNote} maxLength={300} />
        </Field>
      </div>
      <Button type="submit" kind="primary">
        {t("addDo")}
      </Button>
    </form>
  );
}

/** "1h 30m", "1:30", "1.5h", "90": minutes, a day at most; null for what is none of them. */
function minutesOf(text: string): number | null {
  const said = text.trim().toLowerCase().replace(",", ".");
  const [, hours, minutes] =
    /^(?:(\d{1,2}(?:\.\d+)?)\s*h\p{L}*)?\s*(?:(\d{1,4})\s*(?:m\p{L}*)?)?$/u.exec(said) ?? /^(\d{1,2}):(\d\d)$/.exec(said) ?? [];
  const total = Math.round(Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  return total >= 1 && total <= 1_440 ? total : null;
}
