import { Copy, Download, Ellipsis, FolderInput, History, Printer, Trash2, UsersRound } from "lucide-react";
import { useState } from "react";
import { addressOf, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { useGo } from "../shell/index.ts";
import { IconButton, Menu, type MenuEntry } from "../ui/index.ts";
import { type Document, mayAs } from "./document.ts";
import { documentTexts } from "./en.ts";
import { MoveDocument } from "./move.tsx";
import { ShareDocument } from "./share.tsx";

/** What can be done with a document besides writing in it. */
export function DocumentMenu({ document, onVersions }: { document: Document; onVersions: () => void }) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const go = useGo();
  const [asking, setAsking] = useState<"move" | "share" | null>(null);
  const at = { params: { d: document.id } };
  const template = useChange({
    call: (on: boolean) => requestIn(w, "PATCH /documents/:d", { ...at, version: document.version, body: { template: on } }),
    touches: [`document:${document.id}`, "document"],
    said: (on) => (on ? t("templateSaid", { title: document.title }) : t("noTemplateSaid", { title: document.title })),
  });
  const remove = useChange({
    call: () => requestIn(w, "DELETE /documents/:d", at),
    touches: ["document"],
    said: () => t("removed", { title: document.title }),
    undo: () => requestIn(w, "DELETE /documents/:d/deletion", at),
  });
  const leave = () =>
    go(
      document.home.kind === "workspace" || document.home.id === null
        ? { to: "/documents" }
        : {
            to: document.home.kind === "project" ? "/projects/$id/documents" : "/processes/$id/documents",
            params: { id: document.home.id },
          },
    );
  const download = (format: "markdown" | "html") =>
    location.assign(addressOf("/api/workspaces/:w/documents/:d/content", { w, d: document.id }, { format }));
  const writes = mayAs(document, "contributor") ? null : t("readersOnly");
  const entries: MenuEntry[] = [
    { label: t("versions"), icon: <History size={14} />, onSelect: onVersions },
    { label: t("share"), icon: <UsersRound size={14} />, onSelect: () => setAsking("share") },
    { label: t("moveTo"), icon: <FolderInput size={14} />, why: writes, onSelect: () => setAsking("move") },
    {
      label: document.template ? t("noTemplate") : t("useAsTemplate"),
      icon: <Copy size={14} />,
      why: writes,
      onSelect: () => template.mutate(!document.template),
    },
    { kind: "line" },
    { label: t("exportMarkdown"), icon: <Download size={14} />, onSelect: () => download("markdown") },
    { label: t("exportHtml"), icon: <Download size={14} />, onSelect: () => download("html") },
    { label: t("print"), icon: <Printer size={14} />, onSelect: () => print() },
    { kind: "line" },
    {
      label: t("remove"),
      icon: <Trash2 size={14} />,
      danger: true,
      why: mayAs(document, "editor") ? null : t("notYours"),
      onSelect: () => remove.mutate(undefined, { onSuccess: leave }),
    },
  ];
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton label={t("folderOf", { name: document.title })} icon={<Ellipsis size={16} />} />}
        entries={entries}
      />
      {asking === "move" ? <MoveDocument document={document} onClose={() => setAsking(null)} /> : null}
      {asking === "share" ? <ShareDocument document={document} onClose={() => setAsking(null)} /> : null}
    </>
  );
}
