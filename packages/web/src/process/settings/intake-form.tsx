import { Copy, ExternalLink } from "lucide-react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useDraft, useWorkspace } from "../../session/index.ts";
import { Button, buttonClass, Field, Section, TextArea, TextInput, useCopy } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import type { Process } from "../process.ts";

/** The public form that starts runs: open it, copy its link, close it. */
export function IntakeForm({ process, disabled }: { process: Process; disabled: boolean }) {
  const t = useText(processTexts);
  const { id: w } = useWorkspace();
  const form = process.intakeForm;
  const [title, setTitle, forgetTitle] = useDraft(`form title ${process.id}`, form?.title ?? process.name);
  const [note, setNote, forgetNote] = useDraft(`form note ${process.id}`, form?.note ?? "");
  const open = useChange({
    call: () =>
      requestIn(w, "PUT /processes/:p/intake-form", { params: { p: process.id }, body: { title: title.trim(), note: note.trim() } }),
    touches: ["process"],
    said: () => t(form ? "formSaved" : "formOpened"),
  });
  const close = useChange({
    call: () => requestIn(w, "DELETE /processes/:p/intake-form", { params: { p: process.id } }),
    touches: ["process"],
    said: () => t("formClosed"),
  });
  const copyIt = useCopy();
  const copy = (url: string) => void copyIt(url, t("linkCopied"));
  const why = disabled
    ? t("settingsReadOnly")
    : !process.published
      ? t("publishFirst")
      : title.trim() === ""
        ? t("formTitleMissing")
        : null;
  return (
    <Section title={t("intakeForm")} about={t("intakeFormAbout")}>
      {form ? (
        <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-sunken p-2 ps-3">
          <code className="min-w-0 flex-1 basis-48 truncate font-mono text-xs">{form.url}</code>
          <Button size="small" icon={<Copy size={13} />} onClick={() => copy(form.url)}>
            {t("copyLink")}
          </Button>
          <a href={form.url} target="_blank" rel="noopener noreferrer" className={buttonClass("quiet", "small")}>
            <ExternalLink size={13} aria-hidden="true" /> {t("openForm")}
          </a>
        </div>
      ) : null}
      {form?.mail ? (
        <div className="flex flex-col gap-1.5">
          <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-sunken p-2 ps-3">
            <code className="min-w-0 flex-1 basis-48 truncate font-mono text-xs">{form.mail}</code>
            <Button size="small" icon={<Copy size={13} />} onClick={() => copy(form.mail ?? "")}>
              {t("copyAddress")}
            </Button>
          </div>
          <p className="text-xs text-faint">{t("mailAbout")}</p>
        </div>
      ) : null}
      <Field label={t("formTitle")}>
        <TextInput value={title} onValue={setTitle} maxLength={300} readOnly={disabled} />
      </Field>
      <Field label={t("formNote")} optional help={t("formNoteHelp")}>
        <TextArea value={note} onValue={setNote} maxLength={2_000} readOnly={disabled} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button
          kind={form ? "plain" : "primary"}
          why={why ?? (form && form.title === title.trim() && form.note === note.trim() ? t("nothingChanged") : null)}
          busy={open.isPending}
          onClick={() => open.mutate(undefined, { onSuccess: () => (forgetTitle(), forgetNote()) })}
        >
          {t(form ? "saveForm" : "openTheForm")}
        </Button>
        {form && !disabled ? (
          <Button kind="danger" busy={close.isPending} onClick={() => close.mutate(undefined)}>
            {t("closeForm")}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}
