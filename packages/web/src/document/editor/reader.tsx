import { EditorContent, useEditor } from "@tiptap/react";
import type { JSONContent } from "@tiptap/core";
import { useText } from "../../messages/index.ts";
import { documentTexts } from "../en.ts";
import "../document.css";
import { Embed } from "./embed.tsx";
import { schemaOf } from "./schema.ts";
import { DocumentContext, type DocumentPlace, LiveTaskItem } from "./task-item.tsx";

/** A version of a document, to look at. */
export function DocumentReader({ tree, place }: { tree: JSONContent; place: DocumentPlace }) {
  const t = useText(documentTexts);
  const editor = useEditor(
    {
      extensions: schemaOf({ taskItem: LiveTaskItem, embed: Embed }),
      content: tree,
      editable: false,
      injectCSS: false,
      editorProps: { attributes: { "aria-label": t("text"), role: "document", class: "document-text" } },
    },
    [tree],
  );
  return (
    <DocumentContext value={place}>
      <EditorContent editor={editor} />
    </DocumentContext>
  );
}
