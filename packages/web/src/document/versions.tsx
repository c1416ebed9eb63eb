import type { JSONContent } from "@tiptap/core";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import { useMoments } from "../task/index.ts";
import { Button, cx, Field, Skeleton, TextInput, useFormat } from "../ui/index.ts";
import type { Document } from "./document.ts";
import { DocumentReader } from "./editor/reader.tsx";
import type { DocumentPlace } from "./editor/task-item.tsx";
import { documentTexts } from "./en.ts";
import { Side } from "./side.tsx";

/** How the document was before, by whom; one is looked at in its place. */
export function Versions({
  document,
  chosen,
  mayKeep,
  onChoose,
  onClose,
}: {
  document: Document;
  chosen: number | null;
  mayKeep: boolean;
  onChoose: (seq: number | null) => void;
  onClose: () => void;
}) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const moments = useMoments();
  const format = useFormat();
  const [name, setName] = useState("");
  const read = useRead("GET /documents/:d/versions", { params: { d: document.id } }, { watch: [`document:${document.id}`] });
  const keep = useChange({
    call: (name: string) => requestIn(w, "POST /documents/:d/versions", { params: { d: document.id }, body: { name } }),
    touches: [`document:${document.id}`],
    said: (name) => t("versionKept", { name }),
  });
  const items = read.data?.items;
  return (
    <Side title={t("versions")} onClose={onClose}>
      <p className="text-xs text-muted">{t("versionsAbout")}</p>
      {mayKeep ? (
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "") keep.mutate(name.trim(), { onSuccess: () => setName("") });
          }}
        >
          <div className="min-w-0 flex-1">
            <Field label={t("versionName")}>
              <TextInput value={name} onValue={setName} maxLength={120} autoComplete="off" />
            </Field>
          </div>
          <Button type="submit" busy={keep.isPending} why={name.trim() === "" ? t("versionName") : null}>
            {t("keepVersion")}
          </Button>
        </form>
      ) : null}
      {read.error && !read.data ? <ReadError error={read.error} onRetry={read.refetch} /> : null}
      {!items ? (
        <Skeleton rows={3} />
      ) : items.length === 0 ? (
        <p className="text-sm text-faint">{t("noVersions")}</p>
      ) : (
        <ul className="flex flex-col gap-0.5">
          {items.map((version) => (
            <li key={version.seq}>
              <button
                type="button"
                aria-pressed={chosen === version.seq}
                onClick={() => onChoose(chosen === version.seq ? null : version.seq)}
                className={cx(
                  "flex w-full flex-col rounded-md px-2 py-1.5 text-start text-sm hover:bg-hover",
                  chosen === version.seq && "bg-pressed",
                )}
              >
                <span className="font-medium">{version.name ?? moments.ago(version.at)}</span>
                <span className="text-xs text-muted">
                  {[
                    ...(version.name === null ? [] : [moments.ago(version.at)]),
                    ...(version.kind === "restored" ? [t("restoredKind")] : []),
                    ...(version.people.length > 0
                      ? [t("versionBy", { names: format.list(version.people.map((person) => person.name)) })]
                      : []),
                  ].join(" · ")}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Side>
  );
}

/** The version that is looked at, in the place of the text. */
export function VersionBanner({
  document,
  seq,
  mayRestore,
  place,
  onBack,
  onRestore,
}: {
  document: Document;
  seq: number;
  mayRestore: boolean;
  place: DocumentPlace;
  onBack: () => void;
  onRestore: () => void;
}) {
  const t = useText(documentTexts);
  const moments = useMoments();
  const versions = useRead("GET /documents/:d/versions", { params: { d: document.id } }, { watch: [`document:${document.id}`] });
  const read = useRead("GET /documents/:d/versions/:seq", { params: { d: document.id, seq: String(seq) } }, { watch: [] });
  const at = versions.data?.items.find((one) => one.seq === seq)?.at;
  return (
    <>
      <p
        role="status"
        className="sticky top-0 z-20 flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-4 py-1.5 text-sm text-accent-strong print:hidden"
      >
        <span className="min-w-0 flex-1">{t("lookingAt", { when: at === undefined ? "" : moments.ago(at) })}</span>
        {mayRestore ? (
          <Button size="small" kind="primary" onClick={onRestore}>
            {t("restoreVersion")}
          </Button>
        ) : null}
        <Button size="small" onClick={onBack}>
          {t("backToNow")}
        </Button>
      </p>
      {read.error && !read.data ? (
        <ReadError error={read.error} onRetry={read.refetch} />
      ) : read.data ? (
        <DocumentReader tree={read.data.tree as JSONContent} place={place} />
      ) : (
        <Skeleton />
      )}
    </>
  );
}
