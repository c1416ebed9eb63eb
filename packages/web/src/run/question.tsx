import { MessageCircleQuestion } from "lucide-react";
import { useText } from "../messages/index.ts";
import { useDraft, useMe } from "../session/index.ts";
import { Button, Field, TextArea } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { Run, RunStep } from "./run.ts";
import { useStepChanges } from "./run-changes.ts";

/** A question that an approver asked back, with the answer's box for whoever may answer it. */
export function QuestionOpen({ run, entry, title }: { run: Run; entry: RunStep; title: string }) {
  const t = useText(runTexts);
  const me = useMe().person;
  const [text, setText, forget] = useDraft(`answer ${entry.question?.id ?? ""}`, "");
  const { answer } = useStepChanges(run, entry, title);
  const question = entry.question;
  if (!question) return null;
  const isMine = question.to === me.name;
  const who = question.by?.name ?? t("formerMember");
  // The asker may have the answer by other ways, so whoever controls the run can put it in.
  const mayAnswer = isMine || run.mayControl;
  return (
    <section className="flex flex-col gap-3 rounded-md border border-line bg-accent-soft/40 p-3">
      <div className="flex gap-2.5">
        <MessageCircleQuestion size={16} className="mt-0.5 shrink-0 text-accent" aria-hidden="true" />
        <div className="min-w-0 text-sm">
          <p className="text-muted">
            {isMine
              ? t("youAreAsked", { who })
              : t("questionOpen", { who, to: question.to === "requester" ? t("requester") : question.to })}
          </p>
          <p className="mt-0.5 whitespace-pre-wrap [overflow-wrap:anywhere]">{question.text}</p>
        </div>
      </div>
      {question.answer !== null ? (
        <p className="ms-6.5 border-s-2 border-accent ps-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{question.answer}</p>
      ) : mayAnswer ? (
        <form
          className="ms-6.5 flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== "") answer.mutate({ question: question.id, text: text.trim() }, { onSuccess: forget });
          }}
        >
          <Field label={t("answer")} hideLabel={isMine}>
            <TextArea value={text} onValue={setText} rows={2} />
          </Field>
          <div>
            <Button
              type="submit"
              kind={isMine ? "primary" : "plain"}
              busy={answer.isPending}
              why={text.trim() === "" ? t("reasonNeeded") : null}
            >
              {t("sendAnswer")}
            </Button>
          </div>
        </form>
      ) : null}
    </section>
  );
}
