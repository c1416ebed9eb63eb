import type { Field as DataField } from "@rondo/core/process";
import {
  AlignLeft,
  AtSign,
  Calendar,
  Coins,
  Folder,
  Hash,
  Link2,
  List,
  ListChecks,
  ListPlus,
  Paperclip,
  Play,
  Table2,
  TextQuote,
  Timer,
  ToggleLeft,
  Type,
  UserRound,
  UsersRound,
} from "lucide-react";
import { useText } from "../../messages/index.ts";
import { Button, Field, Popover, Select, TextArea, TextInput } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { changeField, removeField } from "./data.ts";
import { useEditor } from "./editor-context.ts";
import { FieldRules } from "./field-rules.tsx";

const icons = {
  text: Type,
  longText: AlignLeft,
  number: Hash,
  date: Calendar,
  choice: List,
  yesNo: ToggleLeft,
  person: UserRound,
  email: AtSign,
  link: Link2,
  list: ListPlus,
  people: UsersRound,
  money: Coins,
  duration: Timer,
  table: Table2,
  richText: TextQuote,
  choices: ListChecks,
  file: Paperclip,
  run: Play,
  project: Folder,
} as const;
const fieldKinds = Object.keys(icons) as (keyof typeof icons)[];

/** A field by its name; pressed, all that can be said about it. It is the same field wherever it is used. */
export function FieldButton({ field, fieldKey }: { field: DataField | undefined; fieldKey: string }) {
  const t = useText(processTexts);
  const { edit, readOnly } = useEditor();
  if (!field) return <span className="px-1.5 text-sm text-act">{t("fieldGone", { field: fieldKey })}</span>;
  const Icon = icons[field.kind];
  const change = (part: Partial<DataField>, merge: string | null = null) =>
    edit((definition) => changeField(definition, field.key, part), merge);
  const face = (
    <>
      <Icon size={14} className="shrink-0 text-faint" aria-hidden="true" />
      <span className="min-w-0 truncate">{field.label || t("untitled")}</span>
    </>
  );
  if (readOnly) return <span className="inline-flex items-center gap-2 px-1.5 text-sm">{face}</span>;
  return (
    <Popover
      title={t("field")}
      trigger={
        <button
          type="button"
          className="inline-flex h-7 max-w-full items-center gap-2 rounded-sm px-1.5 text-sm hover:bg-hover data-popup-open:bg-hover pointer-coarse:h-10"
        >
          {face}
        </button>
      }
    >
      <div className="flex w-72 max-w-full flex-col gap-3">
        <Field label={t("fieldLabel")}>
          <TextInput value={field.label} maxLength={300} onValue={(label) => change({ label }, `label ${field.key}`)} />
        </Field>
        <Field label={t("kind")}>
          <Select
            label={t("kind")}
            value={field.kind}
            onValue={(kind) => change({ kind })}
            choices={fieldKinds.map((kind) => ({ value: kind, label: t("fieldKind", { kind }) }))}
          />
        </Field>
        {field.kind === "choice" || field.kind === "choices" ? (
          <Field label={t("choices")} help={t("choicesHelp")}>
            <ChoicesInput choices={field.choices ?? []} onChoices={(choices) => change({ choices }, `choices ${field.key}`)} />
          </Field>
        ) : null}
        {field.kind === "table" ? (
          <Field label={t("columns")} help={t("choicesHelp")}>
            <ChoicesInput choices={field.columns ?? []} onChoices={(columns) => change({ columns }, `columns ${field.key}`)} />
          </Field>
        ) : null}
        {field.kind === "money" ? (
          <Field label={t("currency")} help="EUR, USD, GBP…">
            <TextInput
              value={field.currency ?? ""}
              maxLength={3}
              onValue={(currency) => change({ currency: currency.toUpperCase() }, `currency ${field.key}`)}
            />
          </Field>
        ) : null}
        <Field label={t("fieldHelp")} optional>
          <TextInput value={field.help ?? ""} maxLength={1_000} onValue={(help) => change({ help }, `help ${field.key}`)} />
        </Field>
        <FieldRules field={field} onChange={change} />
        <div className="flex items-center justify-between gap-2">
          <span className="text-xs text-faint">
            {t("fieldKey")} <code className="font-mono">{field.key}</code>
          </span>
          <Button size="small" kind="danger" onClick={() => edit((definition) => removeField(definition, field.key))}>
            {t("deleteField")}
          </Button>
        </div>
      </div>
    </Popover>
  );
}

/** One choice a line. Empty lines are kept while typing, in the box alone. */
function ChoicesInput({ choices, onChoices }: { choices: readonly string[]; onChoices: (choices: readonly string[]) => void }) {
  return (
    <TextArea
      value={choices.join("\n")}
      rows={3}
      onValue={(text) => onChoices(text.split("\n"))}
      onBlur={() => onChoices([...new Set(choices.map((choice) => choice.trim()).filter(Boolean))])}
    />
  );
}
