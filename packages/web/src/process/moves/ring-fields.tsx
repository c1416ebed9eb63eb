import { useText } from "../../messages/index.ts";
import { useRead } from "../../session/index.ts";
import { Field, NumberInput, Select } from "../../ui/index.ts";
import { moveTexts } from "./en.ts";

/** For whom a revision is: everybody, or a ring that tries it first. */
export type RingChoice = { for: "everybody" } | { for: "team"; teamId: string | null } | { for: "share"; share: number };

export function ringOf(choice: RingChoice): { teamId: string } | { share: number } | null {
  if (choice.for === "team") return choice.teamId === null ? null : { teamId: choice.teamId };
  return choice.for === "share" ? { share: choice.share } : null;
}

export function RingFields({ choice, onChoice }: { choice: RingChoice; onChoice: (choice: RingChoice) => void }) {
  const t = useText(moveTexts);
  const teams = useRead("GET /teams", {}, { watch: ["team"] });
  const choices = [
    { value: "everybody" as const, label: t("everybody") },
    { value: "team" as const, label: t("oneTeam") },
    { value: "share" as const, label: t("aShare") },
  ];
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t("forWhom")} help={choice.for === "everybody" ? t("everybodyHelp") : t("ringHelp")}>
        <Select
          value={choice.for}
          choices={choices}
          onValue={(next) =>
            onChoice(
              next === "team" ? { for: "team", teamId: null } : next === "share" ? { for: "share", share: 10 } : { for: "everybody" },
            )
          }
        />
      </Field>
      {choice.for === "team" ? (
        <Field label={t("whichTeam")} help={t("whichTeamHelp")}>
          <Select
            value={choice.teamId}
            choices={(teams.data?.items ?? []).map((team) => ({ value: team.id, label: team.name }))}
            onValue={(teamId) => onChoice({ for: "team", teamId })}
          />
        </Field>
      ) : null}
      {choice.for === "share" ? (
        <Field label={t("shareOf")}>
          <NumberInput value={choice.share} min={1} max={99} onValue={(share) => onChoice({ for: "share", share: share ?? 1 })} />
        </Field>
      ) : null}
    </div>
  );
}
