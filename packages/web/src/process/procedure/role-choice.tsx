import { useText } from "../../messages/index.ts";
import { Combobox, Field } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { useCreatable } from "./creatable.ts";
import { addRole } from "./data.ts";
import { useDefinition, useEditor } from "./editor-context.ts";

/** For which role a step is; a name that is not there yet makes a role. */
export function RoleChoice({
  value,
  onValue,
  disabled,
}: {
  value: string | null;
  onValue: (role: string | null) => void;
  disabled: boolean;
}) {
  const t = useText(processTexts);
  const { roles } = useDefinition();
  const { edit, now } = useEditor();
  const { choices, onType, pick } = useCreatable(
    roles.map((role) => ({ value: role.key, label: role.name })),
    (typed) => t("newRole", { name: typed }),
    (typed) => {
      const made = addRole(now(), typed);
      edit(() => made.definition);
      return made.key;
    },
  );
  return (
    <Field label={t("role")}>
      <Combobox
        choices={choices}
        onType={onType}
        value={value}
        onValue={(chosen) => (chosen === null ? onValue(null) : pick(chosen, onValue))}
        placeholder={t("rolePlaceholder")}
        disabled={disabled}
      />
    </Field>
  );
}
