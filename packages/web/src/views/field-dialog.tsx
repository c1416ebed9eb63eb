import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useReadAll, useWorkspace } from "../session/index.ts";
import { Button, Dialog, Field, Select, TextArea, TextInput } from "../ui/index.ts";
import type { CustomField } from "./attributes.ts";
import { fieldTexts } from "./field.en.ts";

const types = ["text", "number", "date", "choice", "person", "yesNo"] as const;

type Props = {
  /** Null: a new one. */ field: CustomField | null;
  /** The project or process that the view is of, if it is of one. */ place: string | undefined;
  onClose: () => void;
  onMade: (id: string) => void;
};

/** A field of one's own: its name, what stands in it, and where it is. */
export function FieldDialog({ field, place, onClose, onMade }: Props) {
  const t = useText(fieldTexts);
  const { id: w, role } = useWorkspace();
  const projects = useReadAll("GET /projects", { query: { limit: 200 } }, { watch: ["project"] }).items ?? [];
  const processes = useReadAll("GET /processes", { query: { limit: 200 } }, { watch: ["process"] }).items ?? [];
  const everywhere = role === "owner" || role === "admin";
  const [name, setName] = useState(field?.name ?? "");
  const [type, setType] = useState<CustomField["type"]>(field?.type ?? "text");
  const [choices, setChoices] = useState(field?.choices.join("\n") ?? "");
  const [at, setAt] = useState(place ?? (everywhere ? "" : (projects[0]?.id ?? "")));
  const lines = [
    ...new Map(
      choices
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .map((line) => [line.toLowerCase(), line]),
    ).values(),
  ];
  const make = useChange({
    call: () =>
      requestIn(w, "POST /custom-fields", {
        body: {
          name: name.trim(),
          type,
          choices: type === "choice" ? lines : [],
          projectId: projects.some((one) => one.id === at) ? at : null,
          processId: processes.some((one) => one.id === at) ? at : null,
        },
      }),
    touches: ["field"],
    said: () => t("made", { name: name.trim() }),
    undo: (_, made) => requestIn(w, "DELETE /custom-fields/:f", { params: { f: made.id } }),
  });
  const change = useChange({
    call: (one: CustomField) =>
      requestIn(w, "PATCH /custom-fields/:f", {
        params: { f: one.id },
        version: one.version,
        body: { name: name.trim(), ...(one.type === "choice" && { choices: lines }) },
      }),
    touches: ["field"],
    said: () => t("changed", { name: name.trim() }),
    undo: (one, now) =>
      requestIn(w, "PATCH /custom-fields/:f", {
        params: { f: one.id },
        version: now.version,
        body: { name: one.name, ...(one.type === "choice" && { choices: one.choices }) },
      }),
  });
  const remove = useChange({
    call: (one: CustomField) => requestIn(w, "DELETE /custom-fields/:f", { params: { f: one.id } }),
    touches: ["field"],
    said: (one) => t("removed", { name: one.name }),
    undo: (one) => requestIn(w, "DELETE /custom-fields/:f/deletion", { params: { f: one.id } }),
  });
  const why = name.trim() === "" ? t("nameMissing") : type === "choice" && lines.length === 0 ? t("choicesMissing") : null;
  const save = () => {
    if (why !== null) return;
    if (field) change.mutate(field);
    else make.mutate(undefined, { onSuccess: (made) => onMade(made.id) });
    onClose();
  };
  return (
    <Dialog
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={field ? t("changeTitle", { name: field.name }) : t("newTitle")}
      actions={
        <>
          {field ? (
            <Button
              kind="danger"
              onClick={() => {
                remove.mutate(field);
                onClose();
              }}
            >
              {t("remove")}
            </Button>
          ) : null}
          <Button kind="primary" why={why} onClick={save}>
            {t(field ? "save" : "make")}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={t("name")}>
          <TextInput value={name} onValue={setName} maxLength={60} autoFocus />
        </Field>
        {field ? null : (
          <>
            <Field label={t("type")}>
              <Select value={type} onValue={setType} choices={types.map((value) => ({ value, label: t(value) }))} />
            </Field>
            <Field label={t("at")} help={t("atHelp")}>
              <Select
                value={at}
                onValue={setAt}
                choices={[
                  ...(everywhere ? [{ value: "", label: t("everywhere") }] : []),
                  ...[...projects, ...processes].map((one) => ({ value: one.id, label: one.name })),
                ]}
              />
            </Field>
          </>
        )}
        {type === "choice" ? (
          <Field label={t("choices")} help={t("choicesHelp")}>
            <TextArea value={choices} onValue={setChoices} />
          </Field>
        ) : null}
      </form>
    </Dialog>
  );
}
