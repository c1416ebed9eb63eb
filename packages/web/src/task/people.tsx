import { Avatar, type Choice, Combobox } from "../ui/index.ts";
import { usePeople } from "../talk/index.ts";

type Props = {
  label?: string;
  value: { id: string; name: string } | null;
  onValue: (person: { id: string; name: string } | null) => void;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
};

export function PersonPicker({ value, onValue, ...rest }: Props) {
  const people = usePeople();
  const known = value === null || people.some((person) => person.id === value.id) ? people : [...people, { ...value, skills: [] }];
  const choices = known.map((person): Choice => ({
    value: person.id,
    label: person.name,
    icon: <Avatar name={person.name} id={person.id} />,
    ...(person.skills.length > 0 && { hint: person.skills.join(", ") }),
  }));
  return (
    <Combobox
      {...rest}
      choices={choices}
      value={value?.id ?? null}
      onValue={(id) => onValue(known.find((person) => person.id === id) ?? null)}
    />
  );
}
