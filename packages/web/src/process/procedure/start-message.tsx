import type { Definition, OtherStart } from "@rondo/core/process";
import { Mail, Plus, X } from "lucide-react";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, Combobox, Field, IconButton, TextInput } from "../../ui/index.ts";
import { useDefinition, useEditor } from "./editor-context.ts";
import { startMessageTexts } from "./start-message.en.ts";

/** The messages that start a run, once one is asked for: the first, and beside it others that each mean a choice of the form. */
export function StartMessage() {
  const t = useText(startMessageTexts);
  const definition = useDefinition();
  const { startMessage, otherStarts = [] } = definition;
  const { edit, readOnly } = useEditor();
  const [isOpen, setOpen] = useState(false);
  if (startMessage === undefined && otherStarts.length === 0 && !isOpen)
    return readOnly ? null : (
      <div className="pt-1.5">
        <Button size="small" icon={<Mail size={13} />} onClick={() => setOpen(true)}>
          {t("add")}
        </Button>
      </div>
    );
  return (
    <div className="flex max-w-lg flex-col gap-3 pt-2">
      <Field label={t("name")} help={t("about")}>
        <TextInput
          value={startMessage ?? ""}
          readOnly={readOnly}
          maxLength={300}
          autoFocus={isOpen}
          placeholder={t("placeholder")}
          onValue={(name) => edit((whole) => withStartMessage(whole, name), "start message")}
          onBlur={() => setOpen(false)}
        />
      </Field>
      <OtherStarts />
    </div>
  );
}

function OtherStarts() {
  const t = useText(startMessageTexts);
  const { fields, intake, otherStarts = [] } = useDefinition();
  const { edit, readOnly } = useEditor();
  const ways = fields.flatMap(({ key, label, kind, choices = [] }) =>
    kind === "choice" && intake.includes(key) ? choices.map((value) => ({ key, value, label: `${label || key}: ${value}` })) : [],
  );
  const [first] = ways;
  const change = (starts: readonly OtherStart[], merge?: string) => edit((whole) => withOtherStarts(whole, starts), merge);
  const put = (index: number, start: OtherStart, merge?: string) => change(otherStarts.with(index, start), merge);
  return (
    <>
      {otherStarts.map((start, index) => (
        <div
          key={index}
          role="group"
          aria-label={t("other")}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2 sm:grid-cols-[1fr_1fr_auto]"
        >
          <div className="col-span-2 sm:col-span-1">
            <Field label={t("other")}>
              <TextInput
                value={start.message}
                readOnly={readOnly}
                maxLength={300}
                placeholder={t("placeholderOther")}
                onValue={(message) => put(index, { ...start, message }, `start ${index}`)}
              />
            </Field>
          </div>
          <Field label={t("means")}>
            <Combobox
              label={t("means")}
              required
              disabled={readOnly}
              value={`${start.key} ${start.value}`}
              choices={choicesWith(ways, start, t("meansNone"))}
              onValue={(chosen) => {
                const way = ways.find(({ key, value }) => `${key} ${value}` === chosen);
                if (way) put(index, { ...start, key: way.key, value: way.value });
              }}
            />
          </Field>
          {readOnly ? null : (
            <IconButton
              size="small"
              label={t("remove", { message: start.message })}
              icon={<X size={13} />}
              onClick={() => change(otherStarts.toSpliced(index, 1))}
            />
          )}
        </div>
      ))}
      {readOnly || first === undefined ? null : (
        <div>
          <Button
            size="small"
            kind="quiet"
            icon={<Plus size={13} />}
            onClick={() => change([...otherStarts, { message: "", key: first.key, value: first.value }])}
          >
            {t("addOther")}
          </Button>
        </div>
      )}
    </>
  );
}

type Way = { readonly key: string; readonly value: string; readonly label: string };

function choicesWith(ways: readonly Way[], { key, value }: OtherStart, gone: string): { value: string; label: string }[] {
  const choices = ways.map((way) => ({ value: `${way.key} ${way.value}`, label: way.label }));
  const now = `${key} ${value}`;
  return choices.some((one) => one.value === now) ? choices : [{ value: now, label: gone }, ...choices];
}

function withStartMessage({ startMessage: _, ...whole }: Definition, name: string): Definition {
  return { ...whole, ...(name.trim() !== "" && { startMessage: name }) };
}

function withOtherStarts({ otherStarts: _, ...whole }: Definition, starts: readonly OtherStart[]): Definition {
  return { ...whole, ...(starts.length > 0 && { otherStarts: starts }) };
}
