import { useText } from "../messages/index.ts";
import { ReadError, StepWaits, WaitsHere } from "../shell/index.ts";
import { closesStep, nounOf, useMe, useRead, useWaitingOn } from "../session/index.ts";
import { Button, Markdown, Skeleton } from "../ui/index.ts";
import { ApprovalWork } from "./approval-work.tsx";
import { runTexts } from "./en.ts";
import { KnownHere } from "./known-here.tsx";
import { isExtra, workOf } from "./outline.ts";
import { QuestionOpen } from "./question.tsx";
import { RunContext } from "./run-context.ts";
import type { Run, RunStep } from "./run.ts";
import { SentBack } from "./sent-back.tsx";
import { useStepChanges } from "./run-changes.ts";
import { TaskWork } from "./task-work.tsx";
import { stepsIn } from "./steps.ts";

type Props = {
  runId: string;
  taskId: string;
  /** After it was completed, approved or rejected: the panel can close, the list can go on. */
  onDone?: () => void;
  /** Without the instructions: where there is little room, or they stand beside it. */
  brief?: boolean;
};

/** One open step of a run, to be worked where one is: its instructions, its fields only, and what can be done with it. */
export function StepWork({ runId, taskId, onDone, brief = false }: Props) {
  const run = useRead("GET /runs/:r", { params: { r: runId } }, { watch: [`run:${runId}`] });
  if (run.error) return <ReadError error={run.error} onRetry={run.refetch} />;
  if (!run.data) return <Skeleton rows={3} />;
  const entry = run.data.steps.find((one) => one.taskId === taskId);
  return entry ? <StepWorkOf run={run.data} entry={entry} brief={brief} {...(onDone ? { onDone } : {})} /> : null;
}

/** The same for a run that is at hand. */
export function StepWorkOf({ run, entry, onDone, brief = false }: { run: Run; entry: RunStep; onDone?: () => void; brief?: boolean }) {
  const t = useText(runTexts);
  const me = useMe().person;
  const found = stepsIn(run.definition).find((one) => one.id === entry.stepId);
  const step = isExtra(entry) || found?.kind === "undo" ? workOf(entry) : found;
  const { assign } = useStepChanges(run, entry, step?.title ?? "");
  const waiting = useWaitingOn(entry.taskId).filter((one) => one.refused === undefined);
  const isDone = waiting.some((one) => closesStep(one) || nounOf(one) === "questions");
  // Painted as done already, it is not so for anybody else.
  if (isDone && entry.state !== "open") return <StepWaits />;
  if (!step || entry.state !== "open" || (step.kind !== "task" && step.kind !== "approval")) return null;
  const isMine = entry.owner?.id === me.id;
  const canTake = !isMine && entry.owner === null && (step.kind === "approval" ? entry.mayDecide : entry.mayComplete);
  return (
    <RunContext value={run}>
      <div className="flex flex-col gap-4">
        {brief ? null : step.instructions.trim() ? <Markdown text={step.instructions} /> : null}
        {isExtra(entry) ? (
          <p className="text-xs text-muted">{t("addedHere")}</p>
        ) : found?.kind === "undo" ? (
          <p className="text-sm font-medium [overflow-wrap:anywhere]">{entry.title}</p>
        ) : null}
        {isMine ? null : (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
            <span>
              {entry.owner ? t("waitsFor", { who: entry.owner.name }) : entry.team ? t("waitsForTeam", { team: entry.team.name }) : null}
            </span>
            {canTake ? (
              <Button size="small" onClick={() => assign.mutate({ personId: me.id, name: me.name, from: entry.owner?.id ?? null })}>
                {t("take")}
              </Button>
            ) : null}
          </div>
        )}
        <SentBack run={run} entry={entry} />
        <KnownHere run={run} step={step} />
        {entry.question ? <QuestionOpen run={run} entry={entry} title={step.title} /> : null}
        {entry.taskId && !isDone ? <WaitsHere taskId={entry.taskId} /> : null}
        {isDone ? (
          <StepWaits />
        ) : step.kind === "task" && !entry.mayComplete ? null : step.kind === "task" ? (
          <TaskWork key={entry.taskId} run={run} entry={entry} step={step} onDone={onDone} />
        ) : (
          <ApprovalWork key={entry.taskId} run={run} entry={entry} step={step} onDone={onDone} />
        )}
      </div>
    </RunContext>
  );
}
