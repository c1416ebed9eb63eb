import { MessageSquare } from "lucide-react";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { DiscardedChange, requestIn } from "../api/index.ts";
import { useSentComments, WaitingComments } from "../shell/index.ts";
import { useChange, useDraft, useReadAll, useWorkspace } from "../session/index.ts";
import { Avatar, Button, Field, Markdown, TextArea, useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import { useMembers } from "./people.ts";

/** What people said about a step's task. */
export function Talk({ taskId }: { taskId: string }) {
  const t = useText(runTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const { items: members } = useMembers();
  const { items } = useReadAll("GET /tasks/:t/comments", { params: { t: taskId }, query: { limit: 200 } }, { watch: [`task:${taskId}`] });
  const sent = useSentComments(taskId, items);
  const [text, setText, forget] = useDraft(`comment ${taskId}`, "");
  const send = useChange({
    call: (said: string) =>
      requestIn(w, "POST /tasks/:t/comments", {
        params: { t: taskId },
        body: { text: said, mentions: members.filter((member) => said.includes(`@${member.name}`)).map((member) => member.id) },
      }),
    touches: [`task:${taskId}`, "task"],
  });
  const [writing, setWriting] = useState(false);
  const submit = () => {
    if (text.trim() === "") return;
    // Sent or waiting, it is kept elsewhere from now on.
    const said = text.trim();
    forget();
    setWriting(false);
    void send.mutateAsync(said).catch((error: unknown) => error instanceof DiscardedChange || setText(said));
  };
  return (
    <section aria-label={t("talk")} className="flex flex-col gap-3 border-t border-line pt-3">
      {(sent ?? []).map((comment) => (
        <article key={comment.id} className="flex gap-2.5 text-sm">
          <Avatar name={comment.author?.name ?? comment.importedAuthor} {...(comment.author ? { id: comment.author.id } : {})} />
          <div className="min-w-0 flex-1">
            <p className="text-xs text-muted">
              <span className="font-medium text-ink">{comment.author?.name ?? comment.importedAuthor ?? t("formerMember")}</span>{" "}
              {format.ago(comment.at, new Date())}
            </p>
            <Markdown text={comment.text} />
          </div>
        </article>
      ))}
      <WaitingComments taskId={taskId} />
      {writing || text !== "" ? (
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Field label={t("say")} hideLabel>
            <TextArea
              value={text}
              onValue={setText}
              rows={2}
              autoFocus={writing}
              placeholder={t("say")}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
                event.preventDefault();
                event.stopPropagation();
                submit();
              }}
            />
          </Field>
          <div>
            <Button type="submit" size="small" busy={send.isPending} why={text.trim() === "" ? t("reasonNeeded") : null}>
              {t("send")}
            </Button>
          </div>
        </form>
      ) : (
        <div className="-ms-2">
          <Button kind="quiet" size="small" icon={<MessageSquare size={13} />} onClick={() => setWriting(true)}>
            {t("say")}
          </Button>
        </div>
      )}
    </section>
  );
}
