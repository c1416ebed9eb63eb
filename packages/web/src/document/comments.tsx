import { Check, CornerDownRight, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useMe, useWorkspace } from "../session/index.ts";
import { namedIn, usePeople, withNamesBold } from "../talk/index.ts";
import { useMoments } from "../task/index.ts";
import { Avatar, Button, Checkbox, cx, IconButton, Markdown, Skeleton, TextArea } from "../ui/index.ts";
import type { Document, DocumentComment } from "./document.ts";
import type { Anchor } from "./editor/together.ts";
import { documentTexts } from "./en.ts";
import { Side } from "./side.tsx";

type About = { readonly anchor: Anchor; readonly quote: string };
type Props = {
  document: Document;
  comments: readonly DocumentComment[] | undefined;
  chosen: string | null;
  about: About | null;
  onAbout: () => void;
  onDone: () => void;
  onChoose: (comment: DocumentComment) => void;
  onClose: () => void;
};

/** What was said about passages, by the thread. */
export function Comments({ document, comments, chosen, about, onAbout, onDone, onChoose, onClose }: Props) {
  const t = useText(documentTexts);
  const [resolved, setResolved] = useState(false);
  const threads = (comments ?? []).filter((one) => one.parentId === null && (resolved || one.resolution === null));
  const any = comments?.some((one) => one.resolution !== null) ?? false;
  return (
    <Side title={t("comments")} onClose={onClose}>
      <NewComment document={document} about={about} onAbout={onAbout} onDone={onDone} />
      {any ? <Checkbox checked={resolved} onChecked={setResolved} label={t("showResolved")} /> : null}
      {comments === undefined ? (
        <Skeleton rows={3} />
      ) : threads.length === 0 ? (
        <p className="text-sm text-faint">{t("noComments")}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {threads.map((thread) => (
            <Thread
              key={thread.id}
              document={document}
              thread={thread}
              answers={comments.filter((one) => one.parentId === thread.id)}
              chosen={thread.id === chosen}
              onChoose={() => onChoose(thread)}
            />
          ))}
        </ul>
      )}
    </Side>
  );
}

function useSay(document: Document) {
  const { id: w } = useWorkspace();
  const people = usePeople();
  return useChange({
    call: (body: { text: string; parentId?: string; anchor?: Anchor; quote?: string }) =>
      requestIn(w, "POST /documents/:d/comments", {
        params: { d: document.id },
        body: { ...body, mentions: namedIn(body.text, people).map((person) => person.id) } as never,
      }),
    touches: [`document:${document.id}`],
  });
}

function NewComment({
  document,
  about,
  onAbout,
  onDone,
}: {
  document: Document;
  about: About | null;
  onAbout: () => void;
  onDone: () => void;
}) {
  const t = useText(documentTexts);
  const [text, setText, forget] = useDraft(`document comment ${document.id}`, "");
  const say = useSay(document);
  const send = () => {
    if (text.trim() === "" || say.isPending) return;
    say.mutate(
      { text: text.trim(), ...(about === null ? {} : about) },
      {
        onSuccess: () => {
          forget();
          onDone();
        },
      },
    );
  };
  return (
    <div className="flex flex-col gap-2">
      {about === null ? null : (
        <blockquote className="line-clamp-3 border-s-2 border-accent ps-2 text-xs text-muted">{about.quote}</blockquote>
      )}
      <TextArea
        aria-label={t("comment")}
        placeholder={t("commentPlaceholder")}
        rows={2}
        value={text}
        onValue={setText}
        // The selection in the text is what it will be about.
        onFocus={() => about === null && onAbout()}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
          event.preventDefault();
          send();
        }}
      />
      <Button size="small" kind="primary" busy={say.isPending} why={text.trim() === "" ? t("commentPlaceholder") : null} onClick={send}>
        {t("addComment")}
      </Button>
    </div>
  );
}

