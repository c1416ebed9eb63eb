import { useMemo } from "react";
import { useMe, useRead } from "../session/index.ts";
import { Avatar, type Choice, Combobox } from "../ui/index.ts";

/** Everybody in the workspace, oneself first. Empty until known. */
export function usePeople(): readonly { readonly id: string; readonly name: string }[] {
  const me = useMe().person;
  const { data } = useRead("GET /members", { query: { limit: 200 } }, { watch: ["member", "workspace"] });
  return useMemo(() => [{ id: me.id, name: me.name }, ...(data?.items ?? []).filter((member) => member.id !== me.id).map(({ id, name }) => ({ id, name }))], [data, me.id, me.name]);
}

type Props = { label?: string; value: { id: string; name: string } | null; onValue: (person: { id: string; name: string } | null) => void; placeholder?: string; required?: boolean; disabled?: boolean };

export function PersonPicker({ value, onValue, ...rest }: Props) {
  const people = usePeople();
  const known = value === null || people.some((person) => person.id === value.id) ? people : [...people, value];
  const choices = known.map((person): Choice => ({ value: person.id, label: person.name, icon: <Avatar name={person.name} id={person.id} /> }));
  return <Combobox {...rest} choices={choices} value={value?.id ?? null} onValue={(id) => onValue(known.find((person) => person.id === id) ?? null)} />;
}
