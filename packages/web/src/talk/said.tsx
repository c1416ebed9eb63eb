import { Eye, Frown, HeartHandshake, PartyPopper, Pencil, Quote, Smile, SmilePlus, ThumbsUp, Trash2 } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { type Answer, DiscardedChange, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useMe, useRead, useWorkspace } from "../session/index.ts";
import { Avatar, Button, cx, IconButton, Markdown, Popover, Skeleton, TextArea, Tooltip, useFormat } from "../ui/index.ts";
import { talkTexts } from "./en.ts";
import { namedIn, withNamesBold } from "./mention.ts";
import { usePeople } from "./use-people.ts";

export type Comment = Answer<"GET /tasks/:t/comments">["items"][number];

type Kind = Comment["reactions"][number]["kind"];
/** Drawn, not letters: they look the same on every machine. */
const signs: Readonly<Record<Kind, ReactNode>> = {
  agree: <ThumbsUp size={14} />,
  thanks: <HeartHandshake size={14} />,
  celebrate: <PartyPopper size={14} />,
  smile: <Smile size={14} />,
  look: <Eye size={14} />,
  sad: <Frown size={14} />,
};
const kinds = Object.keys(signs) as Kind[];

type Props = { taskId: string; comment: Comment; onQuote: (text: string) => void; onTakeBack: () => void };

