import { Check, MessageCircleQuestion, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useRead, useWorkspace } from "../session/index.ts";
import { Button, Field, Select, TextArea } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import type { Task } from "./task.ts";

type Mode = "approve" | "reject" | "askBack";

/** Approve, reject or ask back, where the task is met. Approving is one press; the other two ask for words first. */
export function Decision({ task, onDecided }: { task: Pick<Task, "id" | "title" | "home" | "step">; onDecided?: () => void }) {
  const t = useText(taskTexts);
  const { id: w } = useWorkspace();
  const [mode, setMode] = useState<Mode | null>(null);
  const settled = { touches: ["task", "run", "notice"] };
  const decide = useChange({
    call: ({ verdict, comment }: { verdict: "approve" | "reject"; comment: string }) => requestIn(w, "PUT /tasks/:t/decision", { params: { t: task.id }, body: { verdict, comment } }),
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
  if (mode === "askBack") return <AskBack task={task} onCancel={() => setMode(null)} onAsked={() => setMode(null)} />;
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button size="small" kind="primary" icon={<Check size={14} />} busy={decide.isPending} onClick={() => void decide.mutateAsync({ verdict: "approve", comment: "" }).then(onDecided, () => undefined)}>
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

/** Whom one can ask: the requester, and whoever did an earlier step of this run. */
function AskBack({ task, onCancel, onAsked }: { task: Pick<Task, "id" | "home">; onCancel: () => void; onAsked: () => void }) {
  const t = useText(taskTexts);
  const { id: w } = useWorkspace();
  const { data: run } = useRead("GET /runs/:r", { params: { r: task.home.id } }, { watch: [`run:${task.home.id}`] });
  const [to, setTo] = useState("requester");
  const workers = new Map((run?.steps ?? []).flatMap((step) => (step.state === "completed" && step.by ? [[step.by.id, step.by.name] as const] : [])));
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
          <Select value={to} onValue={setTo} choices={[{ value: "requester", label: t("theRequester"), ...(run?.requester ? { hint: run.requester } : {}) }, ...[...workers].map(([value, label]) => ({ value, label }))]} />
        </Field>
      }
    />
  );
}

type WordsProps = { draft: string; label: string; missing: string; press: string; kind: "primary" | "danger"; icon: ReactNode; busy: boolean; before?: ReactNode; onCancel?: () => void; onSend: (text: string) => Promise<unknown> };

/** A few words and the button that sends them; what was typed is kept until the server has it. */
export function Words({ draft, label, missing, press, kind, icon, busy, before, onCancel, onSend }: WordsProps) {
  const t = useText(taskTexts);
  const [text, setText, forget] = useDraft(draft, "");
  const send = () => {
    if (text.trim() !== "" && !busy) void onSend(text.trim()).then(forget, () => undefined);
  };
  return (
    <div className="flex w-full max-w-xl flex-col gap-2">
      {before}
      <Field label={label}>
        <TextArea
          value={text}
          onValue={setText}
          rows={2}
          // Opened by a press, it is where the writing goes; what stands on a screen from the start leaves the keyboard alone.
          autoFocus={onCancel !== undefined}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
            else if (event.key === "Escape" && onCancel) onCancel();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
      </Field>
      <div className="flex gap-2">
        <Button size="small" kind={kind} icon={icon} busy={busy} why={text.trim() === "" ? missing : null} onClick={send}>
          {press}
        </Button>
        {onCancel ? (
          <Button size="small" kind="quiet" onClick={onCancel}>
            {t("cancel")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
