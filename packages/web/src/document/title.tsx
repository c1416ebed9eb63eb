import { useEffect, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { type Document, mayAs } from "./document.ts";
import { documentTexts } from "./en.ts";

/** The title, which one types over: Enter or leaving it saves, Escape takes it back. */
export function Title({ document }: { document: Document }) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const [typed, setTyped] = useState(document.title);
  useEffect(() => setTyped(document.title), [document.title]);
  const params = { d: document.id };
  const rename = useChange({
    call: ({ to }: { to: string; from: string }) =>
      requestIn(w, "PATCH /documents/:d", { params, version: document.version, body: { title: to } }),
    paint: ({ to }, paint) => paint("GET /documents/:d", (one) => ({ ...one, title: to }), { params }),
    touches: [`document:${document.id}`, "document"],
    said: ({ to }) => t("renamed", { title: to }),
    undo: ({ from }, now) => requestIn(w, "PATCH /documents/:d", { params, version: now.version, body: { title: from } }),
  });
  if (!mayAs(document, "contributor")) return document.title;
  return (
    <input
      aria-label={t("title")}
      maxLength={300}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        const next = typed.trim();
        if (next === "") setTyped(document.title);
        else if (next !== document.title) rename.mutate({ to: next, from: document.title });
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") setTyped(document.title);
        if (event.key === "Enter") event.currentTarget.blur();
      }}
      className="field-sizing-content max-w-full min-w-24 truncate rounded-md bg-transparent outline-offset-2 hover:bg-hover/60 focus-visible:bg-raised"
    />
  );
}
