import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useReadAll, useWorkspace } from "../session/index.ts";
import { Button, Dialog, Field, Select, TextInput } from "../ui/index.ts";
import { type Place, queryOf } from "./document.ts";
import { documentTexts } from "./en.ts";

type Text = { readonly name: string; readonly format: "markdown" | "html"; readonly text: string };
const largest = 1_000_000;

/** A new document: empty, from a template, or from a file of Markdown or HTML. */
export function NewDocument({ place, folderId, onClose }: { place: Place; folderId: string | null; onClose: () => void }) {
  const t = useText(documentTexts);
  const { id: w, slug } = useWorkspace();
  const navigate = useNavigate();
  const [title, setTitle] = useState("");
  const [begin, setBegin] = useState("");
  const [everyone, setEveryone] = useState("editor");
  const [file, setFile] = useState<Text | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const templates = useReadAll("GET /documents", { query: { templates: true, limit: 200 } }, { watch: ["document"] }).items ?? [];
  const make = useChange({
    call: () =>
      requestIn(w, "POST /documents", {
        body: {
          title: title.trim(),
          folderId,
          ...queryOf(place),
          ...(place.kind === "workspace" ? { everyone: everyone === "nobody" ? null : (everyone as "editor") } : {}),
          ...(begin === "file" && file !== null
            ? file.format === "html"
              ? { html: file.text }
              : { markdown: file.text }
            : begin !== "" && begin !== "file"
              ? { templateId: begin }
              : {}),
        },
      }),
    touches: ["document"],
    refused: (said) => {
      setProblem(`${said.title}. ${said.next}`);
      return true;
    },
  });
  const go = () => {
    // Enter in a field comes here too, also while it is being made.
    if (make.isPending || (begin === "file" && file === null)) return;
    setAsked(true);
    setProblem(null);
    if (title.trim() !== "")
      make.mutate(undefined, {
        onSuccess: (made) => void navigate({ to: "/w/$slug/documents/$id", params: { slug, id: made.id }, search: {} }),
      });
  };
  const take = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setProblem(null);
    if (chosen.size > largest) return setProblem(t("fileTooLarge"));
    const html = /\.html?$/i.test(chosen.name);
    if (!html && !/\.(md|markdown|txt)$/i.test(chosen.name)) return setProblem(t("fileUnknown"));
    setFile({ name: chosen.name, format: html ? "html" : "markdown", text: await chosen.text() });
    if (title === "") setTitle(chosen.name.replace(/\.\w+$/, "").slice(0, 300));
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("newDocument")}
      actions={
        <>
          <Button kind="primary" busy={make.isPending} why={begin === "file" && file === null ? t("chooseFile") : null} onClick={go}>
            {t("makeDocument")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4 pb-2"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Field label={t("title")} error={asked && title.trim() === "" ? t("titleMissing") : null}>
          <TextInput value={title} onValue={setTitle} maxLength={300} autoComplete="off" />
        </Field>
        <Field label={t("beginWith")} error={problem}>
          <Select
            value={begin}
            onValue={setBegin}
            choices={[
              { value: "", label: t("empty") },
              { value: "file", label: t("importFile") },
              ...templates.map((one) => ({ value: one.id, label: one.title, hint: t("isTemplate") })),
            ]}
          />
        </Field>
        {begin === "file" ? (
          <div className="flex flex-wrap items-center gap-2">
            <input
              ref={picker}
              type="file"
              accept=".md,.markdown,.txt,.html,.htm"
              hidden
              onChange={(event) => void take(event.target.files?.[0])}
            />
            <Button onClick={() => picker.current?.click()}>{t("chooseFile")}</Button>
            <span className="text-sm text-muted">{file === null ? t("importHelp") : t("chosenFile", { name: file.name })}</span>
          </div>
        ) : null}
        {place.kind === "workspace" ? (
          <Field label={t("everyone")}>
            <Select
              value={everyone}
              onValue={setEveryone}
              choices={[
                { value: "editor", label: t("everyoneEditor") },
                { value: "viewer", label: t("everyoneViewer") },
                { value: "nobody", label: t("everyoneNobody") },
              ]}
            />
          </Field>
        ) : (
          <p className="text-sm text-muted">{place.kind === "project" ? t("seenInProject") : t("seenInProcess")}</p>
        )}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
