import { Pause, Timer } from "lucide-react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { TaskLink, useMoments } from "../task/index.ts";
import { Button, useFormat } from "../ui/index.ts";
import { dayTexts } from "./en.ts";

type Running = NonNullable<Answer<"GET /my-day">["timer"]>;

/** One's own clock, wherever one started it: what it runs on, for how long, and how it is stopped. */
export function RunningClock({ timer: { task, startedAt, endedAt } }: { timer: Running }) {
  const t = useText(dayTexts);
  const { id: w } = useWorkspace();
  const format = useFormat();
  const { now } = useMoments();
  const minutes = Math.max(0, Math.round(((endedAt === null ? now.getTime() : Date.parse(endedAt)) - Date.parse(startedAt)) / 60_000));
  const stop = useChange({
    call: () => requestIn(w, "DELETE /tasks/:t/timer", { params: { t: task.id } }),
    paint: (_: undefined, paint) => paint("GET /my-day", (day) => ({ ...day, timer: null })),
    touches: [`task:${task.id}`],
    said: () => t("clockStopped", { time: format.elapsed(minutes), title: task.title }),
  });
  return (
    <section
      aria-label={t("clockRuns")}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line/70 bg-accent-soft px-4 py-1.5 text-sm text-accent-strong sm:px-9"
    >
      <Timer size={14} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]">
        {t.rich(
          endedAt === null ? "clockOn" : "clockEnded",
          {
            task: (inside) => (
              <TaskLink id={task.id} className="font-medium underline decoration-line-strong underline-offset-2 hover:decoration-accent">
                {inside}
              </TaskLink>
            ),
          },
          { title: task.title, time: format.elapsed(minutes) },
        )}
      </span>
      <Button size="small" icon={<Pause size={14} />} onClick={() => stop.mutate(undefined)}>
        {t("clockStop")}
      </Button>
    </section>
  );
}
