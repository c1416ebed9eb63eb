import { readValue } from "@rondo/core/view";
import { usePeople } from "../talk/index.ts";
import { endOfDay, instantAt, startOfDay } from "../task/index.ts";
import { CellChoice, CellText, Combobox, Select } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import type { Speech } from "./language.ts";
import { type RowSet, setOf, valueOf } from "./values.ts";
import type { Words } from "./words.ts";

type Props = {
  /** Null: what is set has no value of its own yet, for many rows at once. */ row: Row | null;
  attribute: Attribute;
  label: string;
  words: Words;
  speech: Speech;
  columns: readonly string[];
  onSet: (set: RowSet) => void;
  onClose: () => void;
};

/** The field of an attribute, whatever its type. */
export function CellEditor({ row, attribute, label, words, speech, columns, onSet, onClose }: Props) {
  const people = usePeople();
  const value = row === null ? undefined : valueOf(row, attribute);
  const give = (next: string | number | boolean | null) => {
    const set = setOf(attribute, next);
    if (set) onSet(set);
  };
  if (attribute.type === "person")
    return (
      <CellChoice onLeave={onClose}>
        <Combobox
          label={label}
          choices={people.map((one) => ({ value: one.id, label: one.name }))}
          value={value === undefined ? null : String(value)}
          placeholder={words.t("nobody")}
          onValue={(id) => {
            give(id);
            onClose();
          }}
        />
      </CellChoice>
    );
  const choices =
    attribute.key === "column"
      ? columns
      : attribute.key === "state"
        ? ["open", "done"]
        : attribute.type === "yesNo"
          ? ["yes", "no"]
          : attribute.type === "choice"
            ? (attribute.choices ?? [])
            : null;
  if (choices !== null && choices.length > 0) {
    const none = attribute.isOwn || attribute.key === "column" ? [{ value: "", label: words.t("none") }] : [];
    const now =
      attribute.type === "yesNo"
        ? value === true
          ? "yes"
          : value === false
            ? "no"
            : ""
        : String(value ?? (attribute.key === "priority" ? "none" : ""));
    return (
      <CellChoice onLeave={onClose}>
        <Select
          label={label}
          choices={[
            ...none,
            ...choices.map((one) => ({
              value: one,
              label: attribute.type === "yesNo" ? words.t(one as "yes") : words.say(attribute, one) || one,
            })),
          ]}
          value={now}
          onValue={(next) => {
            give(attribute.type === "yesNo" ? (next === "" ? null : next === "yes") : next);
            onClose();
          }}
        />
      </CellChoice>
    );
  }
  const day = value === undefined || attribute.type !== "date" ? "" : attribute.isOwn ? String(value) : words.days.dayAt(String(value));
  const initial =
    attribute.type === "date"
      ? attribute.key === "due" && row?.dueAt === undefined
        ? ""
        : day
      : attribute.type === "duration" && value !== undefined
        ? `${Number(value) / 60}${speech.spoken.grammar.hours[0]}`
        : String(value ?? "");
  const keep = (text: string): string | null => {
    const said = text.trim();
    if (said === initial) return null;
    if (said === "") {
      if (attribute.key !== "title") give(null);
      return null;
    }
    if (attribute.type === "date") {
      give(attribute.isOwn ? said : instantAt(said, attribute.key === "postponed" ? startOfDay : endOfDay, words.zone));
      return null;
    }
    const read = readValue(attribute, attribute.type === "number" ? said.replace(",", ".") : said, speech.spoken.grammar, speech.names);
    if (read === null) return words.t("wantsValue", { name: attribute.label });
    give(attribute.type === "number" || attribute.type === "duration" ? Number(read) : read);
    return null;
  };
  return <CellText label={label} initial={initial} date={attribute.type === "date"} end={attribute.end} keep={keep} onClose={onClose} />;
}
