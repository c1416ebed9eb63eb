import { roleKey } from "@rondo/core/plan";
import { useState } from "react";
import { Avatar, type Choice, Combobox } from "../ui/index.ts";
import { type Able, ableFirst, type KnownRole } from "./use-roles.ts";
import type { Words } from "./use-words.ts";

/** A role or skill: one that is known here, or whatever is written. */
export function RolePicker({ roles, words: { t }, onRole }: { roles: readonly KnownRole[]; words: Words; onRole: (role: string) => void }) {
  const [typed, setTyped] = useState("");
  const [round, setRound] = useState(0);
  const wanted = typed.trim();
  const known = roles.filter(({ role }) => roleKey(role).includes(roleKey(wanted)));
  const choices = [
    ...known.map(({ role, people }): Choice => ({ value: role, label: role, hint: t("placeHave", { count: people }) })),
    ...(wanted !== "" && wanted.length <= 60 && !roles.some(({ role }) => roleKey(role) === roleKey(wanted))
      ? [{ value: wanted, label: t("placeNew", { role: wanted }) }]
      : []),
  ];
  return (
    <Combobox
      key={round}
      label={t("placeAdd")}
      placeholder={t("placeAdd")}
      value={null}
      choices={choices}
      onType={setTyped}
      onValue={(role) => {
        if (role === null) return;
        onRole(role);
        setTyped("");
        setRound(round + 1);
      }}
    />
  );
}

/** Who takes a place: those with the role first. */
export function TakerPicker({
  role,
  label,
  people,
  onTaker,
}: {
  role: string;
  label: string;
  people: readonly Able[];
  onTaker: (person: Able) => void;
}) {
  return (
    <Combobox
      label={label}
      placeholder={label}
      value={null}
      choices={ableFirst(people, role).map((person): Choice => ({
        value: person.id,
        label: person.name,
        icon: <Avatar name={person.name} id={person.id} />,
        ...(person.skills.length > 0 && { hint: person.skills.join(", ") }),
      }))}
      onValue={(id) => {
        const person = people.find((one) => one.id === id);
        if (person) onTaker(person);
      }}
    />
  );
}