function Thread({
  document,
  thread,
  answers,
  chosen,
  onChoose,
}: {
  document: Document;
  thread: DocumentComment;
  answers: readonly DocumentComment[];
  chosen: boolean;
  onChoose: () => void;
}) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const [answering, setAnswering] = useState(false);
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const settled = thread.resolution !== null;
  const settle = useChange({
    call: (on: boolean) =>
      requestIn(w, on ? "PUT /documents/:d/comments/:c/resolution" : "DELETE /documents/:d/comments/:c/resolution", {
        params: { d: document.id, c: thread.id },
      }),
    touches: [`document:${document.id}`],
  });
  return (
    <li
      ref={place}
      className={cx(
        "flex flex-col gap-2 rounded-lg border p-3",
        chosen ? "border-line-strong bg-raised shadow-sm" : "border-line",
        settled && "opacity-75",
      )}
    >
      {thread.quote === "" ? null : (
        <button
          type="button"
          onClick={onChoose}
          className="line-clamp-2 border-s-2 border-accent ps-2 text-start text-xs text-muted hover:text-ink"
        >
          {thread.quote}
        </button>
      )}
      <One document={document} comment={thread} />
      {answers.map((one) => (
        <One key={one.id} document={document} comment={one} />
      ))}
      {settled ? <p className="text-xs text-muted">{t("resolvedBy", { name: thread.resolution?.by?.name ?? t("somebody") })}</p> : null}
      {answering ? (
        <Write
          document={document}
          name={t("replyTo", { name: thread.author?.name ?? t("somebody") })}
          parentId={thread.id}
          onDone={() => setAnswering(false)}
        />
      ) : (
        <div className="flex gap-1">
          <Button size="small" kind="quiet" icon={<CornerDownRight size={13} />} onClick={() => setAnswering(true)}>
            {t("reply")}
          </Button>
          <Button
            size="small"
            kind="quiet"
            icon={settled ? <RotateCcw size={13} /> : <Check size={13} />}
            onClick={() => settle.mutate(!settled)}
          >
            {settled ? t("reopen") : t("resolve")}
          </Button>
        </div>
      )}
    </li>
  );
}

function One({ document, comment }: { document: Document; comment: DocumentComment }) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const moments = useMoments();
  const people = usePeople();
  const me = useMe().person;
  const [editing, setEditing] = useState(false);
  const name = comment.author?.name ?? t("somebody");
  const params = { d: document.id, c: comment.id };
  const remove = useChange({
    call: () => requestIn(w, "DELETE /documents/:d/comments/:c", { params }),
    touches: [`document:${document.id}`],
    said: () => t("commentDeleted"),
    undo: () => requestIn(w, "DELETE /documents/:d/comments/:c/deletion", { params }),
  });
  return (
    <div className="group/one flex gap-2">
      <Avatar name={name} {...(comment.author ? { id: comment.author.id } : {})} />
      <div className="min-w-0 flex-1 text-sm">
        <div className="flex min-h-5 items-center gap-1 text-xs text-muted">
          <span className="min-w-0 flex-1">
            <span className="font-medium text-ink">{name}</span> · {moments.ago(comment.at)}
            {comment.editedAt === null ? "" : ` · ${t("commentEdited")}`}
          </span>
          {comment.author?.id === me.id ? (
            <span className="flex opacity-0 group-focus-within/one:opacity-100 group-hover/one:opacity-100 pointer-coarse:opacity-100">
              <IconButton size="small" label={t("editComment")} icon={<Pencil size={12} />} onClick={() => setEditing(true)} />
              <IconButton size="small" label={t("deleteComment")} icon={<Trash2 size={12} />} onClick={() => remove.mutate()} />
            </span>
          ) : null}
        </div>
        {editing ? (
          <Write document={document} name={t("editComment")} comment={comment} onDone={() => setEditing(false)} />
        ) : (
          <Markdown text={withNamesBold(comment.text, people)} />
        )}
      </div>
    </div>
  );
}

/** An answer, or what one said, said better. */
function Write({
  document,
  name,
  parentId,
  comment,
  onDone,
}: {
  document: Document;
  name: string;
  parentId?: string;
  comment?: DocumentComment;
  onDone: () => void;
}) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const [text, setText, forget] = useDraft(`document answer ${comment?.id ?? parentId}`, comment?.text ?? "");
  const say = useSay(document);
  const edit = useChange({
    call: (next: string) =>
      requestIn(w, "PATCH /documents/:d/comments/:c", { params: { d: document.id, c: comment?.id ?? "" }, body: { text: next } }),
    touches: [`document:${document.id}`],
  });
  const send = () => {
    const next = text.trim();
    if (next === "") return;
    if (say.isPending || edit.isPending) return;
    const onSuccess = () => {
      forget();
      onDone();
    };
    if (comment !== undefined) edit.mutate(next, { onSuccess });
    else say.mutate({ text: next, ...(parentId === undefined ? {} : { parentId }) }, { onSuccess });
  };
  const leave = () => {
    forget();
    onDone();
  };
  return (
    <div className="flex flex-col gap-2">
      <TextArea
        autoFocus
        aria-label={name}
        rows={2}
        value={text}
        onValue={setText}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
          else if (event.key === "Escape") leave();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div className="flex gap-2">
        <Button
          size="small"
          kind="primary"
          busy={say.isPending || edit.isPending}
          why={text.trim() === "" ? t("commentPlaceholder") : null}
          onClick={send}
        >
          {comment === undefined ? t("reply") : t("save")}
        </Button>
        <Button size="small" kind="quiet" onClick={leave}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}
