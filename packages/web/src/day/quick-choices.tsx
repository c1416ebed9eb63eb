import { useText } from "../messages/index.ts";
import { PersonPicker } from "../task/index.ts";
import { Select } from "../ui/index.ts";
import { dayTexts } from "./en.ts";

export type Due = "none" | "today" | "tomorrow" | "nextWeek";

type Person = { readonly id: string; readonly name: string };

/** For whom and until when, unless the line has said it (undefined). */
export function QuickChoices({
  owner,
  onOwner,
  due,
  onDue,
}: {
  owner: Person | undefined;
  onOwner: (person: Person | null) => void;
  due: Due | undefined;
  onDue: (due: Due) => void;
}) {
  const t = useText(dayTexts);
  return (
    <>
      {owner ? (
        <div className="w-48 max-w-full">
          <PersonPicker label={t("addFor")} value={owner} onValue={onOwner} required />
        </div>
      ) : null}
      {due ? (
        <div className="w-36">
          <Select
            label={t("addDue")}
            value={due}
            onValue={onDue}
            choices={[
              { value: "none", label: t("noDate") },
              { value: "today", label: t("today") },
              { value: "tomorrow", label: t("tomorrow") },
              { value: "nextWeek", label: t("nextWeek") },
            ]}
          />
        </div>
      ) : null}
    </>
  );
}
