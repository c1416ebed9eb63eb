import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useFinding, useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button } from "../ui/index.ts";
import { AnswerInput } from "./answer-input.tsx";
import { Attempts } from "./attempts.tsx";
import type { AnswerValue } from "./check-answers.ts";
import { runTexts } from "./en.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import type { Run } from "./run.ts";
import { stepsIn } from "./steps.ts";

/** Where the run stands still because a decision can't be made: what is wrong, and the answers to mend. */
export function Incidents({ run }: { run: Run }) {
  return run.incidents.map((incident) => <Incident key={incident.id} run={run} incident={incident} />);
}

function Incident({ run, incident }: { run: Run; incident: Run["incidents"][number] }) {
  const t = useText(runTexts);
  const finding = useFinding();
  const { id: w } = useWorkspace();
  const [answers, setAnswers] = useState<Readonly<Record<string, AnswerValue>>>({});
  const retry = useChange({
    call: () =>
      requestIn(w, "POST /runs/:r/retries", { params: { r: run.id }, body: { stepId: incident.stepId, id: incident.id, answers } }),
    touches: ["run", "task"],
    said: () => t("retriedSaid"),
  });
  const [passing, setPassing] = useState(false);
  const pass = useChange({
    call: (reason: string) => requestIn(w, "PUT /runs/:r/waits/:id/waiver", { params: { r: run.id, id: incident.id }, body: { reason } }),
    touches: ["run", "task"],
  });
  const step = stepsIn(run.definition).find((one) => one.id === incident.stepId);
  // Fields that the step itself names, in whatever place: one of them is what is wrong.
  const said = JSON.stringify({
    ...step,
    branches: step !== undefined && "branches" in step ? step.branches.map(({ steps: _, ...branch }) => branch) : [],
  });
  const names = new Set(said.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  return (
    <section role="alert" className="flex flex-col gap-3 rounded-lg bg-act-soft p-4 text-sm">
      <div className="flex gap-2.5">
        <CircleAlert size={16} className="mt-0.5 shrink-0 text-act" aria-hidden="true" />
        <div className="min-w-0">
          <h2 className="font-semibold text-act">{step === undefined ? t("incident") : t("incidentAt", { step: step.title })}</h2>
          <p className="wrap-anywhere">{finding(incident)}</p>
        </div>
      </div>
      {incident.tried === null ? null : (
        <div className="sm:ps-6.5">
          <Attempts tried={incident.tried} />
        </div>
      )}
      {run.mayControl ? (
        <div className="flex max-w-md flex-col gap-3 sm:ps-6.5">
          {run.definition.fields
            .filter((field) => names.has(field.key))
            .map((field) => (
              <AnswerInput
                key={field.key}
                field={field}
                value={answers[field.key] ?? run.answers[field.key]}
                onValue={(value) => setAnswers({ ...answers, [field.key]: value })}
              />
            ))}
          <div className="flex flex-wrap gap-2">
            <Button kind="primary" busy={retry.isPending} onClick={() => retry.mutate(undefined)}>
              {t("retry")}
            </Button>
            <Button kind="quiet" onClick={() => setPassing(true)}>
              {t("passIncident")}
            </Button>
            <ReasonDialog
              open={passing}
              onOpen={setPassing}
              title={t("goOnWithoutTitle")}
              about={t("goOnWithoutAbout")}
              action={t("goOnNow")}
              onReason={(reason) => pass.mutateAsync(reason)}
              draft={`incident ${incident.id}`}
            />
          </div>
        </div>
      ) : null}
    </section>
  );
}
