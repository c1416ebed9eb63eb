import { useNavigate } from "@tanstack/react-router";
import { FileText, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useHasRoute } from "../shell/index.ts";
import { useChange, useDraft, useWorkspace } from "../session/index.ts";
import { begunWith, useStarters } from "../starters/index.ts";
import { Button, Dialog, Field, Select, TextArea, TextInput } from "../ui/index.ts";
import { processTexts } from "./en.ts";

type Props = { open: boolean; /** Kept to be placed in others. */ block?: boolean; onOpen: (open: boolean) => void };

/** A name is enough. A text that is pasted is read by the import, so that its steps and its report come with it. */
export function NewProcess({ open, block = false, onOpen }: Props) {
  const t = useText(processTexts);
  const { id: w, slug } = useWorkspace();
  const navigate = useNavigate();
  const hasRoute = useHasRoute();
  const file = useRef<HTMLInputElement>(null);
  const [name, setName, forgetName] = useDraft("new process name", "");
  const [text, setText, forgetText] = useDraft("new process text", "");
  const [from, setFrom] = useState<"empty" | "text">(text ? "text" : "empty");
  const [everyone, setEveryone] = useState<"contributor" | "viewer" | "nobody">("contributor");
  const [missing, setMissing] = useState(false);
  const starters = useStarters(open);
  const [begun, setBegun] = useState("");
  const starter = starters.find(({ id }) => id === begun);
  const show = (id: string) => {
    forgetName();
    forgetText();
    void navigate({ to: "/w/$slug/processes/$id", params: { slug, id }, search: {} });
  };
  const create = useChange({
    call: async () =>
      requestIn(w, "POST /processes", {
        body: {
          name: name.trim() || (starter?.name ?? ""),
          everyone: everyone === "nobody" ? null : everyone,
          block,
          ...(starter && { definition: await begunWith(w, starter) }),
        },
      }),
    touches: ["process"],
  });
  const read = useChange({
    call: (source: FormData) => requestIn(w, "POST /imports", { body: source }),
    touches: ["process", "import"],
    said: (_, result) => t("textRead", { count: result.made.length }),
  });
  const go = () => {
    // Enter in a field comes here too, also while it is being made.
    if (create.isPending || read.isPending) return;
    if (from === "text" && text.trim() !== "")
      return read.mutate(formOf(new File([titled(name, text)], `${name.trim() || "procedure"}.md`, { type: "text/markdown" })), {
        onSuccess: (result) => shown(result.made),
      });
    if (name.trim() === "" && starter === undefined) return setMissing(true);
    create.mutate(undefined, { onSuccess: (process) => show(process.id) });
  };
  const shown = (made: readonly { kind: string; id: string }[]) => {
    const process = made.find((one) => one.kind === "process");
    if (process) show(process.id);
  };
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={t("newProcess")}
      about={t("newProcessAbout")}
      actions={
        <>
          <Button kind="primary" onClick={go} busy={create.isPending || read.isPending}>
            {t("makeProcess")}
          </Button>
          {hasRoute("/w/$slug/import") ? (
            <Button
              kind="quiet"
              icon={<Upload size={14} />}
              onClick={() => void navigate({ to: "/w/$slug/import" as "/", params: { slug } as never })}
            >
              {t("importOne")}
            </Button>
          ) : (
            <Button kind="quiet" icon={<Upload size={14} />} onClick={() => file.current?.click()}>
              {t("importOne")}
            </Button>
          )}
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Field
          label={t("name")}
          help={t("nameHelp")}
          error={missing && name.trim() === "" && starter === undefined ? t("nameMissing") : null}
        >
          <TextInput value={name} onValue={setName} maxLength={120} placeholder={starter?.name ?? t("namePlaceholder")} autoFocus />
        </Field>
        {from === "empty" && (
          <Field label={t("beginWith")} help={starter?.about ?? t("beginWithHelp")}>
            <Select
              value={begun}
              onValue={setBegun}
              choices={[{ value: "", label: t("beginEmpty") }, ...starters.map(({ id, name: called }) => ({ value: id, label: called }))]}
            />
          </Field>
        )}
        {from === "text" ? (
          <Field label={t("pasted")} help={t("pastedHelp")}>
            <TextArea value={text} onValue={setText} rows={8} />
          </Field>
        ) : (
          <div>
            <Button size="small" icon={<FileText size={14} />} onClick={() => (setBegun(""), setFrom("text"))}>
              {t("fromText")}
            </Button>
          </div>
        )}
        <Field label={t("everyone")}>
          <Select
            value={everyone}
            onValue={setEveryone}
            choices={[
              { value: "contributor", label: t("everyoneContributor") },
              { value: "viewer", label: t("everyoneViewer") },
              { value: "nobody", label: t("everyoneNobody") },
            ]}
          />
        </Field>
        {/* With several fields Enter sends a form that has a button for it, and this dialog's are outside of the form. */}
        <button type="submit" hidden />
        <input
          ref={file}
          type="file"
          hidden
          onChange={(event) =>
            event.target.files?.[0] && read.mutate(formOf(event.target.files[0]), { onSuccess: (result) => shown(result.made) })
          }
        />
      </form>
    </Dialog>
  );
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.set("file", file, file.name);
  return form;
}

/** A text without a heading gets the name as one: the reader names the process by it. */
function titled(name: string, text: string): string {
  return name.trim() === "" || /^#\s/.test(text.trimStart()) ? text : `# ${name.trim()}\n\n${text}`;
}
