import { type Answer, Problem, type ProblemCode, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Checkbox, DateInput, Field, NumberInput, Select, TextInput } from "../ui/index.ts";
import { useState } from "react";
import { PersonPicker } from "./people.tsx";
import { useBothValues } from "./both-values.ts";
import { taskTexts } from "./en.ts";
import type { Task } from "./task.ts";
import { timeTexts } from "./time.en.ts";
import { usePeople } from "../talk/index.ts";

type CustomField = Answer<"GET /custom-fields">["items"][number];
type Value = string | number | boolean | null;

/** Fields of the project, the process or the workspace that the task has; nothing where there are none. */
export function CustomFields({ task }: { task: Task }) {
  const t = useText(timeTexts);
  const said = useText(taskTexts);
  const { id: w } = useWorkspace();
  const fields = useRead("GET /custom-fields", {}, { watch: ["field"] }).data?.items ?? [];
  const mine = fields.filter(
    (field) =>
      (field.projectId === null && field.processId === null) ||
      field.projectId === task.home.id ||
      (field.processId !== null && field.processId === task.home.processId),
  );
  const sayBoth = useBothValues();
  const query = { ids: task.id };
  const row = useRead("GET /rows", { query }, { watch: [`task:${task.id}`], enabled: mine.length > 0 }).data?.items[0];
  const put = async (id: string, value: Value, was: Value) => {
    const { refused } = await requestIn(w, "POST /rows/changes", {
      body: { changes: [{ kind: "task", id: task.id, set: { fields: { [id]: value } }, was: { fields: { [id]: was } } }] },
    });
    const [no] = refused;
    if (no !== undefined) throw new Problem(no.code as ProblemCode, 409, no.title, no.next, no.now === undefined ? {} : { now: no.now });
  };
  const change = useChange({
    call: ({ id, value, was }: { id: string; value: Value; was: Value }) => put(id, value, was),
    said: () => said("changed", { title: task.title }),
    undo: ({ id, value, was }) => put(id, was, value),
    refused: (problem, { id, value }) => sayBoth(problem, task.title, { fields: { [id]: value } }),
    paint: ({ id, value }, paint) =>
      paint(
        "GET /rows",
        (shown) => ({
          ...shown,
          items: shown.items.map((one) =>
            one.id === task.id
              ? {
                  ...one,
                  fields: Object.fromEntries(
                    Object.entries({ ...one.fields, [id]: value }).filter(
                      (entry): entry is [string, string | number | boolean] => entry[1] !== null,
                    ),
                  ),
                }
              : one,
          ),
        }),
        { query },
      ),
    touches: [`task:${task.id}`],
  });
  if (mine.length === 0 || !row) return null;
  return (
    <section aria-label={t("fields")} className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      {mine.map((field) => (
        <ValueField
          key={`${field.id} ${String(row.fields?.[field.id] ?? "")}`}
          field={field}
          value={row.fields?.[field.id]}
          locked={row.locked === true}
          onValue={(value) => change.mutate({ id: field.id, value, was: row.fields?.[field.id] ?? null })}
        />
      ))}
    </section>
  );
}

function ValueField({
  field,
  value,
  locked,
  onValue,
}: {
  field: CustomField;
  value: string | number | boolean | undefined;
  locked: boolean;
  onValue: (value: Value) => void;
}) {
  const t = useText(timeTexts);
  const people = usePeople();
  const [text, setText] = useState(String(value ?? ""));
  if (field.type === "yesNo") return <Checkbox checked={value === true} disabled={locked} onChecked={onValue} label={field.name} />;
  return (
    <Field label={field.name}>
      {field.type === "choice" ? (
        <Select
          value={String(value ?? "")}
          disabled={locked}
          choices={[{ value: "", label: t("noValue") }, ...field.choices.map((choice) => ({ value: choice, label: choice }))]}
          onValue={(next) => onValue(next === "" ? null : next)}
        />
      ) : field.type === "person" ? (
        <PersonPicker
          value={people.find((person) => person.id === value) ?? null}
          disabled={locked}
          onValue={(person) => onValue(person?.id ?? null)}
        />
      ) : field.type === "number" ? (
        <NumberInput value={typeof value === "number" ? value : null} disabled={locked} onValue={onValue} />
      ) : field.type === "date" ? (
        <DateInput
          value={text}
          disabled={locked}
          onValue={setText}
          onBlur={() => text !== String(value ?? "") && onValue(text === "" ? null : text)}
        />
      ) : (
        <TextInput
          value={text}
          disabled={locked}
          maxLength={2_000}
          onValue={setText}
          onBlur={() => text.trim() !== String(value ?? "") && onValue(text.trim() === "" ? null : text.trim())}
        />
      )}
    </Field>
  );
}