/** One comment: what it says, what it said before, the signs with which it was answered. */
export function Said({ taskId, comment, onQuote, onTakeBack }: Props) {
  const t = useText(talkTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const people = usePeople();
  const me = useMe().person;
  const [draft, setDraft, forget] = useDraft<string | null>(`edit comment ${comment.id}`, null);
  const name = comment.author?.name ?? comment.importedAuthor ?? t("somebody");
  const mine = comment.author?.id === me.id;
  const { edit, toggle } = useCommentChanges(taskId);
  const words = useRef<HTMLDivElement>(null);
  const chosen = useRef<string | null>(null);
  const signed = (kind: Kind) => comment.reactions.find((one) => one.kind === kind)?.people.some((person) => person.id === me.id) ?? false;
  return (
    <li className="group/said flex gap-2.5">
      <Avatar name={name} {...(comment.author ? { id: comment.author.id } : {})} size="medium" />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-2 text-xs text-muted">
          <Tooltip text={format.long(comment.at)}>
            <span>
              <span className="font-medium text-ink">{name}</span> · {format.ago(comment.at, new Date())}
              {comment.importedAuthor !== null ? ` · ${t("importedFrom")}` : ""}
            </span>
          </Tooltip>
          {comment.editedAt !== null ? <Before taskId={taskId} commentId={comment.id} /> : null}
          <span className="ms-auto flex opacity-0 group-focus-within/said:opacity-100 group-hover/said:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:opacity-100">
            <Popover align="end" trigger={<IconButton size="small" label={t("react")} icon={<SmilePlus size={14} />} />}>
              <div className="flex gap-1">
                {kinds.map((kind) => (
                  <button
                    key={kind}
                    type="button"
                    aria-pressed={signed(kind)}
                    aria-label={t("sign", { kind })}
                    title={t("sign", { kind })}
                    onClick={() => toggle.mutate({ comment, kind })}
                    className="flex size-9 items-center justify-center rounded-md text-base hover:bg-hover aria-pressed:bg-accent-soft"
                  >
                    {signs[kind]}
                  </button>
                ))}
              </div>
            </Popover>
            <IconButton
              size="small"
              label={t("quote")}
              icon={<Quote size={14} />}
              // What is chosen of it, else all of it; before the press takes the choice away.
              onPointerDown={() => (chosen.current = chosenIn(words.current))}
              onClick={() => {
                onQuote(chosen.current ?? comment.text);
                chosen.current = null;
              }}
            />
            {mine ? (
              <IconButton size="small" label={t("editComment")} icon={<Pencil size={14} />} onClick={() => setDraft(comment.text)} />
            ) : null}
            {mine ? <IconButton size="small" label={t("takeBack")} icon={<Trash2 size={14} />} onClick={onTakeBack} /> : null}
          </span>
        </div>
        {draft !== null ? (
          <Edit
            text={draft}
            onText={setDraft}
            onCancel={forget}
            onSave={(text) => {
              forget();
              if (text === comment.text) return;
              const mentions = namedIn(text, people).map((person) => person.id);
              void edit
                .mutateAsync({ comment, text, mentions })
                .catch((error: unknown) => error instanceof DiscardedChange || setDraft(text));
            }}
          />
        ) : (
          <div ref={words}>
            <Markdown text={withNamesBold(comment.text, people)} />
          </div>
        )}
        <Signs comment={comment} signed={signed} onToggle={(kind) => toggle.mutate({ comment, kind })} />
      </div>
    </li>
  );
}

/** What is selected inside of an element; null where nothing is. */
function chosenIn(element: HTMLElement | null): string | null {
  const selection = getSelection();
  const inside = element !== null && selection !== null && element.contains(selection.anchorNode) && element.contains(selection.focusNode);
  return (inside && selection.toString().trim()) || null;
}

function Signs({ comment, signed, onToggle }: { comment: Comment; signed: (kind: Kind) => boolean; onToggle: (kind: Kind) => void }) {
  const t = useText(talkTexts);
  const format = useFormat();
  if (comment.reactions.length === 0) return null;
  return (
    <ul aria-label={t("signs")} className="flex flex-wrap gap-1 pt-1">
      {comment.reactions.map(({ kind, people }) => (
        <li key={kind}>
          <Tooltip text={format.list(people.map((person) => person.name))}>
            <button
              type="button"
              aria-pressed={signed(kind)}
              aria-label={t("signedBy", { kind, count: people.length })}
              onClick={() => onToggle(kind)}
              className={cx(
                "flex h-6 items-center gap-1 rounded-md border px-1.5 text-xs pointer-coarse:h-8",
                signed(kind)
                  ? "border-accent bg-accent-soft text-accent-strong"
                  : "border-line bg-sunken text-muted hover:border-line-strong",
              )}
            >
              <span aria-hidden="true">{signs[kind]}</span> {people.length}
            </button>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}

type EditProps = { text: string; onText: (text: string) => void; onSave: (text: string) => void; onCancel: () => void };

/** Kept on this device until it is saved. */
function Edit({ text, onText, onSave, onCancel }: EditProps) {
  const t = useText(talkTexts);
  const save = () => text.trim() !== "" && onSave(text.trim());
  return (
    <div className="flex flex-col gap-2 pt-1">
      <TextArea
        autoFocus
        aria-label={t("comment")}
        rows={2}
        value={text}
        onValue={onText}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) save();
          else if (event.key === "Escape") onCancel();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div className="flex gap-2">
        <Button size="small" kind="primary" why={text.trim() === "" ? t("commentPlaceholder") : null} onClick={save}>
          {t("saveComment")}
        </Button>
        <Button size="small" kind="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}

/** What it said before, for whoever answered to that. */
function Before({ taskId, commentId }: { taskId: string; commentId: string }) {
  const t = useText(talkTexts);
  return (
    <Popover
      title={t("before")}
      trigger={
        <button type="button" className="rounded-sm text-faint underline underline-offset-2 hover:text-ink">
          {t("edited")}
        </button>
      }
    >
      <Revisions taskId={taskId} commentId={commentId} />
    </Popover>
  );
}

function Revisions({ taskId, commentId }: { taskId: string; commentId: string }) {
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const { data } = useRead("GET /tasks/:t/comments/:c/revisions", { params: { t: taskId, c: commentId } }, { watch: [`task:${taskId}`] });
  if (!data) return <Skeleton rows={2} />;
  return (
    <ol className="flex max-h-60 flex-col gap-2 overflow-y-auto">
      {data.items.map((one) => (
        <li key={one.at} className="border-s-2 border-line ps-2">
          <span className="block text-xs text-faint">{format.ago(one.at, new Date())}</span>
          <Markdown text={one.text} />
        </li>
      ))}
    </ol>
  );
}

function useCommentChanges(taskId: string) {
  const { id: w } = useWorkspace();
  const me = useMe().person;
  const put = (comment: Comment) => ({ params: { t: taskId, c: comment.id } });
  const edit = useChange({
    call: ({ comment, text, mentions }: { comment: Comment; text: string; mentions: string[] }) =>
      requestIn(w, "PATCH /tasks/:t/comments/:c", { ...put(comment), body: { text, mentions } }),
    paint: ({ comment, text }, paint) =>
      paint("GET /tasks/:t/comments", (page) => ({
        ...page,
        items: page.items.map((one) => (one.id === comment.id ? { ...one, text, editedAt: new Date().toISOString() } : one)),
      })),
    touches: [`task:${taskId}`],
  });
  const mine = { id: me.id, name: me.name };
  const toggle = useChange({
    call: ({ comment, kind }: { comment: Comment; kind: Kind }) => {
      const there = comment.reactions.some((one) => one.kind === kind && one.people.some((person) => person.id === me.id));
      return requestIn(w, there ? "DELETE /tasks/:t/comments/:c/reactions/:kind" : "PUT /tasks/:t/comments/:c/reactions/:kind", {
        params: { t: taskId, c: comment.id, kind },
      });
    },
    paint: ({ comment, kind }, paint) =>
      paint("GET /tasks/:t/comments", (page) => ({
        ...page,
        items: page.items.map((one) => (one.id === comment.id ? { ...one, reactions: toggled(one.reactions, kind, mine) } : one)),
      })),
    touches: [`task:${taskId}`],
  });
  return { edit, toggle };
}

function toggled(reactions: Comment["reactions"], kind: Kind, me: { id: string; name: string }): Comment["reactions"] {
  const before = reactions.find((one) => one.kind === kind);
  if (before === undefined) return [...reactions, { kind, people: [me] }];
  const people = before.people.some((one) => one.id === me.id) ? before.people.filter((one) => one.id !== me.id) : [...before.people, me];
  return reactions.map((one) => (one.kind === kind ? { kind, people } : one)).filter((one) => one.people.length > 0);
}
