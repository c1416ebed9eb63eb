import { compileExpression } from "@rondo/core/expression";
import type { Field as DataField } from "@rondo/core/process";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useText } from "../../../messages/index.ts";
import { Button, Combobox, cx, Field, IconButton, TextInput } from "../../../ui/index.ts";
import { kindTexts } from "./en.ts";

type Pair = { readonly key: string; readonly value: string };

/** Which field gets what, a row each. A row that is not finished yet is kept here alone. */
export function Pairs({
  label,
  help,
  fields,
  value,
  onValue,
  readOnly,
}: {
  label: string;
  help: string;
  /** Those that may be named; null: nobody knows which there are, and their keys are written. */
  fields: readonly DataField[] | null;
  value: readonly Pair[];
  onValue: (value: readonly Pair[], merge: string | null) => void;
  readOnly: boolean;
}) {
  const t = useText(kindTexts);
  const [written, setWritten] = useState<readonly Pair[] | null>(null);
  const isCurrent = written !== null && JSON.stringify(written.filter(isWhole)) === JSON.stringify(value);
  const rows = isCurrent ? written : value;
  const take = (next: readonly Pair[], merge: string | null = null) => {
    setWritten(next);
    onValue(next.filter(isWhole), merge);
  };
  const change = (index: number, part: Partial<Pair>, merge: string | null) =>
    take(
      rows.map((row, at) => (at === index ? { ...row, ...part } : row)),
      merge,
    );
  return (
    <div role="group" aria-label={label} className="flex min-w-0 flex-col gap-1.5 sm:col-span-2">
      <span className="text-xs font-medium text-muted">{label}</span>
      {rows.length === 0 ? null : (
        <ul className="flex flex-col gap-1.5">
          {rows.map(({ key, value: text }, index) => (
            <li
              key={index}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-2 gap-y-1 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]"
            >
              {fields === null ? (
                <Field label={t("pairName")} hideLabel>
                  <TextInput
                    value={key}
                    readOnly={readOnly}
                    placeholder={t("pairName")}
                    spellCheck={false}
                    onValue={(next) => change(index, { key: next.replace(/[^A-Za-z0-9_]/g, "") }, `key ${index}`)}
                  />
                </Field>
              ) : (
                <Combobox
                  label={t("pairField")}
                  disabled={readOnly}
                  value={key === "" ? null : key}
                  placeholder={t("pairField")}
                  choices={[
                    ...(key === "" || fields.some((field) => field.key === key) ? [] : [{ value: key, label: key }]),
                    ...fields.map((field) => ({ value: field.key, label: field.label || field.key })),
                  ]}
                  onValue={(chosen) => change(index, { key: chosen ?? "" }, null)}
                />
              )}
              <div className={cx("min-w-0", "row-start-2 sm:row-start-auto")}>
                <Field label={t("pairValue")} hideLabel error={problemOf(text)}>
                  <TextInput
                    value={text}
                    readOnly={readOnly}
                    placeholder={t("pairValue")}
                    spellCheck={false}
                    autoComplete="off"
                    onValue={(next) => change(index, { value: next }, `value ${index}`)}
                  />
                </Field>
              </div>
              {readOnly ? null : (
                <IconButton
                  size="small"
                  label={t("pairRemove")}
                  icon={<X size={13} />}
                  onClick={() => take(rows.filter((_, at) => at !== index))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {readOnly ? null : (
        <div className="-ms-1">
          <Button size="small" kind="quiet" icon={<Plus size={13} />} onClick={() => take([...rows, { key: "", value: "" }])}>
            {t("pairAdd")}
          </Button>
        </div>
      )}
      <span className="text-xs text-faint">{help}</span>
    </div>
  );
}

function isWhole({ key, value }: Pair): boolean {
  return /^[A-Za-z]/.test(key) && value.trim() !== "";
}

function problemOf(text: string): string | null {
  return text.trim() === "" ? null : (compileExpression(text).findings[0]?.message ?? null);
}
