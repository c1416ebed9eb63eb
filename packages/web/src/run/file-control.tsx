import { Paperclip, X } from "lucide-react";
import { useRef, useState } from "react";
import { DiscardedChange, doneOrWaiting, formOf, isProblem, requestIn, v7 } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useRead, useWaitingOn, useWorkspace } from "../session/index.ts";
import { WaitsMark } from "../shell/index.ts";
import { Button, IconButton, notify, Spinner, useFormat } from "../ui/index.ts";
import type { AnswerValue } from "./check-answers.ts";
import { runTexts } from "./en.ts";

/** Files of the step's task that are the answer; one that is chosen here is attached to the task. */
export function FileControl({
  value,
  onValue,
  taskId,
}: {
  value: readonly string[];
  onValue: (value: AnswerValue) => void;
  taskId: string | null;
}) {
  const t = useText(runTexts);
  const { id: w } = useWorkspace();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<string | null>(null);
  const { data } = useRead(
    "GET /tasks/:t/attachments",
    { params: { t: taskId ?? "" } },
    { watch: [`task:${taskId}`], enabled: taskId !== null },
  );
  const [made, setMade] = useState<ReadonlyMap<string, string>>(new Map());
  const waiting = useWaitingOn(taskId);
  const waits = (id: string) => waiting.find((one) => one.call.query?.["id"] === id && one.refused === undefined);
  const nameOf = (id: string): string => made.get(id) ?? data?.items.find((file) => file.id === id)?.name ?? waits(id)?.file?.name ?? "…";
  const send = async (files: readonly File[]) => {
    if (taskId === null) return;
    const ids: string[] = [];
    for (const file of files) {
      setSending(file.name);
      // Its id is made here, so that the answer can name a file that is still to be sent.
      const id = v7();
      const problem = (error: unknown) =>
        notify({
          tone: "problem",
          title: t("fileFailed", { name: file.name }),
          about: isProblem(error) ? `${error.title}. ${error.next}` : t("fileFailedNext"),
        });
      let failed = false;
      const sent = requestIn(w, "POST /tasks/:t/attachments", { params: { t: taskId }, query: { id }, body: formOf(file) }).catch(
        (error: unknown) => {
          failed = true;
          if (!(error instanceof DiscardedChange)) problem(error);
        },
      );
      await doneOrWaiting(sent);
      if (failed) continue;
      setMade((before) => new Map([...before, [id, file.name]]));
      ids.push(id);
    }
    setSending(null);
    if (ids.length > 0) onValue([...value, ...ids]);
  };
  return (
    <>
      {value.length > 0 ? (
        <ul className="flex flex-col gap-1 text-sm">
          {value.map((id) => (
            <li key={id} className="flex items-center gap-1.5">
              <Paperclip size={14} className="shrink-0 text-faint" aria-hidden="true" />
              <span className="min-w-0 truncate">{nameOf(id)}</span>
              {waits(id)?.file ? (
                <>
                  <span className="text-xs whitespace-nowrap text-faint">{format.bytes(waits(id)?.file?.size ?? 0)}</span>
                  <WaitsMark />
                </>
              ) : null}
              <IconButton
                size="small"
                label={t("detachFile", { name: nameOf(id) })}
                icon={<X size={13} />}
                onClick={() => onValue(value.length === 1 ? null : value.filter((one) => one !== id))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <span>
        <Button
          size="small"
          icon={sending === null ? <Paperclip size={14} /> : <Spinner />}
          busy={sending !== null}
          onClick={() => input.current?.click()}
        >
          {t("attachFile")}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t("attachFile")}
          onChange={(event) => {
            if (event.target.files) void send([...event.target.files]);
            event.target.value = "";
          }}
        />
      </span>
    </>
  );
}
