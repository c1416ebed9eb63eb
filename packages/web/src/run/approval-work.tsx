import type { ApprovalStep } from "@rondo/core/process";
import { Check, CircleHelp, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useText } from "../messages/index.ts";
import { useActions } from "../shell/index.ts";
import { useDraft } from "../session/index.ts";
import { Button, Field, Select, TextArea } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { Run, RunStep } from "./run.ts";
import { useStepChanges } from "./run-changes.ts";
import { stepsIn } from "./steps.ts";

/** A decision: approve, reject with a reason, or ask somebody first. */
export function ApprovalWork({
  run,
  entry,
  step,
  onDone,
}: {
  run: Run;
  entry: RunStep;
  step: ApprovalStep;
  onDone: (() => void) | undefined;
}) {
  const t = useText(runTexts);
  const [doing, setDoing] = useState<"comment" | "reject" | "ask" | null>(null);
  const [text, setText, forget] = useDraft(`decision ${entry.taskId}`, "");
  const [missing, setMissing] = useState(false);
  const [to, setTo] = useState<string>("requester");
  const [back, setBack] = useState<string>(step.returnTo ?? "");
  const { decide, ask } = useStepChanges(run, entry, step.title, (problem) => {
    if (problem.code !== "reason_required" && problem.code !== "text_required") return false;
    setMissing(true);
    return true;
  });
  const waits = entry.question !== null && entry.question.answer === null;
  const done = {
    onSuccess: () => {
      forget();
      setDoing(null);
      onDone?.();
    },
  };
  const give = (verdict: "approve" | "reject") => {
    if (verdict === "reject" && text.trim() === "") return setMissing(true);
    decide.mutate(
      {
        verdict,
        comment: doing === "ask" ? "" : text.trim(),
        ...(verdict === "reject" && step.returnChoice === true && back !== "" && back !== step.returnTo && { to: back }),
      },
      done,
    );
  };
  const send = () => {
    if (text.trim() === "") return setMissing(true);
    ask.mutate({ text: text.trim(), to }, { onSuccess: () => (forget(), setDoing(null)) });
  };
  const why = !entry.mayDecide
    ? entry.owner
      ? t("notYours", { who: entry.owner.name })
      : t("notYoursYet")
    : run.held || entry.held
      ? t("onHold")
      : waits
        ? t("waitsForAnswer")
        : null;
  useActions(
    useMemo(
      () => [
        { id: `run.reject.${entry.taskId}`, label: `${t("rejectNow")}: ${step.title}`, group: "here", why, run: () => setDoing("reject") },
        { id: `run.ask.${entry.taskId}`, label: `${t("askBack")} ${step.title}`, group: "here", why, run: () => setDoing("ask") },
      ],
      [t, entry.taskId, step.title, why],
    ),
  );
  const target = stepsIn(run.definition).find((one) => one.id === back);
  const choices = step.returnChoice === true ? earlierIn(run, step) : [];
  const onText = (next: string) => {
    setText(next);
    setMissing(false);
  };

  if (doing === "reject" || doing === "ask") {
    const asking = doing === "ask";
    return (
      <div
        className="flex flex-col gap-3 rounded-md border border-line p-3"
        role="group"
        aria-label={t(asking ? "askTitle" : "rejectTitle")}
      >
        <p className="text-sm">
          <span className="font-medium">{t(asking ? "askTitle" : "rejectTitle")}. </span>
          <span className="text-muted">
            {asking ? t("askAbout") : target ? t("rejectReturns", { step: target.title }) : t("rejectEnds")}
          </span>
        </p>
        {asking ? (
          <Field label={t("askWhom")}>
            <Select
              value={to}
              onValue={setTo}
              choices={peopleToAsk(run, t("formerMember"), run.requester ? t("requesterNamed", { name: run.requester }) : t("requester"))}
            />
          </Field>
        ) : null}
        {asking || choices.length === 0 ? null : (
          <Field label={t("rejectTo")}>
            <Select
              value={back}
              onValue={setBack}
              choices={[...(step.returnTo === null ? [{ value: "", label: t("rejectToEnd") }] : []), ...choices]}
            />
          </Field>
        )}
        <Field label={t(asking ? "question" : "reason")} error={missing ? t("reasonNeeded") : null}>
          <TextArea value={text} onValue={onText} autoFocus />
        </Field>
        <div className="flex flex-wrap gap-2">
          {asking ? (
            <Button kind="primary" onClick={send} busy={ask.isPending}>
              {t("askNow")}
            </Button>
          ) : (
            <Button kind="danger" onClick={() => give("reject")} busy={decide.isPending}>
              {t("rejectNow")}
            </Button>
          )}
          <Button kind="quiet" onClick={() => setDoing(null)}>
            {t("back")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      {doing === "comment" ? (
        <Field label={t("approveComment")} optional>
          <TextArea value={text} onValue={onText} rows={2} autoFocus />
        </Field>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" icon={<Check size={16} />} why={why} busy={decide.isPending} onClick={() => give("approve")}>
          {t("approve")}
        </Button>
        <Button icon={<Undo2 size={16} />} why={why} onClick={() => setDoing("reject")}>
          {t("reject")}
        </Button>
        <Button icon={<CircleHelp size={16} />} why={why} onClick={() => setDoing("ask")}>
          {t("askBack")}
        </Button>
        {doing === null ? (
          <Button kind="quiet" onClick={() => setDoing("comment")}>
            {t("addComment")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Steps that were worked before this one, and where it goes back to by itself. */
function earlierIn(run: Run, step: ApprovalStep) {
  const worked = new Set(run.steps.filter((entry) => entry.closedAt !== null).map((entry) => entry.stepId));
  const all = stepsIn(run.definition);
  const before = all.slice(
    0,
    all.findIndex((one) => one.id === step.id),
  );
  return before.filter((one) => worked.has(one.id) || one.id === step.returnTo).map((one) => ({ value: one.id, label: one.title }));
}

/** The requester, and whoever worked an earlier step: nobody else knows the answer. */
function peopleToAsk(run: Run, former: string, requester: string) {
  const people = new Map(run.steps.flatMap((step) => (step.by ? [[step.by.id, step.by.name || former] as const] : [])));
  return [{ value: "requester", label: requester }, ...Array.from(people, ([value, label]) => ({ value, label }))];
}
