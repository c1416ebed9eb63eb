import { UsersRound } from "lucide-react";
import { useMemo } from "react";
import { useText } from "../messages/index.ts";
import { useMembers, useTeams } from "../run/index.ts";
import { type Choice, Combobox } from "../ui/index.ts";
import { processTexts } from "./en.ts";

/** A person or a team as one value: `person:<id>` or `team:<id>`. */
export function useHolders() {
  const t = useText(processTexts);
  const members = useMembers();
  const teams = useTeams();
  return useMemo(() => {
    const choices: Choice[] = [
      ...teams.map((team) => ({
        value: `team:${team.id}`,
        label: team.name,
        hint: t("team"),
        icon: <UsersRound size={16} className="text-muted" />,
      })),
      ...members.choices.map((choice) => ({ ...choice, value: `person:${choice.value}` })),
    ];
    const idsOf = (holder: string | null) => ({
      personId: holder?.startsWith("person:") ? holder.slice(7) : null,
      teamId: holder?.startsWith("team:") ? holder.slice(5) : null,
    });
    return { choices, idsOf };
  }, [t, members, teams]);
}

export function HolderChoice({
  value,
  onValue,
  placeholder,
  disabled = false,
}: {
  value: string | null;
  onValue: (holder: string | null) => void;
  placeholder: string;
  disabled?: boolean;
}) {
  const { choices } = useHolders();
  return <Combobox choices={choices} value={value} onValue={onValue} placeholder={placeholder} disabled={disabled} />;
}
