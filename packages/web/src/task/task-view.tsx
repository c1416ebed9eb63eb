import { CircleCheck, RotateCcw } from "lucide-react";
import { useText } from "../messages/index.ts";
import { WaitsHere } from "../shell/index.ts";
import { Talk } from "../talk/index.ts";
import { Button } from "../ui/index.ts";
import { useTaskChanges } from "./changes.ts";
import { taskTexts } from "./en.ts";
import { CustomFields } from "./custom-fields.tsx";
import { Files, useUpload } from "./files.tsx";
import { History } from "./history.tsx";
import { Inside } from "./inside.tsx";
import { useMoments } from "./moments.ts";
import { Places } from "./places.tsx";
import { Relations } from "./relations.tsx";
import type { Task } from "./task.ts";
import { Time } from "./time.tsx";
import { TaskFacts } from "./task-facts.tsx";
import { TaskNotes } from "./task-notes.tsx";
import { TaskTitle } from "./task-title.tsx";
import { PlanPart, StepPart } from "./work.tsx";

/** Everything about one task; the same beside a screen and on its own page. */
export function TaskView({ task }: { task: Task }) {
  const t = useText(taskTexts);
  const changes = useTaskChanges();
  const { upload } = useUpload(task.id);
  const closed = task.closedAs !== null;
  const ofRun = task.home.kind === "run";
  return (
    <article className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        <TaskTitle
          title={task.title}
          done={closed && task.step?.decision !== "rejected"}
          why={ofRun ? t("runDecides", { run: task.home.title }) : closed ? t("closedNow") : null}
          onTitle={(title) => changes.change.mutate({ task, body: { title } })}
        />
        {ofRun && !closed ? null : <WaitsHere taskId={task.id} />}
        <Closing task={task} />
        <TaskFacts
          task={task}
          onOwner={(person) => changes.give.mutate({ task, person })}
          onDates={(body) => changes.setDate.mutate({ task, body })}
          onPriority={(priority) => changes.change.mutate({ task, body: { priority } })}
          onEffort={(effortMinutes) => changes.change.mutate({ task, body: { effortMinutes } })}
        />
      </div>
      {ofRun && !closed ? (
        <div className="rounded-lg border border-line p-4">
          <StepPart task={task} />
        </div>
      ) : null}
      <section aria-label={t("notes")} className="flex flex-col gap-1">
        <h3 className="text-sm font-semibold">{t("notes")}</h3>
        <TaskNotes taskId={task.id} notes={task.notes} onNotes={(notes) => changes.change.mutateAsync({ task, body: { notes } })} />
      </section>
      <Inside task={task} />
      {task.plan && task.home.title !== "" ? <PlanPart task={task} /> : null}
      <Relations task={task} open={!closed} />
      <Places task={task} open={!closed} />
      <CustomFields task={task} />
      <Time task={task} />
      <Files taskId={task.id} />
      <Talk taskId={task.id} onFiles={upload} />
      <History task={task} />
    </article>
  );
}

/** Done or not, and the button that changes it. A run's step is closed by its own work, below. */
function Closing({ task }: { task: Task }) {
  const t = useText(taskTexts);
  const moments = useMoments();
  const { complete, reopen } = useTaskChanges();
  if (task.closedAs === null)
    return task.home.kind === "run" ? null : (
      <div>
        <Button kind="primary" icon={<CircleCheck size={14} />} onClick={() => complete(task)}>
          {t("complete")}
        </Button>
      </div>
    );
  const when = task.completion ? moments.ago(task.completion.at) : "";
  const by = task.completion?.by?.name;
  const words =
    by !== undefined && task.step?.decision != null
      ? t(task.step.decision === "approved" ? "approvedBy" : "rejectedBy", { name: by, when })
      : task.closedAs === "completed"
        ? task.completion?.by
          ? t("doneBy", { name: task.completion.by.name, when })
          : t("doneWhen", { when })
        : t(task.closedAs);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-accent-soft px-3 py-2 text-sm text-accent-strong">
      <CircleCheck size={16} aria-hidden="true" />
      <span className="min-w-0 flex-1">{words}</span>
      {task.closedAs === "completed" ? (
        <Button
          size="small"
          icon={<RotateCcw size={14} />}
          why={task.home.kind === "run" ? t("runWentOn") : null}
          onClick={() => reopen(task)}
        >
          {t("reopen")}
        </Button>
      ) : null}
    </div>
  );
}
