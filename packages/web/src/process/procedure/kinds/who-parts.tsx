import type { ApprovalStep, Step, TaskStep, Who } from "@rondo/core/process";
import { useMemo } from "react";
import { useText } from "../../../messages/index.ts";
import { Checkbox, Field, Select } from "../../../ui/index.ts";
import { useDefinition, useEditor, useOtherSteps } from "../editor-context.ts";
import { kindTexts } from "./en.ts";
import { Choice, Text } from "./inputs.tsx";

const nobody: readonly string[] = [];

/** Who among those a step is for gets it, and who never does. */
export function WhoParts({ step }: { step: TaskStep | ApprovalStep }) {
  const t = useText(kindTexts);
  const definition = useDefinition();
  const { changeStep, readOnly } = useEditor();
  const who: Who = step.who ?? { give: "role" };
  const set = (next: Who): void =>
    changeStep(step.id, (one) => {
      const { who: _, ...rest } = one as TaskStep;
      const isPlain = next.give === "role" && next.except === undefined && next.notRequester !== true;
      return (isPlain ? rest : { ...rest, who: next }) as Step;
    });
  const { of: _of, ...withoutOf } = who;
  const { except: _except, ...withoutExcept } = who;
  const { notRequester: _notRequester, ...withoutRequester } = who;
  const all = useOtherSteps(step.id);
  const others = useMemo(() => all.filter(({ kind }) => kind === "task" || kind === "approval"), [all]);
  const named = useMemo(() => others.map((one) => [one.id, one.title] as const), [others]);
  const whoever = useMemo(() => named.map(([value, title]) => ({ value, label: t("whoeverDid", { step: title }) })), [named, t]);
  const hasUndo = useMemo(() => all.some(({ kind }) => kind === "undo"), [all]);
  const never = who.except ?? nobody;
  const take = (except: readonly string[]): void => set(except.length === 0 ? withoutExcept : { ...who, except });
  const outside = (chosen: string): void =>
    changeStep(step.id, (one) => {
      const { outsider: _, ...rest } = one as TaskStep;
      return chosen === "=no" ? rest : { ...rest, outsider: { to: chosen === "=requester" ? null : chosen } };
    });
  const takenBack = (title: string): void =>
    changeStep(
      step.id,
      (one) => {
        const { undo: _, ...rest } = one as TaskStep;
        return title === "" ? rest : { ...rest, undo: { title, role: rest.role } };
      },
      `undo ${step.id}`,
    );
  return (
    <>
      <Choice
        label={t("give")}
        readOnly={readOnly}
        value={who.give}
        onValue={(give) =>
          set({
            ...withoutOf,
            give,
            ...(give === "same" && others[0] !== undefined && { of: others[0].id }),
            ...(give === "manager" && { of: null }),
          })
        }
        choices={(["role", "turn", "load", "same", "manager"] as const).map((give) => [give, t("giveTo", { give })] as const)}
      />
      {who.give === "same" ? (
        <Choice label={t("giveOf")} readOnly={readOnly} value={who.of ?? ""} onValue={(of) => set({ ...who, of })} choices={named} />
      ) : null}
      {who.give === "manager" ? (
        <Choice
          label={t("managerOf")}
          readOnly={readOnly}
          value={who.of ?? ""}
          onValue={(of) => set({ ...who, of: of === "" ? null : of })}
          choices={[["", t("whoeverAsked")], ...whoever.map(({ value, label }) => [value, label] as const)]}
        />
      ) : null}
      {step.kind === "task" ? (
        <Choice
          label={t("outsider")}
          readOnly={readOnly}
          value={step.outsider === undefined ? "=no" : (step.outsider.to ?? "=requester")}
          onValue={outside}
          choices={[
            ["=no", t("outsiderNo")],
            ["=requester", t("outsiderRequester")],
            ...definition.fields
              .filter(({ kind }) => kind === "email")
              .map(({ key, label }) => [key, t("outsiderField", { field: label })] as const),
          ]}
        />
      ) : null}
      {step.kind === "task" && (step.undo !== undefined || hasUndo) ? (
        <Text label={t("undoTask")} readOnly={readOnly} value={step.undo?.title ?? ""} onValue={takenBack} />
      ) : null}
      <Field label={t("never")} help={t("neverHelp")} optional>
        <div className="flex flex-col gap-1.5">
          {(readOnly ? never : [...never, ""]).map((id, index) => (
            <Never
              key={index}
              id={id}
              whoever={whoever}
              never={never}
              readOnly={readOnly}
              onChosen={(chosen) =>
                take(
                  chosen === ""
                    ? never.filter((_, at) => at !== index)
                    : index < never.length
                      ? never.map((one, at) => (at === index ? chosen : one))
                      : [...never, chosen],
                )
              }
            />
          ))}
          <Checkbox
            label={t("notRequester")}
            disabled={readOnly}
            checked={who.notRequester === true}
            onChecked={(on) => set(on ? { ...who, notRequester: true } : withoutRequester)}
          />
        </div>
      </Field>
    </>
  );
}

function Never({
  id,
  whoever,
  never,
  readOnly,
  onChosen,
}: {
  id: string;
  whoever: readonly { readonly value: string; readonly label: string }[];
  never: readonly string[];
  readOnly: boolean;
  onChosen: (id: string) => void;
}) {
  const t = useText(kindTexts);
  const choices = useMemo(
    () => [{ value: "", label: "–" }, ...whoever.filter(({ value }) => value === id || !never.includes(value))],
    [whoever, id, never],
  );
  return <Select label={t("never")} disabled={readOnly} value={id} onValue={onChosen} choices={choices} />;
}
