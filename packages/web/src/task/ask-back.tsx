import { MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Field, Select } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import type { Task } from "./task.ts";
import { Words } from "./words.tsx";

/** Whom one can ask: the requester, and whoever did an earlier step of this run. */
export function AskBack({ task, onCancel, onAsked }: { task: Pick<Task, "id" | "home">; onCancel: () => void; onAsked: () => void }) {
  const t = useText(taskTexts);
  const { id: w } = useWorkspace();
  const { data: run } = useRead("GET /runs/:r", { params: { r: task.home.id } }, { watch: [`run:${task.home.id}`] });
  const [to, setTo] = useState("requester");
  const workers = new Map(
    (run?.steps ?? []).flatMap((step) => (step.state === "completed" && step.by ? [[step.by.id, step.by.name] as const] : [])),
  );
  const ask = useChange({
    call: (text: string) => requestIn(w, "POST /tasks/:t/questions", { params: { t: task.id }, body: { text, to: to as "requester" } }),
    touches: ["task", "run"],
    said: () => t("asked"),
  });
  return (
    <Words
      draft={`ask ${task.id}`}
      label={t("question")}
      missing={t("needQuestion")}
      press={t("askBack")}
      kind="primary"
      icon={<MessageCircleQuestion size={14} />}
      busy={ask.isPending}
      onCancel={onCancel}
      onSend={(text) => ask.mutateAsync(text).then(onAsked)}
      before={
        <Field label={t("askWhom")}>
          <Select
            value={to}
            onValue={setTo}
            choices={[
              { value: "requester", label: t("theRequester"), ...(run?.requester ? { hint: run.requester } : {}) },
              ...[...workers].map(([value, label]) => ({ value, label })),
            ]}
          />
        </Field>
      }
    />
  );
}
