import type { Editor } from "@tiptap/react";
import { useEditorState } from "@tiptap/react";
import { useEffect, useId, useRef, useState } from "react";
import { useText } from "../../messages/index.ts";
import { candidates, nameBegun, usePeople } from "../../talk/index.ts";
import { Avatar, cx } from "../../ui/index.ts";
import { documentTexts } from "../en.ts";

/** `@` offers people where one writes; the arrows choose, Enter takes, Escape leaves what was typed. */
export function Mentions({ editor }: { editor: Editor }) {
  const t = useText(documentTexts);
  const people = usePeople();
  const list = useId();
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState(-1);
  const begun = useEditorState({
    editor,
    selector: ({ editor }) => {
      const { selection } = editor.state;
      if (!selection.empty || !editor.isFocused) return null;
      const { $from } = selection;
      const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
      const found = nameBegun(before, before.length);
      return found === null ? null : { from: selection.from - found.typed.length - 1, typed: found.typed };
    },
    equalityFn: (a, b) => a?.from === b?.from && a?.typed === b?.typed,
  });
  const offered = begun !== null && begun.from !== dismissed ? candidates(people, begun.typed) : [];
  const chosen = Math.min(at, offered.length - 1);
  const put = (person: { id: string; name: string }) => {
    if (begun === null) return;
    editor
      .chain()
      .focus()
      .insertContentAt({ from: begun.from, to: begun.from + begun.typed.length + 1 }, [
        { type: "mention", attrs: { id: person.id, label: person.name } },
        { type: "text", text: " " },
      ])
      .run();
  };
  const keys = useRef<(event: KeyboardEvent) => boolean>(() => false);
  keys.current = (event) => {
    if (offered.length === 0 || event.isComposing) return false;
    const person = offered[chosen];
    if (event.key === "ArrowDown" || event.key === "ArrowUp")
      setAt((chosen + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    else if ((event.key === "Enter" || event.key === "Tab") && person !== undefined) put(person);
    else if (event.key === "Escape") setDismissed(begun?.from ?? -1);
    else return false;
    return true;
  };
  useEffect(() => {
    const { dom } = editor.view;
    const press = (event: KeyboardEvent) => {
      if (!keys.current(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    dom.addEventListener("keydown", press, { capture: true });
    return () => dom.removeEventListener("keydown", press, { capture: true });
  }, [editor]);
  if (offered.length === 0 || begun === null) return null;
  const caret = editor.view.coordsAtPos(begun.from);
  const box = editor.view.dom.getBoundingClientRect();
  return (
    <ul
      id={list}
      role="listbox"
      aria-label={t("mentionList")}
      className="absolute z-30 w-60 rounded-lg bg-raised p-1 shadow-lg"
      style={{ insetBlockStart: caret.bottom - box.top + 4, left: Math.max(0, Math.min(caret.left - box.left, box.width - 244)) }}
    >
      {offered.map((person, index) => (
        <li
          key={person.id}
          role="option"
          aria-selected={index === chosen}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => put(person)}
          onPointerMove={() => setAt(index)}
          className={cx("flex min-h-8 items-center gap-2 rounded-md px-2 text-sm", index === chosen && "bg-hover")}
        >
          <Avatar name={person.name} id={person.id} />
          {person.name}
        </li>
      ))}
    </ul>
  );
}
