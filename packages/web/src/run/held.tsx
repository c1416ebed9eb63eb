import { PauseCircle, Play } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { Run } from "./run.ts";
import { stepsIn } from "./steps.ts";

/** What is on hold, since when and why, and how it goes on. */
export function OnHold({ run }: { run: Run }) {
  const t = useText(runTexts);
  const titles = new Map(stepsIn(run.definition).map((step) => [step.id, step.title]));
  const steps = run.steps.filter((step) => step.state === "open" && step.held !== null);
  if (run.state !== "running" || (run.held === null && steps.length === 0)) return null;
  return (
    <div className="flex flex-col gap-2">
      {run.held ? <HoldNote run={run} held={run.held} taskId={null} title={t("runOnHold")} /> : null}
      {steps.map((step) =>
        step.held ? (
          <HoldNote
            key={step.taskId}
            run={run}
            held={step.held}
            taskId={step.taskId}
            title={t("stepOnHold", { step: titles.get(step.stepId) ?? step.title })}
          />
        ) : null,
      )}
    </div>
  );
}

function HoldNote({ run, held, taskId, title }: { run: Run; held: NonNullable<Run["held"]>; taskId: string | null; title: string }) {
  const t = useText(runTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const release = useChange({
    call: () =>
      taskId === null
        ? requestIn(w, "DELETE /runs/:r/hold", { params: { r: run.id } })
        : requestIn(w, "DELETE /tasks/:t/hold", { params: { t: taskId } }),
    touches: ["run", "task"],
    said: () => t("goesOnSaid"),
  });
  return (
    <section
      aria-label={title}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line bg-sunken px-3 py-2.5 text-sm"
    >
      <PauseCircle size={16} aria-hidden className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium [overflow-wrap:anywhere]">{title}</p>
        <p className="text-muted [overflow-wrap:anywhere]">{held.reason}</p>
        <p className="text-xs text-faint">
          {t("onHoldSince", { who: held.by?.name ?? t("formerMember"), when: format.moment(held.since) })}
        </p>
      </div>
      <Button
        icon={<Play size={14} />}
        why={run.may.hold !== "no" ? null : t("noControl")}
        busy={release.isPending}
        onClick={() => release.mutate(undefined)}
      >
        {t("goOn")}
      </Button>
    </section>
  );
}
