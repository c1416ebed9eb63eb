import { Placeholder } from "@tiptap/extensions";
import { type Editor, EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useMemo } from "react";
import type { Awareness } from "y-protocols/awareness";
import type { Doc } from "yjs";
import { safeAddress } from "@rondo/core/document";
import { useText } from "../../messages/index.ts";
import { notify } from "../../ui/index.ts";
import { documentTexts } from "../en.ts";
import "../document.css";
import { Embed } from "./embed.tsx";
import { Mentions } from "./mentions.tsx";
import { schemaOf } from "./schema.ts";
import { DocumentContext, type DocumentPlace, LiveTaskItem } from "./task-item.tsx";
import { type Passage, passages, showPassages, together } from "./together.ts";
import { Toolbar } from "./toolbar.tsx";

type Props = {
  doc: Doc;
  awareness: Awareness;
  editable: boolean;
  place: DocumentPlace;
  passages: readonly Passage[];
  onPassage: (id: string) => void;
  onEditor: (editor: Editor | null) => void;
};

/** More at once than anybody reads; the server would refuse it after the browser had stalled over it. */
const longestPaste = 500_000;

/** The text of a document, written by all who have it open. */
export function DocumentEditor({ doc, awareness, editable, place, passages: shown, onPassage, onEditor }: Props) {
  const t = useText(documentTexts);
  const extensions = useMemo(
    () => [
      ...schemaOf({ taskItem: LiveTaskItem, embed: Embed }),
      together(doc, awareness),
      passages(onPassage),
      Placeholder.configure({ placeholder: t("placeholder") }),
    ],
    // The editor is made once for a document; the callbacks come from a state's setter and stay.
    [doc, awareness],
  );
  const editor = useEditor(
    {
      extensions,
      editable,
      injectCSS: false,
      immediatelyRender: true,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": t("text"), class: "document-text" },
        handlePaste: (_view, event) => {
          const size = Math.max(
            event.clipboardData?.getData("text/html").length ?? 0,
            event.clipboardData?.getData("text/plain").length ?? 0,
          );
          if (size <= longestPaste) return false;
          notify({ tone: "problem", title: t("pasteTooLarge"), about: t("pasteTooLargeNext") });
          return true;
        },
        handleClick: (view, _at, event) => {
          const link = (event.target as HTMLElement).closest("a");
          if (link === null || (view.editable && !event.metaKey && !event.ctrlKey)) return false;
          const address = safeAddress(link.getAttribute("href") ?? "");
          if (address !== null) window.open(address, "_blank", "noopener,noreferrer");
          return true;
        },
      },
    },
    [extensions],
  );
  useEffect(() => {
    editor.setEditable(editable, false);
  }, [editor, editable]);
  useEffect(() => {
    onEditor(editor);
    return () => onEditor(null);
  }, [editor, onEditor]);
  useEffect(() => {
    if (!editor.isDestroyed) showPassages(editor.view, shown);
  }, [editor, shown]);
  return (
    <DocumentContext value={place}>
      {editable ? <Toolbar editor={editor} /> : null}
      <div className="relative">
        <EditorContent editor={editor} />
        {editable ? <Mentions editor={editor} /> : null}
      </div>
    </DocumentContext>
  );
}
