import { type Problem, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { type Paint, useChange, useWorkspace } from "../session/index.ts";
import type { AnswerValue } from "./check-answers.ts";
import { runTexts } from "./en.ts";
import type { Run, RunStep } from "./run.ts";

type Answers = Readonly<Record<string, AnswerValue>>;
type Refused = (problem: Problem) => boolean | void;

/** What can be done to an open step. Each paints its result at once and takes it back if the server says no. */
export function useStepChanges(run: Run, entry: RunStep, title: string, refused?: Refused) {
  const t = useText(runTexts);
  const { id: w } = useWorkspace();
  const task = entry.taskId ?? "";
  const touches = ["task", "run", "notice"];
  const shared = { touches, ...(refused ? { refused } : {}) };
  const closed =
    (change: Partial<RunStep>, answers: Answers = {}) =>
    (_: unknown, paint: Paint) => {
      paint(
        "GET /runs/:r",
        (shown) => ({
          ...shown,
          answers: { ...shown.answers, ...answers },
          steps: shown.steps.map((one) => (one.taskId === task ? { ...one, ...change } : one)),
        }),
        { params: { r: run.id } },
      );
      paint("GET /my-day", (day) => ({ ...day, items: day.items.filter((item) => item.task.id !== task) }));
    };
  const now = new Date().toISOString();
  const complete = useChange({
    call: ({ answers, checked }: { answers: Answers; checked: string[] }) =>
      requestIn(w, "PUT /tasks/:t/completion", { params: { t: task }, body: { answers, checked } }),
    paint: ({ answers, checked }, paint) => closed({ state: "completed", closedAt: now, checked }, answers)(null, paint),
    said: () => t("completedSaid", { step: title }),
    ...shared,
  });
  const decide = useChange({
    call: (body: { verdict: "approve" | "reject"; comment: string; to?: string }) =>
      requestIn(w, "PUT /tasks/:t/decision", { params: { t: task }, body }),
    paint: ({ verdict, comment }, paint) =>
      closed({ state: "completed", closedAt: now, decision: verdict === "approve" ? "approved" : "rejected", comment })(null, paint),
    said: ({ verdict }) => t(verdict === "approve" ? "approvedSaid" : "rejectedSaid", { step: title }),
    ...shared,
  });
  const ask = useChange({
    call: (body: { text: string; to: string }) => requestIn(w, "POST /tasks/:t/questions", { params: { t: task }, body }),
    said: () => t("askedSaid"),
    ...shared,
  });
  const answer = useChange({
    call: ({ question, text }: { question: string; text: string }) =>
      requestIn(w, "PUT /runs/:r/questions/:q/answer", { params: { r: run.id, q: question }, body: { text } }),
    said: () => t("answeredSaid"),
    ...shared,
  });
  const assign = useChange({
    call: ({ personId, from }: { personId: string; name: string; from: string | null }) =>
      requestIn(w, "PUT /tasks/:t/assignment", { params: { t: task }, body: { personId, from } }),
    paint: ({ personId, name }, paint) =>
      paint(
        "GET /runs/:r",
        (shown) => ({ ...shown, steps: shown.steps.map((one) => (one.taskId === task ? { ...one, owner: { id: personId, name } } : one)) }),
        { params: { r: run.id } },
      ),
    said: ({ name }) => t("assignedSaid", { step: title, who: name }),
    ...shared,
  });
  const skip = useChange({
    call: (reason: string) => requestIn(w, "PUT /tasks/:t/waiver", { params: { t: task }, body: { reason } }),
    paint: (reason, paint) => closed({ state: "skipped", closedAt: now, comment: reason })(null, paint),
    said: () => t("skippedSaid", { step: title }),
    ...shared,
  });
  const check = useChange({
    call: ({ item, on }: { item: string; on: boolean }) =>
      on
        ? requestIn(w, "PUT /tasks/:t/checks/:item", { params: { t: task, item } })
        : requestIn(w, "DELETE /tasks/:t/checks/:item", { params: { t: task, item } }),
    paint: ({ item, on }, paint) =>
      paint(
        "GET /runs/:r",
        (shown) => ({
          ...shown,
          steps: shown.steps.map((one) =>
            one.taskId === task ? { ...one, checked: on ? [...one.checked, item] : one.checked.filter((each) => each !== item) } : one,
          ),
        }),
        { params: { r: run.id } },
      ),
    touches: [`run:${run.id}`],
    ...(refused ? { refused } : {}),
  });
  return { complete, check, decide, ask, answer, assign, skip };
}
