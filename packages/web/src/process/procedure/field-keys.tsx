import { mayBeEmpty } from "@rondo/core/process";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useText } from "../../messages/index.ts";
import { IconButton } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { useDefinition, useEditor } from "./editor-context.ts";
import { FieldAdder } from "./field-adder.tsx";
import { FieldButton } from "./field-button.tsx";

/** Fields of the process, in an order of one's own: chosen by their names, or made here. */
export function FieldKeys({
  keys,
  onKeys,
  optional = [],
  onOptional,
}: {
  keys: readonly string[];
  onKeys: (keys: readonly string[]) => void;
  /** Which of them may be left empty, where that is asked. */ optional?: readonly string[];
  onOptional?: (keys: readonly string[]) => void;
}) {
  const t = useText(processTexts);
  const { fields } = useDefinition();
  const { readOnly } = useEditor();
  const swap = (from: number, to: number) =>
    onKeys(keys.map((key, index) => (index === from ? (keys[to] ?? key) : index === to ? (keys[from] ?? key) : key)));
  return (
    <div className="flex flex-col gap-1.5 pt-1.5">
      {keys.length > 0 ? (
        <ul className="flex flex-col">
          {keys.map((key, index) => {
            const field = fields.find((one) => one.key === key);
            return (
              <li key={key} className="group/key flex min-h-8 items-center gap-1">
                <span className="min-w-0 flex-1">
                  <FieldButton field={field} fieldKey={key} />
                </span>
                {onOptional && field && !mayBeEmpty.has(field.kind) && (!readOnly || optional.includes(key)) ? (
                  <button
                    type="button"
                    disabled={readOnly}
                    aria-pressed={!optional.includes(key)}
                    onClick={() => onOptional(optional.includes(key) ? optional.filter((one) => one !== key) : [...optional, key])}
                    className="h-7 shrink-0 rounded-md px-2 text-xs text-muted enabled:hover:bg-hover pointer-coarse:h-10"
                  >
                    {t(optional.includes(key) ? "mayBeEmpty" : "mustBeGiven")}
                  </button>
                ) : null}
                {readOnly ? null : (
                  <span className="flex opacity-0 group-focus-within/key:opacity-100 group-hover/key:opacity-100 pointer-coarse:opacity-100">
                    <IconButton
                      size="small"
                      label={t("moveUp")}
                      why={index === 0 ? t("isFirst") : null}
                      icon={<ArrowUp size={13} />}
                      onClick={() => swap(index, index - 1)}
                    />
                    <IconButton
                      size="small"
                      label={t("moveDown")}
                      why={index === keys.length - 1 ? t("isLast") : null}
                      icon={<ArrowDown size={13} />}
                      onClick={() => swap(index, index + 1)}
                    />
                    <IconButton
                      size="small"
                      label={t("removeUse", { field: field?.label ?? key })}
                      icon={<X size={13} />}
                      onClick={() => onKeys(keys.filter((one) => one !== key))}
                    />
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
      {readOnly ? null : <FieldAdder without={keys} onField={(key) => onKeys([...keys, key])} />}
    </div>
  );
}
