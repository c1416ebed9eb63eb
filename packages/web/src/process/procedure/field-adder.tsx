import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { Combobox } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { useCreatable } from "./creatable.ts";
import { addField } from "./data.ts";
import { useDefinition, useEditor } from "./editor-context.ts";

/** Finds a field of the process by typing, or makes it. */
export function FieldAdder({ without, onField }: { without: readonly string[]; onField: (key: string) => void }) {
  const t = useText(processTexts);
  const { fields } = useDefinition();
  const { edit, now } = useEditor();
  const [round, setRound] = useState(0);
  const { choices, onType, pick } = useCreatable(
    fields.filter((field) => !without.includes(field.key)).map((field) => ({ value: field.key, label: field.label || field.key, hint: t("fieldKind", { kind: field.kind }) })),
    (typed) => t("newField", { name: typed }),
    (typed) => {
      const made = addField(now(), typed);
      edit(() => made.definition);
      return made.key;
    },
  );
  return (
    <div className="max-w-72">
      <Combobox
        key={round}
        label={t("addField")}
        choices={choices}
        onType={onType}
        value={null}
        placeholder={t("addField")}
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
