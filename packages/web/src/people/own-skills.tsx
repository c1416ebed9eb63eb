import { type FormEvent, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useEverybody, useMe, useWorkspace } from "../session/index.ts";
import { Button, Chip, Field, Section, TextInput } from "../ui/index.ts";
import { peopleTexts } from "./en.ts";

/** What one can do, in one's own words; others find one by it. */
export function OwnSkills() {
  const t = useText(peopleTexts);
  const { id: w } = useWorkspace();
  const me = useMe().person.id;
  const members = useEverybody();
  const mine = members.items?.find((one) => one.id === me)?.skills ?? [];
  const known = [...new Set((members.items ?? []).flatMap((one) => one.skills))].filter((skill) => !mine.includes(skill));
  const [typed, setTyped] = useState("");
  const save = useChange({
    call: (skills: readonly string[]) => requestIn(w, "PUT /skills", { body: { skills: [...skills] } }),
    paint: (skills, paint) =>
      paint("GET /members", (page) => ({
        ...page,
        items: page.items.map((one) => (one.id === me ? { ...one, skills: [...skills] } : one)),
      })),
    touches: ["member"],
  });
  const add = (event: FormEvent) => {
    event.preventDefault();
    const skill = typed.trim();
    // What one said before is kept only where it is known.
    if (skill === "" || members.items === undefined) return;
    save.mutate([...mine, skill]);
    setTyped("");
  };
  return (
    <Section title={t("skills")} about={t("skillsAbout")}>
      {mine.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {mine.map((skill) => (
            <li key={skill} className="flex items-center">
              <Chip name={skill} onRemove={() => save.mutate(mine.filter((one) => one !== skill))}>
                <span dir="auto">{skill}</span>
              </Chip>
            </li>
          ))}
        </ul>
      ) : null}
      <form onSubmit={add} className="flex flex-wrap items-end gap-2">
        <div className="w-64 max-w-full">
          <Field label={t("skillAdd")}>
            <TextInput value={typed} onValue={setTyped} maxLength={120} list="skills-known" placeholder={t("skillExample")} />
          </Field>
          <datalist id="skills-known">
            {known.map((skill) => (
              <option key={skill} value={skill} />
            ))}
          </datalist>
        </div>
        <Button type="submit" busy={save.isPending} why={typed.trim() === "" ? t("skillMissing") : null}>
          {t("skillPut")}
        </Button>
      </form>
    </Section>
  );
}
