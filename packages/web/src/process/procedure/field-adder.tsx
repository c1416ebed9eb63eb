import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, Combobox } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { useCreatable } from "./creatable.ts";
import { addField } from "./data.ts";
import { useDefinition, useEditor } from "./editor-context.ts";

/** Finds a field of the process by typing, or makes it. Stays open after one, for the next. */
export function FieldAdder({ without, onField }: { without: readonly string[]; onField: (key: string) => void }) {
  const t = useText(processTexts);
  const { fields } = useDefinition();
  const { edit, now } = useEditor();
  // Null: closed. A number: how many were added; each begins with an empty box.
  const [round, setRound] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { choices, onType, pick } = useCreatable(
    fields
      .filter((field) => !without.includes(field.key))
      .map((field) => ({ value: field.key, label: field.label || field.key, hint: t("fieldKind", { kind: field.kind }) })),
    (typed) => t("newField", { name: typed }),
    (typed) => {
      const made = addField(now(), typed);
      edit(() => made.definition);
      return made.key;
    },
  );
  useEffect(() => {
    if (round !== null) box.current?.querySelector("input")?.focus();
  }, [round]);
  if (round === null)
    return (
      <div className="-ms-1">
        <Button size="small" kind="quiet" icon={<Plus size={13} />} onClick={() => setRound(0)}>
          {t("addField")}
        </Button>
      </div>
    );
  return (
    <div
      ref={box}
      className="max-w-72"
      onBlur={(event) =>
        event.relatedTarget && !event.currentTarget.contains(event.relatedTarget) && !event.relatedTarget.closest("[role=listbox]")
          ? setRound(null)
          : undefined
      }
    >
      <Combobox
        key={round}
        label={t("addField")}
        choices={choices}
        onType={onType}
        value={null}
        placeholder={t("fieldName")}
        onValue={(chosen) =>
          pick(chosen, (key) => {
            onField(key);
            setRound(round + 1);
          })
        }
      />
    </div>
  );
}
