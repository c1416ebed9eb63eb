import { type Act, changeable, changeWords, type FieldKind, madeBy, stepsOf } from "@rondo/core/process";
import { Plus, X } from "lucide-react";
import { useMemo } from "react";
import type { Answer } from "../../../api/index.ts";
import { useText } from "../../../messages/index.ts";
import { useMembers } from "../../../run/index.ts";
import { useRead } from "../../../session/index.ts";
import { Button, Combobox, DateInput, Field, IconButton, NumberInput, Select, TextArea, TextInput } from "../../../ui/index.ts";
import { useDefinition } from "../editor-context.ts";
import { kindTexts } from "./en.ts";
import { ExpressionInput } from "./inputs.tsx";
import { fixedText, quoted } from "./literal.ts";

type Change = Extract<Act, { do: "change" }>;
type Props = { act: Change; onAct: (act: Change, merge?: string) => void; readOnly: boolean };

/** Which task or project a step changes, and what of it to what. */
export function ChangeInput(props: Props) {
  return (
    <>
      <Target {...props} />
      <Values {...props} />
    </>
  );
}

/** No key of a field, and no id. */
const expression = "=";

function Target({ act, onAct, readOnly }: Props) {
  const t = useText(kindTexts);
  const definition = useDefinition();
  const choices = useMemo(() => {
    const made = stepsOf(definition).flatMap((step) => {
      const what = madeBy(step);
      return what === null ? [] : [{ value: `${what} step ${step.id}`, label: t("changeMade", { what, step: step.title }) }];
    });
    const named = definition.fields.flatMap(({ key, label, kind }) =>
      (kind === "project" ? (["project"] as const) : kind === "link" || kind === "text" ? (["task", "project"] as const) : []).map(
        (what) => ({
          value: `${what} field ${key}`,
          label: t("changeNamed", { what, field: label || key }),
        }),
      ),
    );
    const written = (["task", "project"] as const).map((what) => ({ value: `${what} ${expression}`, label: t("changeWritten", { what }) }));
    return [...made, ...named, ...written];
  }, [definition, t]);
  const isField = definition.fields.some(({ key }) => key === act.at);
  const value = act.of !== null ? `${act.what} step ${act.of}` : isField ? `${act.what} field ${act.at}` : `${act.what} ${expression}`;
  const isWritten = value === `${act.what} ${expression}`;
  return (
    <>
      <Field label={t("changeWhich")}>
        <Combobox
          label={t("changeWhich")}
          required
          disabled={readOnly}
          value={value}
          choices={choices.some((one) => one.value === value) ? choices : [{ value, label: t("changeGone") }, ...choices]}
          onValue={(chosen) => {
            const [what, by, id = ""] = (chosen ?? value).split(" ") as [Change["what"], string, string?];
            onAct({ ...act, what, of: by === "step" ? id : null, at: by === "field" ? id : "", values: fitting(act, what) });
          }}
        />
      </Field>
      {isWritten ? (
        <ExpressionInput
          label={t("changeAt")}
          help={t("changeAtHelp")}
          readOnly={readOnly}
          value={act.at}
          onValue={(at) => onAct({ ...act, at }, "at")}
        />
      ) : null}
    </>
  );
}

/** What of the change says something about the other kind of thing, too. */
function fitting({ values }: Change, what: Change["what"]): Change["values"] {
  const [own, other]: readonly (readonly string[])[] = [changeable[what], changeable[what === "task" ? "project" : "task"]];
  return values.filter(({ key }) => own?.includes(key) === true || other?.includes(key) !== true);
}

/** What is changed: a name, what it takes, and the words that it takes. */
type Part = { readonly key: string; readonly label: string; readonly takes: Takes; readonly words: readonly (readonly [string, string])[] };
type Takes = "text" | "longText" | "number" | "date" | "person" | "words";

function useParts(what: Change["what"]): readonly Part[] {
  const t = useText(kindTexts);
  const custom = useRead("GET /custom-fields", {}, { watch: ["field"] }).data?.items;
  return useMemo(() => {
    const own = changeable[what].map((key): Part => {
      const words = (changeWords[what][key] ?? []).map((word) => [quoted(word), t("changeWord", { word })] as const);
      const takes =
        key === "notes" ? "longText" : key === "owner" ? "person" : key === "due" ? "date" : words.length > 0 ? "words" : "text";
      return { key, label: t("changePart", { part: what === "project" && key === "notes" ? "goal" : key }), takes, words };
    });
    const others = (custom ?? [])
      .filter((field) => field.processId === null && (what === "task" || field.projectId === null))
      .map((field): Part => ({ key: field.id, label: field.name, ...takenBy(field, t("changeYes"), t("changeNo")) }));
    return [...own, ...others];
  }, [custom, what, t]);
}

function takenBy({ type, choices }: Answer<"GET /custom-fields">["items"][number], yes: string, no: string): Pick<Part, "takes" | "words"> {
  if (type === "choice") return { takes: "words", words: choices.map((one) => [quoted(one), one]) };
  if (type === "yesNo")
    return {
      takes: "words",
      words: [
        ["true", yes],
        ["false", no],
      ],
    };
  return { takes: type, words: [] };
}

