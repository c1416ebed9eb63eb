import { Check, MessageCircleQuestion, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import type { Task } from "./task.ts";
import { Words } from "./words.tsx";

const AskBack = lazy(() => import("./ask-back.tsx").then((module) => ({ default: module.AskBack })));

type Mode = "approve" | "reject" | "askBack";

/** Approve, reject or ask back, where the task is met. Approving is one press; the other two ask for words first. */
export function Decision({ task, onDecided }: { task: Pick<Task, "id" | "title" | "home" | "step">; onDecided?: () => void }) {
  const t = useText(taskTexts);
  const { id: w } = useWorkspace();
  const [mode, setMode] = useState<Mode | null>(null);
  const settled = { touches: ["task", "run", "notice"] };
  const decide = useChange({
    call: ({ verdict, comment }: { verdict: "approve" | "reject"; comment: string }) =>
      requestIn(w, "PUT /tasks/:t/decision", { params: { t: task.id }, body: { verdict, comment } }),
    paint: (_, paint) => paint("GET /my-day", (day) => ({ ...day, items: day.items.filter((item) => item.task.id !== task.id) })),
    said: ({ verdict }) => t(verdict === "approve" ? "approved" : "rejected", { title: task.title }),
    ...settled,
  });
  const open = task.step?.openQuestion ?? null;
  if (open !== null) return <p className="text-sm text-muted">{t("waitsForAnswer", { text: open })}</p>;
  if (mode === "reject")
    return (
      <Words
        draft={`reject ${task.id}`}
        label={t("whyReject")}
        missing={t("needReason")}
        press={t("reject")}
        kind="danger"
        icon={<X size={14} />}
        busy={decide.isPending}
        onCancel={() => setMode(null)}
        onSend={(comment) => decide.mutateAsync({ verdict: "reject", comment }).then(onDecided)}
      />
    );
  if (mode === "askBack")
    return (
      <Suspense>
        <AskBack task={task} onCancel={() => setMode(null)} onAsked={() => setMode(null)} />
      </Suspense>
    );
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button
        size="small"
        kind="primary"
        icon={<Check size={14} />}
        busy={decide.isPending}
        onClick={() => void decide.mutateAsync({ verdict: "approve", comment: "" }).then(onDecided, () => undefined)}
      >
        {t("approve")}
      </Button>
      <Button size="small" icon={<X size={14} />} onClick={() => setMode("reject")}>
        {t("reject")}
      </Button>
      <Button size="small" kind="quiet" icon={<MessageCircleQuestion size={14} />} onClick={() => setMode("askBack")}>
        {t("askBack")}
      </Button>
    </div>
  );
}
