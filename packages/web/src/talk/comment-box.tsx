import { SendHorizontal } from "lucide-react";
import { type RefObject, useId, useImperativeHandle, useRef, useState } from "react";
import { DiscardedChange, requestIn, v7 } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useMe, useWorkspace } from "../session/index.ts";
import { Avatar, cx, IconButton } from "../ui/index.ts";
import { talkTexts } from "./en.ts";
import { candidates, namedIn, nameBegun, quoted } from "./mention.ts";
import { usePeople } from "./use-people.ts";

type Props = {
  taskId: string;
  /** Here it says how words of somebody are quoted. */ quoting: RefObject<((name: string, text: string) => void) | null>;
  /** Where pasted files go; without it they are let be. */ onFiles?: ((files: FileList) => void) | undefined;
};

/** Where one says something about a task. `@` offers people; Ctrl or ⌘ with Enter sends; a pasted picture becomes a file. */
export function CommentBox({ taskId, quoting, onFiles }: Props) {
  const t = useText(talkTexts);
  const { id: w } = useWorkspace();
  const me = useMe().person;
  const people = usePeople();
  const [text, setText, forget] = useDraft(`comment ${taskId}`, "");
  const typed = useRef(text);
  typed.current = text;
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState(-1);
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const begun = nameBegun(text, caret);
  const offered = begun && begun.at !== dismissed ? candidates(people, begun.typed) : [];
  const chosen = Math.min(at, offered.length - 1);
  const add = useChange({
    call: ({ id, ...body }: { id: string; text: string; mentions: string[] }) =>
      requestIn(w, "POST /tasks/:t/comments", { params: { t: taskId }, body, idempotencyKey: id }),
    paint: (body, paint) =>
      paint(
        "GET /tasks/:t/comments",
        (page) =>
          page.next === null
            ? {
                ...page,
                items: [
                  ...page.items,
                  {
                    id: body.id,
                    author: { id: me.id, name: me.name },
                    text: body.text,
                    at: new Date().toISOString(),
                    importedAuthor: null,
                    editedAt: null,
                    reactions: [],
                  },
                ],
              }
            : page,
        { params: { t: taskId }, query: { limit: 100 }, pages: true },
      ),
    touches: [`task:${taskId}`],
  });
  const send = () => {
    if (text.trim() === "") return;
    const said = { id: v7(), text: text.trim(), mentions: namedIn(text, people).map((person) => person.id) };
    forget();
    // Behind what was typed meanwhile, which is not to be lost either.
    void add.mutateAsync(said).catch((error: unknown) => {
      if (!(error instanceof DiscardedChange)) setText([typed.current, said.text].filter((one) => one.trim() !== "").join("\n\n"));
    });
  };
  const goOn = (next: string, place: number) => {
    setText(next);
    setCaret(place);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(place, place);
    });
  };
  const put = (name: string) => {
    if (!begun) return;
    goOn(`${text.slice(0, begun.at)}@${name} ${text.slice(caret)}`, begun.at + name.length + 2);
  };
  useImperativeHandle(quoting, () => (name, said) => {
    const next = `${text.trim() === "" ? "" : `${text.trimEnd()}\n\n`}${quoted(name, said)}`;
    goOn(next, next.length);
  });
  return (
    <div className="relative">
      <div className="flex items-end gap-1 rounded-lg border border-line-strong/70 bg-raised pe-1 focus-within:border-accent">
        <textarea
          ref={box}
          aria-label={t("comment")}
          placeholder={t("commentPlaceholder")}
          value={text}
          rows={1}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={offered.length > 0 ? `${list}-${chosen}` : undefined}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart);
            setAt(0);
          }}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0 || !onFiles) return;
            event.preventDefault();
            onFiles(event.clipboardData.files);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (offered.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp"))
              setAt((chosen + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
            else if (offered.length > 0 && (event.key === "Enter" || event.key === "Tab") && !event.metaKey && !event.ctrlKey)
              put(offered[chosen]?.name ?? "");
            else if (offered.length > 0 && event.key === "Escape") setDismissed(begun?.at ?? -1);
            else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
          className="field-sizing-content max-h-60 min-h-10 w-full resize-none bg-transparent px-3 py-2.5 text-sm leading-5 outline-none pointer-coarse:text-lg"
        />
        <span className="py-1">
          <IconButton
            label={t("send")}
            keys="mod+enter"
            icon={<SendHorizontal size={16} className="rtl:-scale-x-100" />}
            onClick={send}
            why={text.trim() === "" ? t("commentPlaceholder") : null}
          />
        </span>
      </div>
      <ul
        id={list}
        role="listbox"
        aria-label={t("mention")}
        className={cx("absolute inset-x-0 bottom-full z-10 mb-1 rounded-lg bg-raised p-1 shadow-lg", offered.length === 0 && "hidden")}
      >
        {offered.map((person, index) => (
          <li
            key={person.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => put(person.name)}
            onPointerMove={() => setAt(index)}
            className={cx("flex min-h-8 items-center gap-2 rounded-md px-2 text-sm", index === chosen && "bg-hover")}
          >
            <Avatar name={person.name} id={person.id} />
            {person.name}
          </li>
        ))}
      </ul>
    </div>
  );
}
