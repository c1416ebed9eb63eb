import { useText } from "../messages/index.ts";
import { SegmentedControl } from "../ui/index.ts";
import type { Answers, Question } from "@rondo/core/advice";
import { newTexts } from "./en.ts";

export function QuestionList({
  questions,
  answers,
  onAnswer,
}: {
  questions: readonly Question[];
  answers: Answers;
  onAnswer: (question: Question, answer: "yes" | "no" | undefined) => void;
}) {
  const t = useText(newTexts);
  return (
    <ul className="flex flex-col divide-y divide-line">
      {questions.map((question) => (
        <li key={question} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3.5">
          <div className="min-w-0 flex-1 basis-64">
            <p className="text-base font-medium">{t(question)}</p>
            <p className="text-sm text-muted">{t(`${question}Help`)}</p>
          </div>
          <SegmentedControl
            label={t(question)}
            value={answers[question] ?? "unknown"}
            onValue={(value) => onAnswer(question, value === "unknown" ? undefined : value)}
            choices={[
              { value: "yes", label: t("yes") },
              { value: "no", label: t("no") },
              { value: "unknown", label: t("unknown") },
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
