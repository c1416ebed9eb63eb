import { CornerDownLeft } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useMe, useRead, useWorkspace } from "../session/index.ts";
import { taskTexts } from "./en.ts";
import { Words } from "./words.tsx";

/** The question of a run that one was asked, with a place for the answer; nothing when it was answered meanwhile. */
export function AnswerQuestion({ runId }: { runId: string }) {
  const t = useText(taskTexts);
  const { id: w } = useWorkspace();
  const me = useMe().person;
  const { data: run } = useRead("GET /runs/:r", { params: { r: runId } }, { watch: [`run:${runId}`] });
  const answer = useChange({
    call: ({ q, text }: { q: string; text: string }) =>
      requestIn(w, "PUT /runs/:r/questions/:q/answer", { params: { r: runId, q }, body: { text } }),
    touches: ["run", "task", "notice"],
    said: () => t("answered"),
  });
  const question = run?.steps.find(
    (step) =>
      step.state === "open" &&
      step.question !== null &&
      step.question.answer === null &&
      (step.question.to === me.id || step.question.to === me.name || step.question.to === "requester"),
  )?.question;
  if (!question) return null;
  return (
    <div className="flex w-full flex-col gap-2">
      <blockquote className="border-s-2 border-line-strong ps-3 text-sm">
        <span className="block text-xs text-muted">{t("asksYou", { name: question.by?.name ?? t("somebody") })}</span>
        {question.text}
      </blockquote>
      <Words
        draft={`answer ${question.id}`}
        label={t("answer")}
        missing={t("needAnswer")}
        press={t("sendAnswer")}
        kind="primary"
        icon={<CornerDownLeft size={14} />}
        busy={answer.isPending}
        onSend={(text) => answer.mutateAsync({ q: question.id, text })}
      />
    </div>
  );
}
