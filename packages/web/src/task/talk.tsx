import { Trash2 } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { useChange, useMe, useReadMore, useWorkspace } from "../session/index.ts";
import { Avatar, Button, IconButton, Markdown, Skeleton, Tooltip } from "../ui/index.ts";
import { CommentBox } from "./comment-box.tsx";
import { taskTexts } from "./en.ts";
import { withNamesBold } from "./mention.ts";
import { useMoments } from "./moments.ts";
import { usePeople } from "./people.tsx";
import type { Comment } from "./task.ts";

/** What was said about a task, oldest first, and a place to say more. */
export function Talk({ taskId }: { taskId: string }) {
  const t = useText(taskTexts);
  const { id: w } = useWorkspace();
  const comments = useReadMore("GET /tasks/:t/comments", { params: { t: taskId }, query: { limit: 100 } }, { watch: [`task:${taskId}`] });
  const takeBack = useChange({
    call: (comment: Comment) => requestIn(w, "DELETE /tasks/:t/comments/:c", { params: { t: taskId, c: comment.id } }),
    paint: (comment, paint) => paint("GET /tasks/:t/comments", (page) => ({ ...page, items: page.items.filter((one) => one.id !== comment.id) })),
    touches: [`task:${taskId}`],
    said: () => t("takenBack"),
  });
  return (
    <section aria-label={t("talk")} className="flex flex-col gap-3">
      <h3 className="text-sm font-semibold">{t("talk")}</h3>
      {comments.error ? <ReadError error={comments.error} onRetry={comments.refetch} /> : null}
      {comments.items === undefined && !comments.error ? <Skeleton rows={2} /> : null}
      {comments.items?.length === 0 ? <p className="text-sm text-faint">{t("talkEmpty")}</p> : null}
      <ol className="flex flex-col gap-3">{comments.items?.map((comment) => <Said key={comment.id} comment={comment} onTakeBack={() => takeBack.mutate(comment)} />)}</ol>
      {comments.hasNextPage ? (
        <div>
          <Button size="small" onClick={comments.more} busy={comments.isFetchingNextPage}>
            {t("older")}
          </Button>
        </div>
      ) : null}
      <CommentBox taskId={taskId} />
    </section>
  );
}

function Said({ comment, onTakeBack }: { comment: Comment; onTakeBack: () => void }) {
  const t = useText(taskTexts);
  const moments = useMoments();
  const people = usePeople();
  const me = useMe().person;
  const name = comment.author?.name ?? comment.importedAuthor ?? t("somebody");
  return (
    <li className="group/said flex gap-2.5">
      <Avatar name={name} {...(comment.author ? { id: comment.author.id } : {})} size="medium" />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-2 text-xs text-muted">
          <Tooltip text={moments.long(comment.at)}>
            <span>
              <span className="font-medium text-ink">{name}</span> · {moments.ago(comment.at)}
              {comment.importedAuthor !== null ? ` · ${t("importedFrom")}` : ""}
            </span>
          </Tooltip>
          {comment.author?.id === me.id ? (
            <span className="ms-auto opacity-0 group-focus-within/said:opacity-100 group-hover/said:opacity-100 pointer-coarse:opacity-100">
              <IconButton size="small" label={t("takeBack")} icon={<Trash2 size={14} />} onClick={onTakeBack} />
            </span>
          ) : null}
        </div>
        <Markdown text={withNamesBold(comment.text, people)} />
      </div>
    </li>
  );
}