function Values({ act, onAct, readOnly }: Props) {
  const t = useText(kindTexts);
  const parts = useParts(act.what);
  const { fields } = useDefinition();
  const free = parts.filter(({ key }) => !act.values.some((one) => one.key === key));
  const first = ({ key, takes, words }: Part) => ({ key, value: words[0]?.[0] ?? fieldsFor(takes, fields)[0]?.key ?? emptyFor(takes) });
  const replace = (index: number, next: Change["values"][number] | null, merge?: string) =>
    onAct({ ...act, values: act.values.flatMap((one, at) => (at === index ? (next === null ? [] : [next]) : [one])) }, merge);
  return (
    <div role="group" aria-label={t("changeValues")} className="flex min-w-0 flex-col gap-2 sm:col-span-2">
      <span className="text-xs font-medium text-muted">{t("changeValues")}</span>
      {act.values.map(({ key, value }, index) => {
        const part = parts.find((one) => one.key === key) ?? { key, label: t("changeUnknown"), takes: "text" as const, words: [] };
        return (
          <div
            key={key}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-2 gap-y-1.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_auto]"
          >
            <Select
              label={t("changePartName")}
              disabled={readOnly}
              value={key}
              choices={[part, ...free].map((one) => ({ value: one.key, label: one.label }))}
              onValue={(chosen) => {
                const next = free.find((one) => one.key === chosen);
                if (next) replace(index, first(next));
              }}
            />
            <div className="col-span-2 flex min-w-0 flex-col gap-1.5 sm:col-span-1">
              <ValueInput
                part={part}
                value={value}
                readOnly={readOnly}
                onValue={(next, merge) => replace(index, { key, value: next }, merge)}
              />
            </div>
            <span className="col-start-2 row-start-1 sm:col-start-auto sm:row-start-auto">
              {readOnly ? null : (
                <IconButton
                  size="small"
                  label={t("changeRemove", { part: part.label })}
                  icon={<X size={13} />}
                  onClick={() => replace(index, null)}
                />
              )}
            </span>
          </div>
        );
      })}
      {readOnly || free[0] === undefined ? null : (
        <div className="-ms-1">
          <Button
            size="small"
            kind="quiet"
            icon={<Plus size={13} />}
            onClick={() => free[0] && onAct({ ...act, values: [...act.values, first(free[0])] })}
          >
            {t("changeAdd")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Where the new value comes from: something fixed, an answer, or an expression of one's own. */
function ValueInput({
  part,
  value,
  onValue,
  readOnly,
}: {
  part: Part;
  value: string;
  onValue: (value: string, merge?: string) => void;
  readOnly: boolean;
}) {
  const t = useText(kindTexts);
  const { fields } = useDefinition();
  const members = useMembers();
  const { takes, words } = part;
  const written = takes === "text" || takes === "longText" || takes === "date" || takes === "number";
  const choices = [
    ...words.map(([word, label]) => ({ value: word, label })),
    ...(written ? [{ value: "fixed", label: t("changeFixed", { takes }) }] : []),
    ...fieldsFor(takes, fields).map(({ key, label }) => ({ value: key, label: t("changeAnswer", { field: label || key }) })),
    ...(takes === "person" ? members.choices.map((one) => ({ ...one, value: quoted(one.value) })) : []),
    ...(takes === "person" || takes === "date" ? [{ value: "null", label: t("changeNone", { takes }) }] : []),
    { value: expression, label: t("changeExpression") },
  ];
  const isFixed = written && (takes === "number" ? /^-?\d+(?:\.\d+)?$/.test(value) : fixedText(value) !== null);
  const source = isFixed ? "fixed" : choices.some((one) => one.value === value) ? value : expression;
  const text = fixedText(value) ?? "";
  return (
    <>
      <Combobox
        label={t("changeGets", { part: part.label })}
        required
        disabled={readOnly}
        value={source}
        choices={choices}
        onValue={(chosen) => {
          if (chosen === null || chosen === source) return;
          onValue(chosen === expression ? "" : chosen === "fixed" ? emptyFor(takes) : chosen);
        }}
      />
      {source === "fixed" ? (
        <Field label={part.label} hideLabel>
          {takes === "number" ? (
            <NumberInput value={Number(value)} disabled={readOnly} onValue={(next) => onValue(String(next ?? 0), part.key)} />
          ) : takes === "date" ? (
            <DateInput value={text} readOnly={readOnly} onValue={(next) => onValue(quoted(next), part.key)} />
          ) : takes === "longText" ? (
            <TextArea value={text} readOnly={readOnly} onValue={(next) => onValue(quoted(next), part.key)} rows={3} />
          ) : (
            <TextInput value={text} readOnly={readOnly} maxLength={300} onValue={(next) => onValue(quoted(next), part.key)} />
          )}
        </Field>
      ) : source === expression ? (
        <ExpressionInput label={t("changeFeel")} readOnly={readOnly} value={value} onValue={(next) => onValue(next, part.key)} />
      ) : null}
    </>
  );
}

function emptyFor(takes: Takes): string {
  return takes === "person" ? "null" : takes === "number" ? "0" : '""';
}

const fits: Readonly<Record<Takes, readonly FieldKind[]>> = {
  text: ["text", "choice", "email", "link"],
  longText: ["longText", "richText", "text"],
  number: ["number", "money"],
  date: ["date"],
  person: ["person"],
  words: ["choice", "yesNo"],
};

function fieldsFor<F extends { readonly kind: FieldKind }>(takes: Takes, fields: readonly F[]): readonly F[] {
  return fields.filter(({ kind }) => fits[takes].includes(kind));
}
