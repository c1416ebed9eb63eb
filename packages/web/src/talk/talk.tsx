import { useRef } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError, useSentComments, WaitingComments } from "../shell/index.ts";
import { useChange, useReadMore, useWorkspace } from "../session/index.ts";
import { Button, cx, Skeleton } from "../ui/index.ts";
import { CommentBox } from "./comment-box.tsx";
import { talkTexts } from "./en.ts";
import { type Comment, Said } from "./said.tsx";

type Props = {
  taskId: string;
  onFiles?: (files: FileList) => void;
  /** Among the parts of something larger: without a heading of its own. */ brief?: boolean;
};

/** What was said about a task, oldest first, and a place to say more. */
export function Talk({ taskId, onFiles, brief = false }: Props) {
  const t = useText(talkTexts);
  const { id: w } = useWorkspace();
  const comments = useReadMore("GET /tasks/:t/comments", { params: { t: taskId }, query: { limit: 100 } }, { watch: [`task:${taskId}`] });
  const sent = useSentComments(taskId, comments.items);
  const quoting = useRef<(name: string, text: string) => void>(null);
  const takeBack = useChange({
    call: (comment: Comment) => requestIn(w, "DELETE /tasks/:t/comments/:c", { params: { t: taskId, c: comment.id } }),
    paint: (comment, paint) =>
      paint("GET /tasks/:t/comments", (page) => ({ ...page, items: page.items.filter((one) => one.id !== comment.id) })),
    touches: [`task:${taskId}`],
    said: () => t("takenBack"),
    undo: (comment) => requestIn(w, "DELETE /tasks/:t/comments/:c/deletion", { params: { t: taskId, c: comment.id } }),
  });
  return (
    <section aria-label={t("talk")} className={cx("flex flex-col gap-3", brief && "border-t border-line pt-3")}>
      {brief ? null : <h3 className="text-sm font-semibold">{t("talk")}</h3>}
      {comments.error && !comments.items ? <ReadError error={comments.error} onRetry={comments.refetch} /> : null}
      {comments.items === undefined && !comments.error ? <Skeleton rows={2} /> : null}
      {comments.items?.length === 0 && !brief ? <p className="text-sm text-faint">{t("talkEmpty")}</p> : null}
      <ol className="flex flex-col gap-3 empty:hidden">
        {sent?.map((comment) => (
          <Said
            key={comment.id}
            taskId={taskId}
            comment={comment}
            onQuote={(text) => quoting.current?.(comment.author?.name ?? comment.importedAuthor ?? t("somebody"), text)}
            onTakeBack={() => takeBack.mutate(comment)}
          />
        ))}
        <WaitingComments taskId={taskId} />
      </ol>
      {comments.hasNextPage ? (
        <div>
          <Button size="small" onClick={comments.more} busy={comments.isFetchingNextPage}>
            {t("older")}
          </Button>
        </div>
      ) : null}
      <CommentBox taskId={taskId} quoting={quoting} onFiles={onFiles} />
    </section>
  );
}
