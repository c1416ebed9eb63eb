import type { TaskStep } from "@rondo/core/process";
import { useMemo, useRef, useState } from "react";
import type { Problem } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useActions } from "../shell/index.ts";
import { useDraft, useWorkspace } from "../session/index.ts";
import { Button, Checkbox, Kbd } from "../ui/index.ts";
import { AnswerInput } from "./answer-input.tsx";
import { Follows } from "./follows.tsx";
import { type AnswerValue, type Wrong, wrongFrom } from "./check-answers.ts";
import { runTexts } from "./en.ts";
import type { Run, RunStep } from "./run.ts";
import { useStepChanges } from "./run-changes.ts";
import { AnswerText } from "./answer-text.tsx";
import { useFields } from "./use-fields.ts";
import { useWrongWords } from "./wrong-words.ts";

type Entered = { readonly answers: Readonly<Record<string, AnswerValue>> };
const nothing: Entered = { answers: {} };

/** The fields and the checklist of one's step. What is typed survives a reload until the step is completed. */
export function TaskWork({ run, entry, step, onDone }: { run: Run; entry: RunStep; step: TaskStep; onDone: (() => void) | undefined }) {
  const t = useText(runTexts);
  const form = useRef<HTMLFormElement>(null);
  const [entered, setEntered, forget] = useDraft<Entered>(`step ${entry.taskId}`, nothing);
  const [problems, setProblems] = useState<ReadonlyMap<string, Wrong>>(new Map());
  const { complete, check } = useStepChanges(run, entry, step.title, (problem) => shown(problem));
  const { zone } = useWorkspace();
  const words = useWrongWords();
  const known = useMemo(() => ({ ...run.answers, ...entered.answers }), [run.answers, entered.answers]);
  const { isAsked, computed, check: checkFields } = useFields(run.definition.fields, known, zone);
  const asked = step.fields
    .filter((use) => use.mode !== "shown")
    .flatMap((use) => run.definition.fields.filter((field) => field.key === use.key && isAsked(field)).map((field) => ({ ...use, field })));
  const valueOf = (key: string): AnswerValue => (key in entered.answers ? (entered.answers[key] ?? null) : (run.answers[key] ?? null));
  // Each tick is kept as it is made, with who and when, and others see it.
  const ticked = (item: string): boolean => entry.checked.includes(item);
  const unchecked = step.checklist.length - step.checklist.filter((item) => ticked(item.id)).length;
  const why =
    run.held || entry.held ? t("onHold") : step.checkAll === true && unchecked > 0 ? t("checkAllFirst", { count: unchecked }) : null;

  const submit = () => {
    // A key comes here too, and may come twice.
    if (why !== null || complete.isPending) return;
    const answers = Object.fromEntries(asked.flatMap(({ key, field }) => (field.computed === undefined ? [[key, valueOf(key)]] : [])));
    const found = checkFields(step.fields);
    setProblems(found);
    if (found.size > 0) return focusFirst();
    complete.mutate(
      { answers, checked: step.checklist.filter((item) => ticked(item.id)).map((item) => item.id) },
      {
        onSuccess: () => {
          forget();
          onDone?.();
        },
      },
    );
  };
  const latest = useRef(submit);
  latest.current = submit;
  useActions(
    useMemo(
      () => [
        {
          id: `run.complete.${entry.taskId}`,
          label: `${t("complete")}: ${step.title}`,
          keys: "e",
          group: "here",
          why,
          run: () => latest.current(),
        },
      ],
      [t, entry.taskId, step.title, why],
    ),
  );

  function focusFirst() {
    requestAnimationFrame(() =>
      form.current
        ?.querySelector<HTMLElement>("[data-invalid] input, [data-invalid] textarea, [data-invalid] button, [data-invalid]")
        ?.focus(),
    );
  }
  function shown(problem: Problem): boolean {
    const found = wrongFrom(problem.params["problems"], run.definition.fields);
    if (found === null) return false;
    setProblems(found);
    focusFirst();
    return true;
  }

  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          submit();
        }
      }}
    >
      {asked.map(({ key, mode, field }) =>
        field.computed !== undefined ? (
          <Follows key={key} label={field.label}>
            <AnswerText field={field} value={computed(field)} />
          </Follows>
        ) : (
          <AnswerInput
            key={key}
            field={field}
            value={valueOf(key)}
            taskId={entry.taskId}
            optional={mode !== "required"}
            error={words(field, problems.get(key))}
            onValue={(value) => {
              setEntered({ ...entered, answers: { ...entered.answers, [key]: value } });
              if (problems.has(key)) setProblems(new Map([...problems].filter(([one]) => one !== key)));
            }}
          />
        ),
      )}
      {step.checklist.length > 0 ? (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-xs font-medium text-muted">
            {t("checklist")}{" "}
            <span className="font-normal text-faint">
              {t("checkedCount", { done: step.checklist.length - unchecked, total: step.checklist.length })}
            </span>
          </legend>
          {step.checklist.map((item) => (
            <Checkbox key={item.id} checked={ticked(item.id)} onChecked={(on) => check.mutate({ item: item.id, on })} label={item.title} />
          ))}
        </fieldset>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button kind="primary" type="submit" busy={complete.isPending} why={why}>
          {t("complete")}
          <span className="hidden opacity-75 sm:inline">
            <Kbd keys="e" inverse />
          </span>
        </Button>
        {problems.size > 0 ? (
          <span role="status" className="text-xs text-act">
            {t("fixFields", { count: problems.size })}
          </span>
        ) : unchecked > 0 && unchecked < step.checklist.length ? (
          <span className="text-xs text-faint">{t("uncheckedWarn", { count: unchecked })}</span>
        ) : null}
      </div>
    </form>
  );
}
